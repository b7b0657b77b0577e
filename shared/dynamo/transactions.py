"""Writes: what one is, and several that happen all or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import uuid4

from pynamodb.exceptions import VerboseClientError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from shared.dynamo.conflicts import ConditionFailed, pause
from shared.dynamo.connections import connection
from shared.dynamo.limits import TRANSACTION_LIMIT
from shared.dynamo.rows import Row
from shared.dynamo.tenants import TenantBound
from shared.errors import Unavailable
from shared.events import DomainEvent

PUTS = {"create", "put"}
"""Writes of a whole row, that may tell."""

_UNDER_WAY = "TransactionInProgressException"
"""This very transaction: it is asked about by its token, until it is told how it went."""

_BUSY = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


@dataclass(slots=True)
class Write:
    verb: Literal["create", "put", "overwrite", "change", "delete", "forget", "check"]
    row: Row
    condition: Condition | None
    actions: Sequence[Action] = ()


class Transaction:
    """Up to a hundred writes, possibly of several repositories of one room, all or none. One row of it tells.

    Used as a context manager; committing happens at its end and raises ``ConditionFailed`` with the positions (in
    order of adding) whose conditions did not hold. A conflict with another transaction is tried again.
    """

    def __init__(self, repository: TenantBound) -> None:
        self._repository = repository
        self._writes: list[Write] = []

    def create(
        self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = (), by: TenantBound | None = None
    ) -> int:
        """Add a row that must not be there yet. Returns its position."""
        return self._add(by, Write("create", row, (by or self._repository)._absent(row)), tells)

    def save(
        self,
        row: Row,
        *,
        tells: DomainEvent | Sequence[DomainEvent] = (),
        condition: Condition | None = None,
        by: TenantBound | None = None,
    ) -> int:
        """Replace a row if it is still at the revision that was read."""
        return self._add(by, Write("put", row, condition), tells)

    def store(self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = (), by: TenantBound | None = None) -> int:
        """Create a row that has no revision, and save one that has: new, or still as it was read."""
        return self.save(row, tells=tells, by=by) if row.revision else self.create(row, tells=tells, by=by)

    def overwrite(self, row: Row, condition: Condition | None = None, *, by: TenantBound | None = None) -> int:
        """Put a row in the place of whatever is there, if the condition holds."""
        return self._add(by, Write("overwrite", row, condition), ())

    def change(
        self, row: Row, actions: Sequence[Action], condition: Condition | None = None, *, by: TenantBound | None = None
    ) -> int:
        """Change some attributes of a row where it stands, whatever its revision, if the condition holds.

        For counters: who adds need not have read. The row is made where there is none; such a row tells nothing.
        """
        return self._add(by, Write("change", row, condition, actions), ())

    def forget(self, row: Row, *, by: TenantBound | None = None) -> int:
        """Remove a row whatever its revision; there may be none."""
        return self._add(by, Write("forget", row, None), ())

    def delete(self, row: Row, *, condition: Condition | None = None, by: TenantBound | None = None) -> int:
        """Remove a row if it is still at the revision that was read."""
        return self._add(by, Write("delete", row, condition), ())

    def require(self, row: Row, condition: Condition, *, by: TenantBound | None = None) -> int:
        """Go through only if this row, which is not changed, fulfils the condition."""
        return self._add(by, Write("check", row, condition), ())

    def __enter__(self) -> "Transaction":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if kind is None and self._writes:
            self._commit()

    def _add(self, by: TenantBound | None, write: Write, tells: DomainEvent | Sequence[DomainEvent]) -> int:
        repository = by or self._repository
        repository._own_row(write.row)
        if write.verb in PUTS:
            repository._tell(write.row, tells)
        self._writes.append(write)
        return len(self._writes) - 1

    def _commit(self) -> None:
        if len(self._writes) > TRANSACTION_LIMIT:
            raise ValueError(f"At most {TRANSACTION_LIMIT} writes at once.")
        items, token = [self._item(write) for write in self._writes], str(uuid4())
        for attempt in range(6):
            try:
                connection().dispatch("TransactWriteItems", {"TransactItems": items, "ClientRequestToken": token})
                for write in self._writes:
                    if write.verb in PUTS:
                        write.row.update_local_version_attribute()  # type: ignore[no-untyped-call]  # untyped in PynamoDB
                return
            except VerboseClientError as error:
                codes = [reason.code if reason else None for reason in error.cancellation_reasons]
                failed = tuple(i for i, code in enumerate(codes) if code == "ConditionalCheckFailed")
                if failed:
                    raise ConditionFailed(failed) from error
                if error.response["Error"]["Code"] != _UNDER_WAY:
                    if not _BUSY.intersection(codes):
                        raise
                    token = str(uuid4())
            pause(attempt)
        raise Unavailable("Too many changes to the same thing at once.")

    def _item(self, write: Write) -> dict[str, Any]:
        row = write.row
        if write.verb == "put":
            return {"Put": row.get_save_kwargs_from_instance(condition=write.condition)}
        if write.verb in {"create", "overwrite"}:
            (pk,), options = row._get_save_args(condition=write.condition, add_version_condition=False)
            return {"Put": row._get_connection().get_operation_kwargs(pk, **{**options, "key": "Item"})}
        if write.verb == "change":
            actions = [*write.actions, type(row).kind.set(type(row))]
            place = row._get_connection()
            return {
                "Update": place.get_operation_kwargs(
                    row.pk, range_key=row.sk, actions=actions, condition=write.condition
                )
            }
        if write.verb in {"delete", "forget"}:
            known = write.verb == "delete"
            return {
                "Delete": row.get_delete_kwargs_from_instance(condition=write.condition, add_version_condition=known)
            }
        return {"ConditionCheck": type(row).get_operation_kwargs_from_class(row.pk, row.sk, condition=write.condition)}
