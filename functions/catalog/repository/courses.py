"""Reads and writes courses, their cards, and the lists that they are in."""

from collections.abc import Iterator

from events.catalog import (
    CourseArchived,
    CourseCreated,
    CourseDeleted,
    CoursePublished,
    CourseRestoreBegun,
    CourseRestored,
)
from functions.catalog.domain.courses import Card, Course, CourseStatus, Structure
from functions.catalog.domain.outlines import Outline
from functions.catalog.domain.versions import Version
from functions.catalog.errors import CourseNotPublishable
from functions.catalog.repository.course_reading import CourseReader
from functions.catalog.repository.packing import pack
from functions.catalog.repository.tags import TagRepository
from functions.catalog.tables import (
    ALL,
    CardRow,
    CourseRow,
    ListingRow,
    OutlineRow,
    ReceiptRow,
    StructureRow,
    TombstoneRow,
    VersionRow,
)
from shared.clock import epoch_seconds
from shared.dynamo import R, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once

MOST_OUTLINE_PARTS = 10
"""With 350 KB each they fit into one transaction, which takes 4 MB."""
TOMBSTONE_KEPT_S = 7 * 24 * 3600


class CourseRepository(CourseReader):
    """One tenant's courses."""

    def add(self, course: Course, once: Once) -> str:
        """Store a new course, told as ``CourseCreated``. Returns its id, or that of the one made before."""

        return once.perform(
            self, ReceiptRow, course.course_id, lambda transaction: self.begin(transaction, course, Structure())
        )

    def begin(self, transaction: Transaction, course: Course, structure: Structure) -> None:
        """Let a course be there from this transaction on: before it, whatever lies in its partition is out of reach."""
        pk, sk = StructureRow.key(self.org_id, course.course_id)
        told = CourseCreated(course_id=course.course_id, creator_id=course.instructor_ids[0])
        transaction.create(self._row(course), tells=told, by=self)
        transaction.create(StructureRow.of(structure, pk=pk, sk=sk), by=self)
        for listing in self._listings(course):
            transaction.create(listing, by=self)

    def save(self, course: Course) -> Course:
        """Replace a course that is still at its revision; ``ConditionFailed`` else."""
        row = self._row(course)
        self._save(row)
        return course.model_copy(update={"revision": row.revision})

    def replace(self, transaction: Transaction, course: Course, card: Card | None) -> None:
        """The same within a larger transaction, with what its card says, while it is on offer."""
        transaction.save(self._row(course), by=self)
        if card is not None:
            row = self._card_row(card.model_copy(update={"revision": 0}))
            transaction.overwrite(row, CardRow.version == card.version, by=self)

    def made_before(self, once: Once) -> bool:
        """Whether this very request was carried out before."""
        return once.find(self, ReceiptRow) is not None

    def save_team(
        self, course: Course, before: Course, card: Card | None, *, tells: DomainEvent, once: Once | None = None
    ) -> None:
        """Replace a course whose instructors changed, with the lists that it is in, and its card while it is on offer;
        ``ConditionFailed`` if the course was changed since it was ``before``."""

        def write(transaction: Transaction) -> None:
            transaction.save(self._row(course), tells=tells)
            self._relist(transaction, course, before)
            if card is not None:
                row = self._card_row(card.model_copy(update={"revision": 0}))
                transaction.overwrite(row, CardRow.version == card.version)

        if once is not None:
            once.perform(self, ReceiptRow, course.course_id, write)
            return
        with self._transaction() as transaction:
            write(transaction)

    def publish(self, course: Course, outline: Outline, before: Course) -> Course:
        """Store a version and put it on offer, in one step, told as ``CoursePublished``; ``ConditionFailed`` if the
        course was changed since it was ``before``, ``CourseNotPublishable`` if its outline is too large."""
        row = self._row(course)
        told = CoursePublished(
            course_id=course.course_id,
            version=outline.version,
            topic_count=len(outline.topics),
            lesson_count=len(outline.lessons),
            required_count=outline.required_count,
        )
        parts = pack(
            outline.dump(),
            OutlineRow,
            lambda part: OutlineRow.key(self.org_id, course.course_id, outline.version, part),
        )
        if len(parts) > MOST_OUTLINE_PARTS:
            raise CourseNotPublishable("The titles, conditions and attachments of the course are too long together.")

        def write(transaction: Transaction) -> None:
            transaction.save(row, tells=told, by=self)
            for part in parts:
                transaction.create(part, by=self)
            place = VersionRow.key(self.org_id, course.course_id, outline.version)
            transaction.create(VersionRow.of(Version.of(outline), **_keys(place)), by=self)
            card = self._card_row(Card.of(course, outline))
            transaction.overwrite(card, CardRow.pk.does_not_exist() | (CardRow.version < outline.version), by=self)
            self._relist(transaction, course, before)

        TagRepository(self.org_id).counting(self._tags_on_offer(before), course.tags, write)
        return course.model_copy(update={"revision": row.revision})

    def begin_restoring(self, course: Course) -> Course:
        """Mark a course as being made equal to a version, told as ``CourseRestoreBegun``; ``ConditionFailed`` if it was
        changed since."""
        row = self._row(course)
        self._save(row, tells=CourseRestoreBegun(course_id=course.course_id, version=course.restoring or 0))
        return course.model_copy(update={"revision": row.revision})

    def finish_restoring(self, course: Course, version: int) -> Course:
        """Take the mark away and replace the details, told as ``CourseRestored``; ``ConditionFailed`` if the course was
        changed since."""
        row = self._row(course)
        self._save(row, tells=CourseRestored(course_id=course.course_id, version=version))
        return course.model_copy(update={"revision": row.revision})

    def archive(self, course: Course, before: Course) -> Course:
        """Withdraw a course from offer, told as ``CourseArchived``; ``ConditionFailed`` if it was changed since."""
        row = self._row(course)
        told = CourseArchived(course_id=course.course_id, version=course.current_version or 0)

        def write(transaction: Transaction) -> None:
            transaction.save(row, tells=told, by=self)
            transaction.delete(_once_written(CardRow(*CardRow.key(self.org_id, course.course_id))), by=self)
            self._relist(transaction, course, before)

        TagRepository(self.org_id).counting(self._tags_on_offer(before), (), write)
        return course.model_copy(update={"revision": row.revision})

    def delete(self, course: Course, structure: Structure) -> None:
        """Remove a course, told as ``CourseDeleted``; ``ConditionFailed`` if it or its structure was changed since.

        Without these rows nothing of its content can be reached or added; ``RemainsRepository`` removes what is left.
        """
        pk, sk = TombstoneRow.key(self.org_id, course.course_id)
        until = epoch_seconds(self._clock.now()) + TOMBSTONE_KEPT_S
        with self._transaction() as transaction:
            transaction.delete(self._row(course))
            transaction.delete(StructureRow.of(structure, **_keys(StructureRow.key(self.org_id, course.course_id))))
            for listing in self._listings(course):
                transaction.delete(_once_written(listing))
            transaction.create(
                TombstoneRow(pk=pk, sk=sk, expires_at=until), tells=CourseDeleted(course_id=course.course_id)
            )

    # -- rows

    def _tags_on_offer(self, before: Course) -> tuple[str, ...]:
        """The tags that students see now."""
        if before.status is not CourseStatus.PUBLISHED:
            return ()
        row = self._find(CardRow, CardRow.key(self.org_id, before.course_id), consistent=True)
        return Card.model_validate(row).tags if row else ()

    def _row(self, course: Course) -> CourseRow:
        return CourseRow.of(course, **_keys(CourseRow.key(self.org_id, course.course_id)))

    def _card_row(self, card: Card) -> CardRow:
        gsi1pk, gsi1sk = CardRow.index_key(self.org_id, card.first_published_at.isoformat(), card.course_id)
        return CardRow.of(card, **_keys(CardRow.key(self.org_id, card.course_id)), gsi1pk=gsi1pk, gsi1sk=gsi1sk)

    def _listings(self, course: Course) -> Iterator[ListingRow]:
        for of_whom in (ALL, *course.instructor_ids):
            gsi1pk, gsi1sk = ListingRow.index_key(self.org_id, of_whom, course.course_id)
            pk, sk = ListingRow.key(self.org_id, of_whom, course.status, course.course_id)
            yield ListingRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, course_id=course.course_id)

    def _relist(self, transaction: Transaction, course: Course, before: Course) -> None:
        old, new = ({(row.pk, row.sk): row for row in self._listings(one)} for one in (before, course))
        for place in old.keys() - new.keys():
            transaction.delete(_once_written(old[place]))
        for place in new.keys() - old.keys():
            transaction.create(new[place])


def _once_written(row: R) -> R:
    """A row to delete that is never changed, only created and replaced: it is always at its first revision."""
    row.revision = 1
    return row


def _keys(key: tuple[str, str]) -> dict[str, str]:
    return {"pk": key[0], "sk": key[1]}
