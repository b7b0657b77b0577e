"""Who may not finish, and what figures say of somebody: each is read in at most three calls, at any size."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from functions.analytics.domain.dashboards import Learning
from functions.analytics.domain.insights import Insight
from functions.analytics.domain.pace import is_judged
from functions.analytics.domain.risk import HIGH_BP, SOME_BP, RiskLevel
from functions.analytics.errors import LearnerNotFound
from functions.analytics.permissions import SEE_ORGANIZATION_FIGURES
from functions.analytics.repository.figures import FigureRepository
from functions.analytics.repository.risks import Outlook, RiskRepository
from functions.analytics.repository.rounds import Round, RoundRepository
from functions.analytics.service.courses import require_course
from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import CourseCard, Right
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer, undisturbed
from shared.errors import Forbidden
from shared.listing import Listed, PageKey

LEAST_BP: Mapping[RiskLevel, int | None] = {
    RiskLevel.HIGH: HIGH_BP,
    RiskLevel.SOME: SOME_BP,
    RiskLevel.LOW: 0,
    RiskLevel.UNKNOWN: None,
}
"""The chance from which a level and all above it begin; none for everybody."""
NOT_AGAIN_FOR = timedelta(minutes=10)
"""A course that was looked at is not looked at again on demand for so long."""
SOON = timedelta(minutes=1)
"""The clock comes by as often; what is due by then need not be hurried."""


@dataclass(frozen=True, slots=True)
class Insights:
    """What can be said of somebody, in the courses that the caller may know of."""

    user_id: str
    outlooks: list[Outlook]
    cards: Mapping[str, CourseCard]


class RiskService:
    """One tenant's learners at risk."""

    def __init__(
        self, figures: FigureRepository, risks: RiskRepository, rounds: RoundRepository, clock: Clock = system_clock
    ) -> None:
        self._figures = figures
        self._risks = risks
        self._rounds = rounds
        self._clock = clock

    def at_risk(self, course_id: str, level: RiskLevel, *, by: Caller, limit: int, start: PageKey) -> Listed[Outlook]:
        """A course's learners of at least that level, the highest chance first.

        Raises ``CourseNotFound``, ``NotYourCourse``.
        """
        require_course(course_id, by)
        return self._risks.list_by_chance(course_id, least_bp=LEAST_BP[level], limit=limit, start=start)

    def order(self, course_id: str, *, by: Caller) -> Round:
        """Have a course looked at now rather than tonight; where that was just done nothing changes. Safe to repeat.

        Raises ``CourseNotFound``, ``NotYourCourse``.
        """
        require_course(course_id, by)
        return undisturbed(lambda: self._order(course_id))

    def insights(self, user_id: str, *, by: Caller) -> Insights:
        """What can be said of oneself, of somebody in one's courses or, for administrators, of anybody.

        Raises ``LearnerNotFound``, and ``Forbidden`` where they are in none of the caller's courses.
        """
        learned = self._figures.courses_of(user_id)
        ids = [one.study.course_id for one in learned]
        people, cards, outlooks = answer(
            identity.asking_people(by.org_id, [user_id]),
            catalog.asking_courses(by.org_id, ids),
            self._risks.asking([(course_id, user_id) for course_id in ids]),
        )
        if user_id not in people:
            raise LearnerNotFound(user_id=user_id)
        if user_id != by.user_id and not by.may(SEE_ORGANIZATION_FIGURES):
            seen = self._taught(learned, cards, by)
            if not seen:
                raise Forbidden("This person is in none of your courses.")
            outlooks = [one for one in outlooks if one.course_id in seen]
        return Insights(user_id, _still_true(outlooks, learned), cards)

    def is_judged(self, *, by: Caller) -> bool:
        """Whether the caller lets themselves be judged."""
        return self._risks.is_judged(by.user_id)

    def let_judge(self, wanted: bool, *, user_id: str) -> None:
        """Judge somebody from the next round on, or no more and forget what stands of them. Safe to repeat."""
        if wanted:
            self._risks.judge_again(user_id)
        else:
            self._risks.stop_judging(user_id, self._figures.ids_of_courses_of(user_id))

    def _order(self, course_id: str) -> Round:
        now = self._clock.now()
        found = self._rounds.find(self._risks.org_id, course_id)
        if found is None:
            self._rounds.begin(self._risks.org_id, course_id, now)
            found = self._rounds.find(self._risks.org_id, course_id)
            if found is None:
                raise ConditionFailed
        # Due soon, just done, or under way: whoever has it made it due again after the lease.
        was_just_done = found.judged_at is not None and found.judged_at > now - NOT_AGAIN_FOR
        if found.due_at <= now + SOON or was_just_done or found.is_taken:
            return found
        return self._rounds.save(found, due_at=now, judged_at=found.judged_at, after=None)

    def _taught(self, learned: list[Learning], cards: Mapping[str, CourseCard], by: Caller) -> set[str]:
        ids = {one.study.course_id for one in learned}
        return {one for one in ids if one in cards and cards[one].lets(by.user_id, Right.ANALYTICS)}


def _still_true(outlooks: list[Outlook], learned: list[Learning]) -> list[Outlook]:
    """Without what was said of courses that are finished or left since, and of having done nothing where they have."""
    now = {one.study.course_id: one for one in learned if is_judged(one)}
    return [
        replace(one, said=tuple(said for said in one.said if said.insight is not Insight.NOT_STARTED))
        if now[one.course_id].study.days
        else one
        for one in outlooks
        if one.course_id in now
    ]
