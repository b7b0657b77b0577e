"""Sharing progress with people who have a link."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.identity import published as identity
from functions.learning.domain.shares import Share, Shown, new_code
from functions.learning.domain.states import OPEN
from functions.learning.errors import NotEnrolled, ShareNotFound
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.shares import ShareCodeRepository, ShareRepository
from functions.learning.service.courses import CourseService
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import answer, undisturbed

ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class SharedProgress:
    """What a code shows; what the learner did not agree to is None."""

    course_title: str
    organization_name: str
    learner_name: str | None
    percent: int | None
    started_at: datetime | None
    completed_at: datetime | None


class ShareService:
    """What one tenant's learners let others see."""

    def __init__(
        self,
        shares: ShareRepository,
        repository: LearningRepository,
        courses: CourseService,
        clock: Clock = system_clock,
    ) -> None:
        self._shares = shares
        self._repository = repository
        self._courses = courses
        self._clock = clock

    def read(self, course_id: str, *, by: Caller) -> Share | None:
        """What the caller shares of a course. Raises ``CourseNotFound``."""
        self._courses.known(course_id)
        return self._shares.find(course_id, by.user_id)

    def put(self, course_id: str, shows: frozenset[Shown], *, by: Caller) -> Share:
        """Share a course that one has a place in, under a new code; or, where it is shared, show something else of it.

        Safe to repeat. Raises ``NotEnrolled``.
        """

        def act() -> Share:
            known = self.read(course_id, by=by)
            if known:
                return (
                    known
                    if known.shows == shows
                    else self._shares.save(course_id, by.user_id, known.model_copy(update={"shows": shows}))
                )
            enrolment = self._repository.find(course_id, by.user_id)
            if enrolment is None or not enrolment.joined:
                raise NotEnrolled(course_id=course_id)
            share = Share(code=new_code(), shows=shows, shared_at=self._clock.now())
            self._shares.add(course_id, by.user_id, share)
            return share

        return undisturbed(act)

    def remove(self, course_id: str, *, by: Caller) -> None:
        """Share a course no longer: its code shows nothing any more, and never will again. Safe to repeat."""

        def act() -> None:
            known = self.read(course_id, by=by)
            if known:
                self._shares.remove(course_id, by.user_id, known)

        undisturbed(act)

    def show(self, code: str, course_id: str, user_id: str) -> SharedProgress:
        """What a code of this tenant shows to anybody: one call. Raises ``ShareNotFound``.

        It shows nothing once the learner has no place and did not complete the course, is no longer a member of the
        organization, or when that is not active.
        """
        org_id = self._shares.org_id
        share, (enrolment, course), people, organization = answer(
            self._shares.asking(course_id, user_id),
            self._repository.asking_preparation([course_id], user_id).then(
                lambda found: (found[0].get(course_id), found[1].get(course_id))
            ),
            identity.asking_people(org_id, [user_id]),
            identity.asking_stationery(org_id),
        )
        person = people.get(user_id)
        if not share or share.code != code or not enrolment or not person or not organization:
            raise ShareNotFound
        enrolment = enrolment.at(self._clock.now())
        if person.status != ACTIVE or not (enrolment.state in OPEN or enrolment.completed_at):
            raise ShareNotFound
        course = course or self._courses.asked(course_id)
        return SharedProgress(
            course_title=course.title,
            organization_name=organization.name,
            learner_name=person.name if Shown.NAME in share.shows else None,
            percent=enrolment.progress(course).percent if Shown.PERCENT in share.shows else None,
            started_at=enrolment.enrolled_at if Shown.STARTED_AT in share.shows else None,
            completed_at=enrolment.completed_at if Shown.COMPLETED_AT in share.shows else None,
        )


def open_share(codes: ShareCodeRepository, service_of: Callable[[str], ShareService], code: str) -> SharedProgress:
    """What a code shows, whosever it is: two calls. Raises ``ShareNotFound``."""
    shared = codes.find(code)
    if shared is None:
        raise ShareNotFound
    return service_of(shared.org_id).show(code, shared.course_id, shared.user_id)
