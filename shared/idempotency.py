"""Doing a thing once, however often it is asked.

A receipt of what was created is stored in the same transaction as the creation itself, so there is no moment at which
one exists without the other. The receipt's key is the client's ``Idempotency-Key`` (kept for a day); without one it is
the request itself, kept for a few seconds, so that a double click, or a retry after a broken connection, creates one.
A repeated request is answered with the thing that the first one made.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, cast

from fastapi import Depends, Header, Request, Response

from shared.auth import caller_of
from shared.clock import epoch_seconds
from shared.dynamo import ConditionFailed, Key, Repository, Row, Transaction
from shared.errors import Unprocessable
from shared.receipts import ReceiptFields

KEY_KEPT = timedelta(days=1)
DOUBLE_CLICK = timedelta(seconds=5)


class IdempotencyKeyReused(Unprocessable):
    """This Idempotency-Key was used for another request."""


@dataclass(frozen=True, slots=True)
class Once:
    """One request to create something: who asks, under which key, for what."""

    person_id: str
    key: str
    digest: str
    keep: timedelta | None
    """How long the receipt stands; None for no receipt."""
    response: Response

    def perform(
        self, repository: Repository, receipts: type[Row], made: str, write: Callable[[Transaction], object]
    ) -> str:
        """Create a thing and its receipt in one transaction.

        Returns the id of what exists now: ``made``, or what the first such request made (the answer then says so in
        ``idempotent-replayed``). Raises ``IdempotencyKeyReused`` when the key stood for another request, and
        ``ConditionFailed``, positions counted after the receipt's, when one of ``write``'s conditions did not hold.
        """
        if self.keep is None:
            with repository._transaction() as transaction:
                write(transaction)
            return made
        now = epoch_seconds(repository.now())
        place = self._place(repository)
        receipt = receipts(
            pk=place[0], sk=place[1], digest=self.digest, made=made, expires_at=now + int(self.keep.total_seconds())
        )
        free = receipts.pk.does_not_exist() | (receipts.expires_at <= now)
        try:
            with repository._transaction() as transaction:
                transaction.overwrite(receipt, free)
                write(transaction)
        except ConditionFailed as failure:
            if 0 not in failure.failed:
                raise ConditionFailed(tuple(position - 1 for position in failure.failed)) from failure
            # None if it expired just now.
            return self.find(repository, receipts) or self.perform(repository, receipts, made, write)
        return made

    def find(self, repository: Repository, receipts: type[Row]) -> str | None:
        """The id of what the first such request made, which the answer then says; None if there was none.

        Raises ``IdempotencyKeyReused`` when the key stood for another request.
        """
        if self.keep is None:
            return None
        found = repository._find(receipts, self._place(repository), consistent=True)
        if found is None:
            return None
        first = cast(ReceiptFields, found)
        if first.digest != self.digest:
            raise IdempotencyKeyReused from None
        self.response.headers["idempotent-replayed"] = "true"
        return str(first.made)

    def _place(self, repository: Repository) -> Key:
        return f"ORG#{repository.org_id}#RECEIPT#{self.person_id}", self.key


_KEY = Header(
    min_length=1,
    max_length=128,
    pattern=r"^[\x21-\x7e]+$",
    description="Repeating a request with the same key creates nothing new, for a day.",
)


async def _once(request: Request, response: Response, idempotency_key: Annotated[str | None, _KEY] = None) -> Once:
    caller = caller_of(request)
    body = await request.body()
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + body).hexdigest()
    key = f"KEY#{idempotency_key}" if idempotency_key else f"SAME#{digest}"
    return Once(caller.user_id, key, digest, KEY_KEPT if idempotency_key else DOUBLE_CLICK, response)


OnceOnly = Annotated[Once, Depends(_once)]
"""For the signature of an endpoint that creates: the request's identity."""


async def _once_by_key(once: OnceOnly) -> Once:
    return once if once.keep == KEY_KEPT else replace(once, keep=None)


OnceByKey = Annotated[Once, Depends(_once_by_key)]
"""Like ``OnceOnly``, where the thing's own key makes it unique: a receipt only for an Idempotency-Key."""


async def _once_required(request: Request, response: Response, idempotency_key: Annotated[str, _KEY]) -> Once:
    return await _once(request, response, idempotency_key)


OnceRequired = Annotated[Once, Depends(_once_required)]
"""Like ``OnceOnly``, where money moves: the Idempotency-Key must be there."""
