"""Counting what learners do."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from events.motivation import BadgeEarned, LevelReached, MilestoneReached
from functions.identity import published as identity
from functions.motivation.domain.badges import BadgeRule, earned
from functions.motivation.domain.boards import Board, boards_of, weeks_around
from functions.motivation.domain.deeds import Deed, DeedKind
from functions.motivation.domain.standing import Standing
from functions.motivation.domain.streaks import day_of
from functions.motivation.domain.tallies import Tally
from functions.motivation.errors import LearnerNotFound
from functions.motivation.repository.badges import BadgeRepository
from functions.motivation.repository.learners import LearnerRepository, Ledger, Score
from shared.clock import Clock, system_clock
from shared.dynamo import answer, undisturbed
from shared.events import DomainEvent

_TRIES = 40
"""A person's deeds are counted one after the other; so many others may come at the same moment."""


class CountingService:
    """One tenant's deeds."""

    def __init__(self, learners: LearnerRepository, badges: BadgeRepository, clock: Clock = system_clock) -> None:
        self._learners = learners
        self._badges = badges
        self._clock = clock

    def count(
        self, user_id: str, deed_id: str, kind: DeedKind, course_id: str, at: datetime, score_bp: int | None = None
    ) -> None:
        """Count something that somebody did. Safe to repeat, at once too, and in any order: a deed counts once."""
        boards = [Board(course, week) for course in (None, course_id) for week in (None, *weeks_around(at.date()))]

        def act() -> None:
            preferences, ledger = answer(
                identity.asking_preferences([user_id]), self._learners.asking_ledger(user_id, deed_id, boards)
            )
            known = preferences.get(user_id)
            day = day_of(at, known.zone_at(at) if known else "UTC")
            self._write_down(Deed.done(deed_id, kind, course_id, at, day, score_bp), ledger)

        undisturbed(act, most=_TRIES)

    def recount(self, user_id: str) -> bool:
        """Compute somebody's standing and scores anew from their deeds. Returns whether anything was different.

        Badges that their deeds have earned by the rules of today, but that they did not get, are awarded. Raises
        ``LearnerNotFound``.
        """

        def act() -> bool:
            people, before, rules = answer(
                identity.asking_people(self._learners.org_id, [user_id]),
                self._learners.asking_standing(user_id),
                self._badges.asking_rules(),
            )
            if user_id not in people and not before.revision:
                raise LearnerNotFound(user_id=user_id)
            return self._rewrite(before, self._learners.list_deeds(user_id), rules, None)

        return undisturbed(act, most=_TRIES)

    def _write_down(self, deed: Deed, ledger: Ledger) -> None:
        before = ledger.standing
        if ledger.deed is None:
            after = before.after(deed)
            # The board of the course is asked for its tally too, which badges count.
            course = Board(deed.course_id)
            scores = {
                board: ledger.scores.get(board, Score()).tally.plus(deed)
                for board in boards_of(deed, self._clock.now().date())
            }
            self._put(before, after, [(deed.course_id, scores[course])], ledger.rules, deed, scores, ledger.scores)
            return
        joined = ledger.deed.joined(deed)
        if joined != ledger.deed:
            others = [one for one in self._learners.list_deeds(before.user_id) if one.deed_id != joined.deed_id]
            self._rewrite(before, [*others, joined], ledger.rules, joined)

    def _rewrite(self, before: Standing, deeds: Sequence[Deed], rules: Sequence[BadgeRule], deed: Deed | None) -> bool:
        after = before.recomputed(deeds)
        wanted = _scores(deeds, self._clock)
        there = self._learners.list_scores(before.user_id)
        scores = {
            board: tally
            for board in {**there, **wanted}
            for tally in [wanted.get(board, Tally())]
            if tally != there.get(board, Score()).tally
            or there.get(board, Score()).shown != (before.listed and tally.points > 0)
        }
        courses = sorted({one.course_id for one in deeds})
        tallies = [(course_id, wanted.get(Board(course_id), Tally())) for course_id in courses]
        return self._put(before, after, tallies, rules, deed, scores, there)

    def _put(
        self,
        before: Standing,
        counted: Standing,
        courses: Sequence[tuple[str, Tally]],
        rules: Sequence[BadgeRule],
        deed: Deed | None,
        scores: Mapping[Board, Tally],
        there: Mapping[Board, Score],
    ) -> bool:
        """Store what is new, with the badges that follow, and tell of them. Returns whether anything is."""
        badge_ids = {
            badge_id: None
            for course_id, tally in courses
            for badge_id in earned(counted, course_id, tally, tuple(rules))
        }
        after = counted.awarded(badge_ids, self._clock.now())
        if deed is None and after == before and not scores:
            return False
        self._learners.put(after, deed, scores, there, tells=[*_news(before, after)])
        return True


def _scores(deeds: Sequence[Deed], clock: Clock) -> dict[Board, Tally]:
    """What these deeds add up to on every board that is kept."""
    counted: defaultdict[Board, list[Deed]] = defaultdict(list)
    for deed in deeds:
        for board in boards_of(deed, clock.now().date()):
            counted[board].append(deed)
    return {board: Tally.of(some) for board, some in counted.items()}


def _news(before: Standing, after: Standing) -> Sequence[DomainEvent]:
    news: list[DomainEvent] = [
        BadgeEarned(user_id=after.user_id, badge_id=badge_id)
        for badge_id in after.awards
        if badge_id not in before.awards
    ]
    if after.level > before.level:
        news.append(LevelReached(user_id=after.user_id, level=after.level))
    known = before.milestones()
    fresh = [milestone for milestone in after.milestones() if milestone not in known]
    return news + [MilestoneReached(user_id=after.user_id, measure=str(name), value=value) for name, value in fresh]
