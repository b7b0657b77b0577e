"""What other rooms may ask of identity."""

from collections.abc import Collection
from datetime import timedelta

from functions.identity.domain import tokens
from functions.identity.domain.organizations import Features, GradeBand
from functions.identity.domain.tokens import Claims
from functions.identity.errors import TokenRefused
from functions.identity.repository.access import AccessRepository
from functions.identity.repository.cards import (
    AddressRepository,
    CardRepository,
    OrganizationCard,
    PersonCard,
    Preferences,
    PreferencesRepository,
    SlugRepository,
    Stationery,
)
from functions.identity.repository.keys import KeyRepository
from functions.identity.tables.members import JobRow
from shared import settings
from shared.auth import Caller
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import Ask
from shared.jobs import Job
from shared.jobs import find_job as find_job_row
from shared.remembering import Memory

__all__ = [
    "Features",
    "GradeBand",
    "OrganizationCard",
    "PersonCard",
    "Preferences",
    "Stationery",
    "asking_administrators",
    "asking_people",
    "asking_preferences",
    "asking_scale",
    "asking_stationery",
    "authenticate",
    "find_features",
    "find_job",
    "find_organization",
    "find_organization_by_slug",
    "find_people",
    "find_people_by_email",
    "find_preferences",
]

_verified: Memory[str, Claims] = Memory(timedelta(minutes=1), most=2000)


def authenticate(token: str) -> Caller:
    """Who is calling, with the roles they hold now; not older than five seconds.

    Raises ``TokenRefused`` or ``SessionOver`` (401), ``NotAMember`` or ``OrganizationNotActive`` (403).
    """
    claims = _verified.find(token)
    if claims is None or claims.expires_at <= epoch_seconds(system_clock.now()):
        claims = _verified.keep(token, _verify(token))
    access = AccessRepository(claims.org_id).find(claims.user_id, claims.session_id)
    if access.refusal:
        raise access.refusal
    return Caller(claims.user_id, claims.org_id, claims.session_id, access.roles)


def find_people(org_id: str, user_ids: Collection[str]) -> dict[str, PersonCard]:
    """People of an organization by id, at most 100, deactivated ones too; unknown ids are left out."""
    return CardRepository(org_id).find_people(user_ids)


def find_people_by_email(org_id: str, emails: Collection[str]) -> dict[str, PersonCard]:
    """People of an organization by address in small letters, at most 100; others' addresses are left out. Two reads."""
    owners = AddressRepository().find_owners(set(emails))
    people = find_people(org_id, set(owners.values()))
    return {email: people[user_id] for email, user_id in owners.items() if user_id in people}


def asking_people(org_id: str, user_ids: Collection[str]) -> Ask[dict[str, PersonCard]]:
    """The question that ``find_people`` answers, to be asked together with others."""
    return CardRepository(org_id).asking_people(user_ids)


def find_features(org_id: str) -> Features:
    """What an organization's administrators switched on. One read."""
    return CardRepository(org_id).find_features()


def find_organization(org_id: str) -> OrganizationCard | None:
    """An organization as others need to know it; None for one that is not there or deleted."""
    return CardRepository(org_id).find_organization()


def find_organization_by_slug(slug: str) -> OrganizationCard | None:
    """The active organization with this name in its address; for pages that anybody may see."""
    return SlugRepository().find(slug)


def find_preferences(user_id: str) -> Preferences | None:
    """In which language and time zone somebody wants to be written to."""
    return PreferencesRepository().find(user_id)


def asking_preferences(user_ids: Collection[str]) -> Ask[dict[str, Preferences]]:
    """The question for several persons' preferences, by id, to be asked together with others."""
    return PreferencesRepository().asking(user_ids)


def asking_administrators(org_id: str) -> Ask[tuple[str, ...]]:
    """The question who administers an organization, to be asked together with others."""
    return CardRepository(org_id).asking_administrators()


def asking_stationery(org_id: str) -> Ask[Stationery | None]:
    """The question for what an organization's letters need of it; None for one that is not active."""
    return CardRepository(org_id).asking_stationery()


def asking_scale(org_id: str) -> Ask[tuple[GradeBand, ...]]:
    """The question which grades an organization gives, from the best down, to be asked together with others."""
    return CardRepository(org_id).asking_scale()


def find_job(org_id: str, job_id: str) -> Job:
    """An import on its way. Raises ``JobNotFound``."""
    return find_job_row(CardRepository(org_id), JobRow, job_id)


def _verify(token: str) -> Claims:
    if len(token) > tokens.MAX_LENGTH or not token.isascii():
        raise TokenRefused
    key = KeyRepository().find_public(tokens.kid_of(token))
    if key is None:
        raise TokenRefused
    return tokens.verify(
        token, key.loaded(), issuer=settings.setting("LMS_ISSUER"), now=epoch_seconds(system_clock.now())
    )
