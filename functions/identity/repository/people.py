"""Reads and writes of persons and their accounts."""

from collections.abc import Collection, Sequence

from functions.identity.domain.people import Account, Person
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.people import AccountRow, PersonRow
from shared.dynamo import GlobalRepository, Transaction
from shared.events import DomainEvent


class PeopleRepository(GlobalRepository):
    """Persons by id, accounts by address."""

    table = IdentityRow

    def transaction(self) -> Transaction:
        """Several writes, all or none."""
        return self._transaction()

    def find_account(self, email: str) -> Account | None:
        """Who signs in with this address."""
        row = self._find(AccountRow, AccountRow.key(email), consistent=True)
        return Account.model_validate(row) if row else None

    def find_accounts(self, emails: Collection[str]) -> dict[str, Account]:
        """Accounts by address, at most 100."""
        rows = self._find_many([AccountRow.key(email) for email in emails], consistent=True)
        return {row.email: Account.model_validate(row) for row in rows.values() if isinstance(row, AccountRow)}

    def find_person(self, user_id: str) -> Person | None:
        """A person."""
        row = self._find(PersonRow, PersonRow.key(user_id), consistent=True)
        return Person.model_validate(row) if row else None

    def get_person(self, user_id: str) -> Person:
        """A person who is there, because something else names them."""
        person = self.find_person(user_id)
        if person is None:
            raise LookupError(f"{user_id} has no person.")
        return person

    def find_people(self, user_ids: Collection[str]) -> dict[str, Person]:
        """Persons by id, at most 100."""
        rows = self._find_many([PersonRow.key(user_id) for user_id in user_ids], consistent=True)
        return {row.user_id: Person.model_validate(row) for row in rows.values() if isinstance(row, PersonRow)}

    def put_account(self, transaction: Transaction, account: Account) -> None:
        """Store an account: a new one, or one that is still as it was read."""
        pk, sk = AccountRow.key(account.email)
        row = AccountRow.of(account, pk=pk, sk=sk)
        transaction.store(row, by=self)

    def put_person(self, transaction: Transaction, person: Person, *, tells: Sequence[DomainEvent] = ()) -> None:
        """Store a person: a new one, or one that is still as it was read."""
        pk, sk = PersonRow.key(person.user_id)
        row = PersonRow.of(person, pk=pk, sk=sk)
        transaction.store(row, by=self, tells=tells)

    def save_account(self, account: Account) -> None:
        """Store an account alone, if it is still as it was read."""
        pk, sk = AccountRow.key(account.email)
        self._save(AccountRow.of(account, pk=pk, sk=sk))
