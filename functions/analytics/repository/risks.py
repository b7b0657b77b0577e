"""Reads and writes how likely somebody is not to finish, and who is not to be judged."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.analytics.domain.evidence import RiskSign
from functions.analytics.domain.insights import Insight, Said
from functions.analytics.domain.risk import Reason, Risk, RiskLevel
from functions.analytics.tables import AnalyticsRow, RiskRow, UnjudgedRow
from shared.dynamo import Ask, ConditionFailed, Key, Repository, Row, answer, chunks, undisturbed
from shared.listing import Listed, PageKey

AT_ONCE = 33
"""Learners who are judged at once: of each three rows are read, a hundred in one call, and two written."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Somebody in a course: their risk and what else can be said, as of a day."""

    user_id: str
    course_id: str
    day: str
    """The organization's, as ``2026-11-22``."""
    risk: Risk
    said: tuple[Said, ...]

    def dump(self) -> str:
        """As it is stored."""
        reasons = [[one.sign, one.strength, dict(one.figures)] for one in self.risk.reasons]
        said = [[one.insight, dict(one.figures), one.lesson_id] for one in self.said]
        return json.dumps(
            [self.course_id, self.day, self.risk.level, self.risk.chance_bp, reasons, said], separators=(",", ":")
        )

    @classmethod
    def load(cls, user_id: str, text: str) -> "Outlook":
        """From how it is stored."""
        course_id, day, level, chance_bp, reasons, said = json.loads(text)
        why = tuple(Reason(RiskSign(sign), strength, figures) for sign, strength, figures in reasons)
        words = tuple(Said(Insight(insight), figures, lesson_id) for insight, figures, lesson_id in said)
        return cls(user_id, course_id, day, Risk(RiskLevel(level), chance_bp, why), words)

    def says_the_same_as(self, other: "Outlook | None") -> bool:
        """Whether nothing but the day differs."""
        return other is not None and (self.risk, self.said) == (other.risk, other.said)


@dataclass(frozen=True, slots=True)
class Known:
    """What stands about some learners of a course: their outlooks, and who is not to be judged."""

    outlooks: Mapping[str, Outlook]
    unjudged: frozenset[str]


class RiskRepository(Repository):
    """One tenant's risks."""

    table = AnalyticsRow

    def list_by_chance(self, course_id: str, *, least_bp: int | None, limit: int, start: PageKey) -> Listed[Outlook]:
        """A course's learners, the highest chance first: all, or those whose chance is at least that."""
        pk, least = RiskRow.index_key(self.org_id, course_id, least_bp, "")
        between = None if least_bp is None else (least, "~")
        page = self._query(RiskRow, pk, index=True, descending=True, between=between, limit=limit, start=start)
        return Listed([Outlook.load(row.user_id, row.value) for row in page.rows], page.next_key)

    def asking(self, places: Sequence[tuple[str, str]]) -> Ask[list[Outlook]]:
        """The question for the outlooks of some learners in some courses (course, learner)."""
        keys = [RiskRow.key(self.org_id, course_id, user_id) for course_id, user_id in places]

        def made(rows: dict[Key, Row]) -> list[Outlook]:
            found = (rows.get(key) for key in keys)
            return [Outlook.load(row.user_id, row.value) for row in found if isinstance(row, RiskRow)]

        return Ask(self, keys, made)

    def known(self, course_id: str, user_ids: Sequence[str]) -> Known:
        """What stands about up to ``AT_ONCE`` learners of a course. One call."""
        (known,) = answer(self.asking_known(course_id, user_ids))
        return known

    def asking_known(self, course_id: str, user_ids: Sequence[str]) -> Ask[Known]:
        """The question for the same."""
        risks = {RiskRow.key(self.org_id, course_id, user_id): user_id for user_id in user_ids}
        marks = {UnjudgedRow.key(self.org_id, user_id): user_id for user_id in user_ids}

        def made(rows: dict[Key, Row]) -> Known:
            found = {risks[key]: row.value for key, row in rows.items() if isinstance(row, RiskRow)}
            outlooks = {user_id: Outlook.load(user_id, value) for user_id, value in found.items()}
            return Known(outlooks, frozenset(marks[key] for key in rows if key in marks))

        return Ask(self, [*risks, *marks], made, consistent=True)

    def put(self, course_id: str, outlooks: Sequence[Outlook], gone: Sequence[str]) -> None:
        """Replace outlooks of a course's learners and forget those of others: in all for ``AT_ONCE`` learners.

        Who asked meanwhile not to be judged is left out.
        """
        try:
            self._put(course_id, outlooks, gone)
        except ConditionFailed:
            known = self.known(course_id, [one.user_id for one in outlooks])
            self._put(course_id, [one for one in outlooks if one.user_id not in known.unjudged], gone)

    def is_judged(self, user_id: str) -> bool:
        """Whether somebody lets themselves be judged; everybody does until they say otherwise."""
        return self._find(UnjudgedRow, UnjudgedRow.key(self.org_id, user_id), consistent=True) is None

    def stop_judging(self, user_id: str, course_ids: Sequence[str]) -> None:
        """Judge somebody no more, and forget what stands of them in their courses. Safe to repeat."""
        undisturbed(lambda: self._stop(user_id, course_ids))

    def judge_again(self, user_id: str) -> None:
        """Judge somebody again, from the next round on. Safe to repeat."""
        with self._transaction() as transaction:
            transaction.forget(self._unjudged_row(user_id))

    def _stop(self, user_id: str, course_ids: Sequence[str]) -> None:
        # First the mark, on which every later outlook depends, then what was before.
        with self._transaction() as transaction:
            transaction.overwrite(self._unjudged_row(user_id))
        for some in chunks(course_ids, 2 * AT_ONCE):
            with self._transaction() as transaction:
                for course_id in some:
                    transaction.forget(self._empty_row(course_id, user_id))

    def _put(self, course_id: str, outlooks: Sequence[Outlook], gone: Sequence[str]) -> None:
        with self._transaction() as transaction:
            for one in outlooks:
                row = self._empty_row(course_id, one.user_id)
                chance = None if one.risk.level is RiskLevel.UNKNOWN else one.risk.chance_bp
                row.gsi1pk, row.gsi1sk = RiskRow.index_key(self.org_id, course_id, chance, one.user_id)
                row.user_id, row.value = one.user_id, one.dump()
                transaction.overwrite(row)
                transaction.require(self._unjudged_row(one.user_id), UnjudgedRow.pk.does_not_exist())
            for user_id in gone:
                transaction.forget(self._empty_row(course_id, user_id))

    def _empty_row(self, course_id: str, user_id: str) -> RiskRow:
        pk, sk = RiskRow.key(self.org_id, course_id, user_id)
        return RiskRow(pk=pk, sk=sk)

    def _unjudged_row(self, user_id: str) -> UnjudgedRow:
        pk, sk = UnjudgedRow.key(self.org_id, user_id)
        return UnjudgedRow(pk=pk, sk=sk)
