"""Reads and writes of registrations, and of requests for a new password."""

from functions.identity.domain.registrations import GOOD_FOR, RESET_GOOD_FOR, Pending, Registration, ResetRequest
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.people import PendingRow, RegistrationRow, ResetRequestRow
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import GlobalRepository, Transaction
from shared.events import DomainEvent


class RegistrationRepository(GlobalRepository):
    """What was asked for by addresses that are not proven yet."""

    table = IdentityRow

    def find_pending(self, email: str) -> Pending | None:
        """The latest registration with an address."""
        row = self._find(PendingRow, PendingRow.key(email), consistent=True)
        return Pending.model_validate(row) if row else None

    def find(self, registration_id: str) -> Registration | None:
        """A registration, as long as it is good."""
        row = self._find(RegistrationRow, RegistrationRow.key(registration_id), consistent=True)
        return Registration.model_validate(row) if row else None

    def add(self, registration: Registration, instead_of: Pending | None, *, tells: DomainEvent) -> None:
        """Store a registration as the latest of its address; ``ConditionFailed`` if another one came in between."""
        until = epoch_seconds(registration.asked_at + GOOD_FOR)
        pk, sk = PendingRow.key(registration.email)
        latest = PendingRow(
            pk=pk,
            sk=sk,
            registration_id=registration.registration_id,
            asked_at=registration.asked_at,
            expires_at=until,
        )
        unchanged = (
            PendingRow.registration_id == instead_of.registration_id
            if instead_of
            else PendingRow.pk.does_not_exist() | (PendingRow.expires_at <= epoch_seconds(system_clock.now()))
        )
        pk, sk = RegistrationRow.key(registration.registration_id)
        with self._transaction() as transaction:
            transaction.overwrite(latest, unchanged)
            transaction.create(RegistrationRow.of(registration, pk=pk, sk=sk, expires_at=until), tells=tells)

    def remove(self, transaction: Transaction, registration: Registration) -> None:
        """Use a registration up: nobody can a second time."""
        pk, sk = RegistrationRow.key(registration.registration_id)
        transaction.delete(RegistrationRow.of(registration, pk=pk, sk=sk), by=self)

    def add_reset(self, request: ResetRequest, *, tells: DomainEvent) -> None:
        """Store a request for a new password."""
        pk, sk = ResetRequestRow.key(request.reset_id)
        until = epoch_seconds(system_clock.now() + RESET_GOOD_FOR)
        self._create(ResetRequestRow.of(request, pk=pk, sk=sk, expires_at=until), tells=tells)

    def find_reset(self, reset_id: str) -> ResetRequest | None:
        """A request for a new password, as long as it is good."""
        row = self._find(ResetRequestRow, ResetRequestRow.key(reset_id), consistent=True)
        return ResetRequest.model_validate(row) if row else None
