"""Making learning paths, and following them."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.courses import CourseCard
from functions.learning.domain.paths import MOST_OUTSIDE, Path, PathCourse, PathStatus, Way, faults, way
from functions.learning.errors import NotYourPath, PathCycle, PathNotFound, PathNotPublishable
from functions.learning.permissions import MANAGE_ALL_PATHS, MANAGE_PATHS
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.paths import PathRepository, Paths
from functions.learning.service.courses import CourseService
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer, undisturbed
from shared.errors import FieldError, Forbidden, PreconditionFailed, Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import PageKey

MOST_BEFORE = 300
"""Behind a path's courses so many others are looked at for a ring; the catalog lets a hundred stand before each."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A path as somebody sees it: how far they are, and since when they follow it. ``titles`` are of all courses that
    are named.
    """

    path: Path
    way: Way
    joined_at: datetime | None
    titles: dict[str, str]


class PathService:
    """One tenant's learning paths. Their makers change them, and administrators."""

    def __init__(
        self,
        paths: PathRepository,
        repository: LearningRepository,
        courses: CourseService,
        clock: Clock = system_clock,
    ) -> None:
        self._paths = paths
        self._repository = repository
        self._courses = courses
        self._clock = clock

    # -- making

    def create(self, title: str, description: str, courses: Sequence[PathCourse], *, by: Caller, once: Once) -> Path:
        """Draft a path. Raises ``Unprocessable`` for courses that cannot be in it, ``PathCycle``."""
        now = self._clock.now()
        path = Path(
            path_id=new_id("pth"),
            title=title,
            description=description,
            courses=tuple(courses),
            owner_id=by.user_id,
            created_at=now,
            updated_at=now,
        )
        return self._paths.get(self._paths.add(self._checked(path), once))

    def put(
        self,
        path_id: str,
        title: str,
        description: str,
        courses: Sequence[PathCourse],
        *,
        by: Caller,
        expected: int,
    ) -> Path:
        """Replace what a path is, if it is at the expected revision. Who follows it goes on from where they are."""
        path = self._own(path_id, by)
        if path.revision != expected:
            raise PreconditionFailed(path_id=path_id)
        said = {"title": title, "description": description, "courses": tuple(courses)}
        changed = self._checked(path.model_copy(update={**said, "updated_at": self._clock.now()}))
        try:
            return self._paths.save(changed)
        except ConditionFailed:
            raise PreconditionFailed(path_id=path_id) from None

    def publish(self, path_id: str, *, by: Caller) -> Path:
        """Show a path to learners. Safe to repeat. Raises ``PathNotPublishable``, and what ``create`` raises."""

        def act() -> Path:
            path = self._own(path_id, by)
            if path.status is PathStatus.PUBLISHED:
                return path
            shown = path.model_copy(update={"status": PathStatus.PUBLISHED, "updated_at": self._clock.now()})
            return self._paths.save(self._checked(shown))

        return undisturbed(act)

    def delete(self, path_id: str, *, by: Caller) -> None:
        """Remove a path. Enrolments stay."""
        self._paths.delete(self._own(path_id, by))

    # -- following

    def list_paths(self, status: PathStatus, *, by: Caller, limit: int, start: PageKey) -> Paths:
        """The published paths, the newest first; or, for staff, the drafts."""
        if status is not PathStatus.PUBLISHED and not by.may(MANAGE_PATHS):
            raise Forbidden
        return self._paths.list_by_status(status, limit=limit, start=start)

    def list_followed(self, *, by: Caller, limit: int, start: PageKey) -> Paths:
        """The paths that the caller follows, the newest first."""
        return self._paths.list_followed(by.user_id, limit=limit, start=start)

    def walk(self, path_id: str, *, by: Caller) -> Walk:
        """A path with how far the caller is on it: two calls, whatever its length. Raises ``PathNotFound``.

        A third one only where a course came to build on another outside the path since the path was last changed.
        """
        path, joined_at = self._paths.get_for(path_id, by.user_id)
        self._require_visible(path, by)
        org_id, ids = self._paths.org_id, path.course_ids
        (enrolments, courses), cards = answer(
            self._repository.asking_preparation([*ids, *path.outside], by.user_id),
            catalog.asking_courses(org_id, ids),
        )
        prerequisites = {course_id: card.prerequisites for course_id, card in cards.items()}
        unknown = _outside(cards.values(), {*ids, *path.outside})
        if unknown:
            more = self._repository.find_preparation(unknown, by.user_id)
            enrolments, courses = {**enrolments, **more[0]}, {**courses, **more[1]}
        now = self._clock.now()
        unheard = (card for key, card in cards.items() if key not in courses)
        known = {**courses, **{one.course_id: one for card in unheard if (one := self._courses.shown_on(card))}}
        own = {course_id: enrolment.at(now) for course_id, enrolment in enrolments.items()}
        titles = {**{key: card.title for key, card in cards.items()}, **{key: one.title for key, one in known.items()}}
        return Walk(path, way(path, known, prerequisites, own), joined_at, titles)

    def join(self, path_id: str, *, by: Caller) -> Walk:
        """Follow a published path. Safe to repeat."""
        path = self._paths.get(path_id)
        self._require_visible(path, by)
        if path.status is PathStatus.PUBLISHED:
            with suppress(ConditionFailed):
                self._paths.follow(by.user_id, path_id, self._clock.now())
        return self.walk(path_id, by=by)

    def leave(self, path_id: str, *, by: Caller) -> None:
        """Follow a path no longer. Safe to repeat; enrolments stay."""
        self._require_visible(self._paths.get(path_id), by)
        self._paths.unfollow(by.user_id, path_id)

    # -- rules

    def _own(self, path_id: str, by: Caller) -> Path:
        path = self._paths.get(path_id)
        if path.owner_id != by.user_id and not by.may(MANAGE_ALL_PATHS):
            raise NotYourPath(path_id=path_id)
        return path

    def _require_visible(self, path: Path, by: Caller) -> None:
        if path.status is not PathStatus.PUBLISHED and not by.may(MANAGE_PATHS):
            raise PathNotFound(path_id=path.path_id)

    def _checked(self, path: Path) -> Path:
        """The path with what it builds on, if its courses can be in it."""
        wrong = list(faults(path.courses))
        if wrong:
            raise Unprocessable(wrong[0].message, errors=wrong)
        cards = self._cards(path.course_ids)
        missing = [
            FieldError(f"/courses/{place}/course_id", "course_not_found", "There is no such course.")
            for place, course_id in enumerate(path.course_ids)
            if course_id not in cards
        ]
        if missing:
            raise Unprocessable(missing[0].message, errors=missing)
        _require_no_ring(path, cards)
        own = [cards[course_id] for course_id in path.course_ids]
        if path.status is PathStatus.PUBLISHED:
            _require_publishable(path, own)
        return path.model_copy(update={"outside": tuple(_outside(own, set(path.course_ids))[:MOST_OUTSIDE])})

    def _cards(self, course_ids: Collection[str]) -> dict[str, CourseCard]:
        """These courses, and all that stand before them."""
        known: dict[str, CourseCard] = {}
        wanted = set(course_ids)
        while wanted and len(known) <= MOST_BEFORE:
            (found,) = answer(catalog.asking_courses(self._paths.org_id, sorted(wanted)))
            known |= found
            wanted = {before for card in found.values() for before in card.prerequisites} - known.keys()
        return known


def _outside(cards: Iterable[CourseCard], known: Container[str]) -> list[str]:
    """What these courses build on and is not known yet, each once."""
    return list(dict.fromkeys(before for card in cards for before in card.prerequisites if before not in known))


def _require_publishable(path: Path, cards: Sequence[CourseCard]) -> None:
    if not cards:
        raise PathNotPublishable("A path needs at least one course.", path_id=path.path_id)
    for place, card in enumerate(cards):
        if card.current_version is None:
            message = f"“{card.title}” was never published."
            fault = FieldError(f"/courses/{place}/course_id", "not_published", message)
            raise PathNotPublishable(message, errors=[fault], path_id=path.path_id)


def _require_no_ring(path: Path, cards: Mapping[str, CourseCard]) -> None:
    """Raise ``PathCycle`` with the way round, if courses would wait for each other: as the path has it, or by what
    they build on themselves.
    """
    after = {course.course_id: course.after for course in path.courses}
    ids = list(cards)
    numbers = {course_id: number for number, course_id in enumerate(ids)}
    waits = [
        [numbers[before] for before in (*after.get(key, ()), *card.prerequisites) if before in numbers]
        for key, card in cards.items()
    ]
    ring = [ids[number] for number in catalog_outlines.find_cycle(waits)]
    if ring:
        titles = [cards[course_id].title for course_id in ring]
        raise PathCycle(
            f"These courses would wait for each other: {catalog_outlines.way_round(titles)}.",
            course_ids=ring,
            titles=titles,
        )
