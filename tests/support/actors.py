"""People who act in tests: stored as identity stores them, signed in without the cost of a password."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.identity.domain import tokens
from functions.identity.domain.members import Member, MemberStatus, sorted_roles, sorting_name
from functions.identity.domain.organizations import PLATFORM_ID, Organization, Settings
from functions.identity.domain.people import Person
from functions.identity.domain.sessions import Session
from functions.identity.gateways.hashing import Argon2id
from functions.identity.repository.keys import KeyRepository
from functions.identity.service.signing import SigningService
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.members import AdministratorsRow, DirectoryRow, MemberRow
from functions.identity.tables.organizations import OrganizationRow, SettingsRow, SlugRow
from functions.identity.tables.people import AccountRow, PersonRow, SessionRow
from shared import settings
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import GlobalRepository, Repository
from shared.ids import new_id
from shared.permissions import Role
from tests.support.client import Answer, Client


class _Tenant(Repository):
    table = IdentityRow


class _Global(GlobalRepository):
    table = IdentityRow


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who is signed in. Requests go out under their token."""

    client: Client
    user_id: str
    session_id: str
    org: Organization
    email: str
    token: str

    @property
    def org_id(self) -> str:
        """The organization they act in."""
        return self.org.org_id

    def get(self, path: str, **options: Any) -> Answer:
        """GET as this person."""
        return self.client.get(path, **options)

    def post(self, path: str, json_body: Any = None, **options: Any) -> Answer:
        """POST as this person."""
        return self.client.post(path, json_body=json_body, **options)

    def put(self, path: str, json_body: Any = None, **options: Any) -> Answer:
        """PUT as this person."""
        return self.client.put(path, json_body=json_body, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        """DELETE as this person."""
        return self.client.delete(path, **options)


def open_organization(
    *, name: str = "Lotus Academy", slug: str | None = None, org_id: str | None = None
) -> Organization:
    """A running organization without anybody in it."""
    now = system_clock.now()
    org_id = org_id or new_id("org")
    organization = Organization(
        org_id=org_id,
        name=name,
        slug=slug or f"lotus-{secrets.token_hex(4)}",
        country="IN",
        created_at=now,
        updated_at=now,
    )
    chosen = Settings(locale="en", time_zone="Asia/Kolkata", currency="INR", updated_at=now)
    pk, sk = OrganizationRow.key(org_id)
    tenant = _Tenant(org_id)
    tenant._create(OrganizationRow.of(organization, pk=pk, sk=sk))
    pk, sk = SettingsRow.key(org_id)
    tenant._create(SettingsRow.of(chosen, pk=pk, sk=sk))
    pk, sk = AdministratorsRow.key(org_id)
    tenant._create(AdministratorsRow(pk=pk, sk=sk, user_ids=[]))
    pk, sk = SlugRow.key(organization.slug)
    gsi1pk, gsi1sk = SlugRow.index_key(org_id)
    _Global()._create(
        SlugRow(
            pk=pk,
            sk=sk,
            gsi1pk=gsi1pk,
            gsi1sk=gsi1sk,
            org_id=org_id,
            name=name,
            slug=organization.slug,
            status=organization.status,
            country="IN",
            locale="en",
            time_zone="Asia/Kolkata",
            currency="INR",
            self_registration=True,
            created_at=now,
        )
    )
    return organization


def open_platform() -> Organization:
    """The organization of those who run the platform."""
    return open_organization(name="Platform", slug="platform", org_id=PLATFORM_ID)


def join(
    client: Client, org: Organization, role: str, *, name: str | None = None, password: str | None = None
) -> Actor:
    """A new person, an active member with that role, signed in. Hashing a password takes its time, so few have one."""
    now = system_clock.now()
    user_id = new_id("usr")
    email = f"{user_id.lower()}@example.org"
    person = Person(
        user_id=user_id,
        email=email,
        name=name or f"Member {user_id[-4:]}",
        locale="en",
        time_zone="Asia/Kolkata",
        org_ids=(org.org_id,),
        created_at=now,
        updated_at=now,
    )
    member = Member(
        user_id=user_id,
        email=email,
        name=person.name,
        roles=sorted_roles([Role(role)]),
        status=MemberStatus.ACTIVE,
        joined_at=now,
        created_at=now,
        updated_at=now,
    )
    _store_person(person, Argon2id().hash(password) if password else "!")
    _store_member(org.org_id, member)
    return sign_in(client, org, user_id, email)


def sign_in(client: Client, org: Organization, user_id: str, email: str) -> Actor:
    """A new session of a person in one of their organizations."""
    now = system_clock.now()
    session = Session(
        session_id=new_id("ses"),
        user_id=user_id,
        org_id=org.org_id,
        epoch=0,
        generation=0,
        refresh_hash=hashlib.sha256(secrets.token_bytes(32)).hexdigest(),
        device="test",
        address="203.0.113.7",
        created_at=now,
        last_used_at=now,
    )
    pk, sk = SessionRow.key(user_id, session.session_id)
    _Global()._create(SessionRow.of(session, pk=pk, sk=sk))
    token = token_for(session)
    return Actor(client.with_headers(authorization=f"Bearer {token}"), user_id, session.session_id, org, email, token)


def token_for(session: Session, **changes: Any) -> str:
    """An access token of a session, as identity would give it."""
    private, kid = signing_key()
    now = epoch_seconds(system_clock.now())
    life = int(tokens.LIFE.total_seconds())
    claims = {
        "user_id": session.user_id,
        "org_id": session.org_id,
        "session_id": session.session_id,
        "issued_at": now,
        "expires_at": now + life,
        **changes,
    }
    return tokens.sign(tokens.Claims(**claims), private, kid, settings.setting("LMS_ISSUER"))


def signing_key() -> tuple[Ed25519PrivateKey, str]:
    """The private key that signs in this world, and its name."""
    key, private = SigningService(KeyRepository()).current()
    return private, key.kid


def _store_person(person: Person, password_hash: str) -> None:
    pk, sk = PersonRow.key(person.user_id)
    _Global()._create(PersonRow.of(person, pk=pk, sk=sk))
    pk, sk = AccountRow.key(person.email)
    _Global()._create(AccountRow(pk=pk, sk=sk, email=person.email, user_id=person.user_id, password_hash=password_hash))


def _store_member(org_id: str, member: Member) -> None:
    tenant = _Tenant(org_id)
    pk, sk = MemberRow.key(org_id, member.user_id)
    tenant._create(MemberRow.of(member, pk=pk, sk=sk))
    for role, status in member.facets():
        pk = DirectoryRow.partition(org_id, role, status)
        tenant._create(
            DirectoryRow(
                pk=pk,
                sk=f"{sorting_name(member.name)}#{member.user_id}",
                gsi1pk=pk,
                gsi1sk=f"{member.email}#{member.user_id}",
                user_id=member.user_id,
                email=member.email,
                name=member.name,
                roles=list(member.roles),
                status=member.status,
                joined_at=member.joined_at,
                created_at=member.created_at,
            )
        )
    if member.administers:
        row = tenant._find(AdministratorsRow, AdministratorsRow.key(org_id), consistent=True)
        if row is not None:
            row.user_ids = [*row.user_ids, member.user_id]
            tenant._save(row)
