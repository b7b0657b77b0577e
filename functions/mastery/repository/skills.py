"""Reads and writes the tree."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from events.mastery import SkillMerged
from functions.mastery.domain.skills import Skill, Skills
from functions.mastery.repository.packing import pack, unpack
from functions.mastery.tables import MasteryRow, ReceiptRow, SkillsRow
from shared.dynamo import Ask, Repository, Row, Transaction
from shared.idempotency import Once
from shared.remembering import Memory

_seen: Memory[str, Skills] = Memory(timedelta(seconds=5), most=100)


class SkillRepository(Repository):
    """One tenant's skills."""

    table = MasteryRow

    def read(self) -> Skills:
        """All skills as they are now."""
        row = self._find(SkillsRow, SkillsRow.key(self.org_id), consistent=True)
        return _seen.keep(self.org_id, _skills(row))

    def recent(self) -> Skills:
        """All skills as they are now or were at most five seconds ago."""
        return _seen.find(self.org_id) or self.read()

    def asking(self) -> Ask[Skills]:
        """The question for all skills, to be asked together with others."""
        key = SkillsRow.key(self.org_id)
        return Ask(self, [key], lambda found: _skills(found.get(key)))

    def add(self, skills: Skills, skill_id: str, once: Once) -> str:
        """Store them with a new one. Returns its id, or that of the one made by the same request;
        ``ConditionFailed`` if they were changed since they were read.
        """
        made = once.perform(self, ReceiptRow, skill_id, self._writing(skills))
        _seen.forget(lambda org_id: org_id == self.org_id)
        return made

    def find_made(self, once: Once) -> str | None:
        """The id of the skill that the same request made before, if it did."""
        return once.find(self, ReceiptRow)

    def save(self, skills: Skills, tells: Sequence[SkillMerged] = ()) -> None:
        """Replace them; ``ConditionFailed`` if they were changed since they were read."""
        with self._transaction() as transaction:
            self._writing(skills, tells)(transaction)
        _seen.forget(lambda org_id: org_id == self.org_id)

    def _writing(self, skills: Skills, tells: Sequence[SkillMerged] = ()) -> Callable[[Transaction], object]:
        pk, sk = SkillsRow.key(self.org_id)
        items = [[one.skill_id, one.name, one.parent_id, int(one.is_archived), one.revision] for one in skills.items]

        def write(transaction: Transaction) -> None:
            row = SkillsRow(pk=pk, sk=sk, packed=pack([items, dict(skills.merged)]), revision=skills.revision)
            transaction.store(row, tells=tells)

        return write


def _skills(row: Row | None) -> Skills:
    if not isinstance(row, SkillsRow):
        return Skills()
    items, merged = unpack(row.packed)
    kept = (
        Skill(skill_id=skill_id, name=name, parent_id=parent_id, is_archived=bool(archived), revision=revision)
        for skill_id, name, parent_id, archived, revision in items
    )
    return Skills(items=tuple(kept), merged=merged, revision=row.revision)
