"""Reads and writes which edition there is, and what changed on offer since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.guidance.tables import ChangesRow, EditionRow, GuidanceRow
from shared.dynamo import Ask, ConditionFailed, Key, Repository, Row


@dataclass(frozen=True, slots=True)
class EditionCard:
    """Which edition there is."""

    edition_id: str
    before: str | None
    made_at: datetime
    learners: int
    courses: int
    size_bytes: int
    recipe: Mapping[str, Any]
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Whether a course is on offer, as of a revision of it."""

    offered: bool
    told: int
    at: int
    """When that was heard: seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed on offer, by course."""

    by_course: Mapping[str, Change]
    revision: int = 0

    @property
    def gone(self) -> frozenset[str]:
        """Courses that are not on offer."""
        return frozenset(course_id for course_id, change in self.by_course.items() if not change.offered)


class EditionRepository(Repository):
    """One tenant's editions."""

    table = GuidanceRow

    def asking(self) -> Ask[tuple[EditionCard | None, Changes]]:
        """The question for the edition there is, and what changed since."""
        edition, changes = EditionRow.key(self.org_id), ChangesRow.key(self.org_id)

        def make(rows: dict[Key, Row]) -> tuple[EditionCard | None, Changes]:
            return _card(rows.get(edition)), _changes(rows.get(changes))

        return Ask(self, [edition, changes], make)

    def find(self) -> EditionCard | None:
        """The edition there is now."""
        return _card(self._find(EditionRow, EditionRow.key(self.org_id), consistent=True))

    def find_changes(self) -> Changes:
        """What changed on offer, to be changed."""
        return _changes(self._find(ChangesRow, ChangesRow.key(self.org_id), consistent=True))

    def save_changes(self, changes: Changes) -> None:
        """Store what changed; ``ConditionFailed`` if that is no longer as it was read."""
        pk, sk = ChangesRow.key(self.org_id)
        stored = {key: [one.offered, one.told, one.at] for key, one in changes.by_course.items()}
        row = ChangesRow(pk=pk, sk=sk, changes=stored, revision=changes.revision)
        self._store(row)

    def switch(self, card: EditionCard) -> bool:
        """Let this be the edition in the place of the one at its revision. Returns whether that was still there."""
        pk, sk = EditionRow.key(self.org_id)
        fields = ("edition_id", "before", "made_at", "learners", "courses", "size_bytes", "recipe")
        row = EditionRow(pk=pk, sk=sk, **{name: getattr(card, name) for name in fields}, revision=card.revision)
        try:
            self._store(row)
        except ConditionFailed:
            return False
        return True


def _card(row: Row | None) -> EditionCard | None:
    if not isinstance(row, EditionRow):
        return None
    return EditionCard(
        edition_id=row.edition_id,
        before=row.before,
        made_at=row.made_at,
        learners=int(row.learners),
        courses=int(row.courses),
        size_bytes=int(row.size_bytes),
        recipe=row.recipe,
        revision=row.revision,
    )


def _changes(row: Row | None) -> Changes:
    if not isinstance(row, ChangesRow):
        return Changes({})
    return Changes({key: Change(*one) for key, one in row.changes.items()}, row.revision)
