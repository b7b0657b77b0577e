"""What interests learners, and the courses that they marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.catalog.published import categories as catalog_categories
from functions.catalog.published import courses as catalog
from functions.learning.domain.courses import Course
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.interests import Favourite, Interests, Learned
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.interests import InterestRepository
from functions.learning.service.courses import CourseService
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer
from shared.errors import PreconditionFailed
from shared.listing import PageKey


@dataclass(frozen=True, slots=True)
class FavouritePage:
    """Courses that somebody marked, with their places in them, and where the next page starts."""

    items: Sequence[Favourite]
    courses: Mapping[str, Course]
    enrolments: Mapping[str, Enrolment]
    next_key: PageKey


class InterestService:
    """What interests one tenant's learners."""

    def __init__(
        self,
        interests: InterestRepository,
        repository: LearningRepository,
        courses: CourseService,
        clock: Clock = system_clock,
    ) -> None:
        self._interests = interests
        self._repository = repository
        self._courses = courses
        self._clock = clock

    def read(self, *, by: Caller) -> tuple[Interests, Learned]:
        """What the learner says of themselves, and what their latest courses say: two calls."""
        ids = self._interests.list_latest(by.user_id)
        (said, enrolments), cards = answer(
            self._interests.asking(by.user_id, ids), catalog.asking_cards(self._interests.org_id, ids)
        )
        return said, Learned.of(enrolments, cards)

    def put(self, interests: Interests, *, by: Caller) -> tuple[Interests, Learned]:
        """Replace what the learner says, if that is still at the interests' revision."""
        known, learned = self.read(by=by)
        if known.revision != interests.revision:
            raise PreconditionFailed
        categories = catalog_categories.find_categories(self._interests.org_id)
        for place, category_id in enumerate(interests.category_ids):
            if category_id not in known.category_ids:
                categories.require(category_id, f"/category_ids/{place}")
        try:
            return self._interests.save(by.user_id, interests), learned
        except ConditionFailed:
            raise PreconditionFailed from None

    def add_favourite(self, course_id: str, *, by: Caller) -> None:
        """Mark a course that is or was on offer. Safe to repeat. Raises ``CourseNotFound``."""
        self._courses.known(course_id)
        self._interests.add_favourite(by.user_id, course_id, self._clock.now())

    def remove_favourite(self, course_id: str, *, by: Caller) -> None:
        """Mark a course no longer. Safe to repeat. Raises ``CourseNotFound``."""
        self._courses.known(course_id)
        self._interests.remove_favourite(by.user_id, course_id)

    def list_favourites(self, *, by: Caller, limit: int, start: PageKey) -> FavouritePage:
        """The courses that the learner marked, the latest first: two calls."""
        page = self._interests.list_favourites(by.user_id, limit=limit, start=start)
        ids = [favourite.course_id for favourite in page.items]
        enrolments, courses = self._repository.find_preparation(ids, by.user_id)
        now = self._clock.now()
        return FavouritePage(
            page.items,
            {course_id: courses.get(course_id) or self._courses.asked(course_id) for course_id in ids},
            {course_id: enrolment.at(now) for course_id, enrolment in enrolments.items()},
            page.next_key,
        )
