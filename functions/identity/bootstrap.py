"""Begins a platform: ``python -m functions.identity.bootstrap EMAIL NAME`` makes its first administrator.

The password is asked for, or read from standard input; it is never an argument, where others could see it.
"""

import getpass
import sys

from functions.identity.domain.members import Member, MemberStatus
from functions.identity.domain.organizations import PLATFORM_ID, PLATFORM_SLUG, Founding
from functions.identity.domain.passwords import require_good_password
from functions.identity.domain.people import Account, Person, checked_name, normalized_email
from functions.identity.errors import OrganizationNotFound
from functions.identity.gateways.hashing import Argon2id
from functions.identity.repository.organizations import AllOrganizations
from functions.identity.repository.people import PeopleRepository
from functions.identity.service.roster import Roster
from shared.clock import system_clock
from shared.dynamo import Transaction, undisturbed
from shared.ids import new_id
from shared.permissions import Role

PLATFORM = Founding(
    name="Platform", slug=PLATFORM_SLUG, country="IN", time_zone="Asia/Kolkata", locale="en", currency="INR"
)


def create_platform_admin(email: str, name: str, password: str) -> str:
    """Make somebody a platform administrator, and the platform itself if it is not there; returns the user's id.

    Safe to repeat: who is one already stays so. A password that exists stays as it is.
    """
    address = normalized_email(email)
    require_good_password(password, about=(name, address))
    hashed = Argon2id().hash(password)
    return undisturbed(lambda: _create(address, checked_name(name), hashed))


def _create(email: str, name: str, hashed: str) -> str:
    people, roster, now = PeopleRepository(), Roster(PLATFORM_ID), system_clock.now()
    account = people.find_account(email)
    if account and roster.members.find(account.user_id):
        return account.user_id
    person = people.get_person(account.user_id) if account else _person(email, name)
    with people.transaction() as transaction:
        _found_platform(transaction, roster)
        people.put_person(transaction, person.joining(PLATFORM_ID))
        if account is None or account.password_hash is None:
            known = account or Account(email=email, user_id=person.user_id)
            people.put_account(transaction, known.model_copy(update={"password_hash": hashed}))
        member = Member(
            user_id=person.user_id,
            email=email,
            name=name,
            roles=(Role.PLATFORM_ADMIN,),
            status=MemberStatus.ACTIVE,
            joined_at=now,
            created_at=now,
            updated_at=now,
        )
        roster.add(transaction, member)
    return person.user_id


def _person(email: str, name: str) -> Person:
    now = system_clock.now()
    return Person(
        user_id=new_id("usr"),
        email=email,
        name=name,
        locale=PLATFORM.locale,
        time_zone=PLATFORM.time_zone,
        created_at=now,
        updated_at=now,
    )


def _found_platform(transaction: Transaction, roster: Roster) -> None:
    try:
        roster.organization.get()
    except OrganizationNotFound:
        now = system_clock.now()
        organization, settings = PLATFORM.organization(PLATFORM_ID, now), PLATFORM.settings(now)
        roster.organization.put(transaction, organization)
        roster.organization.put_settings(transaction, settings)
        AllOrganizations().add(transaction, organization, settings)


def main(arguments: list[str]) -> int:
    """The command."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m functions.identity.bootstrap EMAIL NAME\n")
        return 2
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    sys.stdout.write(create_platform_admin(arguments[0], arguments[1], password) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
