"""Rows in place, for tests of storage."""

from datetime import UTC, datetime

from events.identity import PersonRegistered
from functions.identity.domain.members import Member, MemberStatus
from functions.identity.domain.organizations import Founding, Organization, Settings
from functions.identity.domain.people import Person
from functions.identity.domain.sessions import Session
from functions.identity.repository.members import MemberRepository
from functions.identity.repository.organizations import AllOrganizations, OrganizationRepository
from functions.identity.repository.people import PeopleRepository
from shared.permissions import Role

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ORG, OTHER = "org_A", "org_B"
EVENT = PersonRegistered(user_id="usr_1")


def person(user_id: str = "usr_1", **changes: object) -> Person:
    """Somebody."""
    known = Person(
        user_id=user_id,
        email=f"{user_id}@example.org",
        name=f"Person {user_id}",
        locale="en",
        time_zone="UTC",
        org_ids=(ORG,),
        created_at=NOW,
        updated_at=NOW,
    )
    return known.model_copy(update=changes)


def member(user_id: str = "usr_1", name: str = "Ravi Kumar", *roles: Role, **changes: object) -> Member:
    """Somebody in an organization."""
    known = Member(
        user_id=user_id,
        email=f"{user_id}@example.org",
        name=name,
        roles=roles or (Role.STUDENT,),
        status=MemberStatus.ACTIVE,
        joined_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )
    return known.model_copy(update=changes)


def session(session_id: str = "ses_1", **changes: object) -> Session:
    """A session that began just now."""
    now = datetime.now(UTC)
    known = Session(
        session_id=session_id,
        user_id="usr_1",
        org_id=ORG,
        epoch=0,
        generation=1,
        refresh_hash="h",
        device="d",
        address="a",
        created_at=now,
        last_used_at=now,
    )
    return known.model_copy(update=changes)


def founding(slug: str = "greenfield") -> Founding:
    """What an organization begins with."""
    return Founding(name="Greenfield", slug=slug, country="IN", time_zone="UTC", locale="en", currency="INR")


def store_person(known: Person) -> None:
    """Put a person in place."""
    people = PeopleRepository()
    with people.transaction() as transaction:
        people.put_person(transaction, known)


def store_organization(org_id: str = ORG, slug: str = "greenfield") -> tuple[Organization, Settings]:
    """Put an organization in place."""
    repository, now = OrganizationRepository(org_id), datetime.now(UTC)
    organization, settings = founding(slug).organization(org_id, now), founding(slug).settings(now)
    with repository.transaction() as transaction:
        repository.put(transaction, organization)
        repository.put_settings(transaction, settings)
        AllOrganizations().add(transaction, organization, settings)
    return organization, settings


def store_member(known: Member, org_id: str = ORG) -> None:
    """Put a member in place."""
    members = MemberRepository(org_id)
    with members.transaction() as transaction:
        members.add(transaction, known)
