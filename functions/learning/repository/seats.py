"""Reads and writes seats: the count, the line, what ends by the clock."""

from datetime import datetime
from enum import Enum, auto
from typing import Any

from pynamodb.attributes import Attribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from events.learning import EnrolmentRefused, EnrolmentSettingsChanged
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.seats import MAX_WAITING, SeatChange, Seats
from functions.learning.repository.deadlines import DeadlineRepository
from functions.learning.tables import (
    DueRow,
    EnrolmentRow,
    LearningRow,
    LineRow,
    RefusalRow,
    SeatsRow,
)
from functions.learning.tables.seats import moment
from shared.deadlines import Deadline
from shared.dynamo import Ask, Repository, Transaction
from shared.telling import told


class Take(Enum):
    """Who may take a free seat."""

    IN_TURN = auto()
    """Anybody, while nobody is in line."""
    FIRST = auto()
    """Whom the seat is meant for, whoever is in line: the first of them, who paid, whom staff let in."""


class SeatsRepository(Repository):
    """One tenant's seats."""

    table = LearningRow

    def find(self, course_id: str) -> Seats:
        """A course's rules and its count of seats."""
        return _seats(self._find(SeatsRow, SeatsRow.key(self.org_id, course_id), consistent=True))

    def asking(self, course_id: str) -> Ask[Seats]:
        """The question for them."""
        key = SeatsRow.key(self.org_id, course_id)
        return Ask(self, [key], lambda rows: _seats(rows.get(key)), consistent=True)

    def save_rules(self, course_id: str, rules: Seats, *, expected: int) -> Seats:
        """Replace the rules, if nobody did since the expected edition (``ConditionFailed`` else). The count stays."""
        row = self._seats_row(course_id)
        news = told(
            [EnrolmentSettingsChanged(course_id=course_id)], org_id=self.org_id, revision=expected + 1, at=self.now()
        )
        actions: list[Action] = [
            SeatsRow.tells.set(str(news)),
            SeatsRow.edition.set(expected + 1),
            SeatsRow.waiting_list.set(rules.waiting_list),
            # A condition on what is not there does not hold.
            SeatsRow.taken.set(SeatsRow.taken | 0),
        ]
        limits: list[tuple[Attribute[Any], int | datetime | None]] = [
            (SeatsRow.seats, rules.seats),
            (SeatsRow.opens_at, rules.opens_at),
            (SeatsRow.closes_at, rules.closes_at),
            (SeatsRow.access_days, rules.access_days),
        ]
        actions += [attribute.remove() if value is None else attribute.set(value) for attribute, value in limits]
        unchanged = SeatsRow.edition == expected if expected else SeatsRow.edition.does_not_exist()
        with self._transaction() as transaction:
            transaction.change(row, actions, unchanged)
        return self.find(course_id)

    def first_in_line(self, course_id: str) -> str | None:
        """Who is first in line for a seat of a course."""
        pk, _ = LineRow.key(self.org_id, course_id)
        page = self._query(LineRow, pk, limit=1, consistent=True)
        return page.rows[0].user_id if page.rows else None

    def list_over(self, course_id: str, now: datetime, *, most: int = 25) -> list[str]:
        """Whose reservations, offers and access in a course are over, the earliest first."""
        pk, _ = DueRow.key(self.org_id, course_id)
        page = self._query(DueRow, pk, between=("0", moment(now) + "~"), limit=most, consistent=True)
        return [row.user_id for row in page.rows]

    # -- parts of an enrolment's step

    def add_step(self, transaction: Transaction, before: Enrolment | None, after: Enrolment, take: Take) -> None:
        """Add to a transaction what an enrolment's step does to seats, line and deadlines."""
        change = SeatChange.between(before, after)
        if change:
            self._add_change(transaction, after.course_id, change, take)
        if before and before.line_since and before.in_line and not after.in_line:
            transaction.forget(self._line_row(before, before.line_since))
        if after.line_since and after.in_line and not (before and before.in_line):
            transaction.create(self._line_row(after, after.line_since))
        until = before.until if before and before.holds_seat else None
        ends = after.until if after.holds_seat else None
        if until != ends:
            self._add_deadline(transaction, after, until, ends)

    def was_refused(self, user_id: str, order_id: str) -> bool:
        """Whether what an order paid for could not be given."""
        key = RefusalRow.key(self.org_id, user_id, order_id)
        return self._find(RefusalRow, key, consistent=True) is not None

    def refuse(self, refused: EnrolmentRefused, enrolment: Enrolment | None) -> None:
        """Tell that what was paid for cannot be given: once for each order, while the enrolment is as it was read
        (``ConditionFailed`` else).
        """
        pk, sk = EnrolmentRow.key(self.org_id, refused.course_id, refused.user_id)
        unchanged = EnrolmentRow.revision == enrolment.revision if enrolment else EnrolmentRow.pk.does_not_exist()
        with self._transaction() as transaction:
            transaction.create(self._refusal_row(refused.user_id, refused.order_id), tells=refused)
            transaction.require(EnrolmentRow(pk=pk, sk=sk), unchanged)

    def require_not_refused(self, transaction: Transaction, user_id: str, order_id: str) -> None:
        """Add to a transaction that what the order paid for is to be given after all."""
        transaction.require(self._refusal_row(user_id, order_id), RefusalRow.pk.does_not_exist())

    def _refusal_row(self, user_id: str, order_id: str) -> RefusalRow:
        pk, sk = RefusalRow.key(self.org_id, user_id, order_id)
        return RefusalRow(pk=pk, sk=sk, order_id=order_id)

    def _add_change(self, transaction: Transaction, course_id: str, change: SeatChange, take: Take) -> None:
        actions: list[Action] = []
        condition: Condition | None = None
        if change.taken:
            actions.append(SeatsRow.taken.add(change.taken))
        if change.waiting:
            actions.append(SeatsRow.waiting.add(change.waiting))
        unlimited, nobody_waits = SeatsRow.seats.does_not_exist(), _nobody_waits()
        if change.taken > 0:
            free = SeatsRow.taken < SeatsRow.seats
            condition = unlimited | (free & nobody_waits if take is Take.IN_TURN else free)
        elif change.waiting > 0:
            full = (SeatsRow.taken >= SeatsRow.seats) | (SeatsRow.waiting > 0)
            condition = SeatsRow.seats.exists() & full & (nobody_waits | (SeatsRow.waiting < MAX_WAITING))
        transaction.change(self._seats_row(course_id), actions, condition)

    def _add_deadline(
        self, transaction: Transaction, enrolment: Enrolment, before: datetime | None, after: datetime | None
    ) -> None:
        course_id, user_id = enrolment.course_id, enrolment.user_id
        everybody = DeadlineRepository(self.org_id)
        for until, add in ((before, False), (after, True)):
            if until is None:
                continue
            pk, sk = DueRow.key(self.org_id, course_id, until, user_id)
            due = DueRow(pk=pk, sk=sk, user_id=user_id)
            deadline = Deadline(self.org_id, f"{course_id}#{user_id}", until)
            if add:
                transaction.overwrite(due)
                everybody.set(transaction, deadline)
            else:
                transaction.forget(due)
                everybody.lift(transaction, deadline)

    def _line_row(self, enrolment: Enrolment, since: datetime) -> LineRow:
        pk, sk = LineRow.key(self.org_id, enrolment.course_id, since, enrolment.user_id)
        return LineRow(pk=pk, sk=sk, user_id=enrolment.user_id)

    def _seats_row(self, course_id: str) -> SeatsRow:
        pk, sk = SeatsRow.key(self.org_id, course_id)
        return SeatsRow(pk=pk, sk=sk)


def _seats(row: object) -> Seats:
    return Seats.model_validate(row) if row else Seats()


def _nobody_waits() -> Condition:
    nobody: Condition = SeatsRow.waiting.does_not_exist() | (SeatsRow.waiting == 0)
    return nobody
