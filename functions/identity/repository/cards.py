"""People and organizations as other rooms need to know them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from functions.identity.domain.organizations import Features, GradeBand, OrganizationStatus
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.members import AdministratorsRow, MemberRow
from functions.identity.tables.organizations import OrganizationRow, SettingsRow, SlugRow
from functions.identity.tables.people import AccountRow, PersonRow
from shared.clock import epoch_seconds
from shared.dynamo import Ask, GlobalRepository, Key, Repository, Row
from shared.permissions import Role


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody in an organization."""

    user_id: str
    name: str
    email: str
    roles: frozenset[Role]
    status: str


@dataclass(frozen=True, slots=True)
class OrganizationCard:
    """An organization."""

    org_id: str
    slug: str
    name: str
    status: str
    country: str
    locale: str
    time_zone: str
    currency: str
    public_catalog: bool
    """Whether anybody may see which courses it offers."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """In which language and time zone somebody wants to be written to."""

    locale: str
    time_zone: str
    earlier_zones: tuple[tuple[int, str], ...] = ()
    """Zones that they were in before, each with the moment (in seconds since 1970) until which they were."""

    def zone_at(self, moment: datetime) -> str:
        """The time zone in which they were then."""
        second = epoch_seconds(moment)
        return next((zone for until, zone in self.earlier_zones if second < until), self.time_zone)


@dataclass(frozen=True, slots=True)
class Stationery:
    """What letters of an organization need of it."""

    name: str
    locale: str
    time_zone: str
    color: str | None
    """As ``#rrggbb``."""
    reply_to: str | None


class CardRepository(Repository):
    """One organization and its people."""

    table = IdentityRow

    def find_people(self, user_ids: Collection[str]) -> dict[str, PersonCard]:
        """Members by id."""
        asking = self.asking_people(user_ids)
        return asking.make(self._find_many(asking.keys))

    def asking_people(self, user_ids: Collection[str]) -> Ask[dict[str, PersonCard]]:
        """The question that ``find_people`` answers."""
        return Ask(self, [MemberRow.key(self.org_id, user_id) for user_id in user_ids], _people)

    def find_features(self) -> Features:
        """What its administrators switched on."""
        row = self._find(SettingsRow, SettingsRow.key(self.org_id))
        return Features.model_validate(row.features) if row else Features()

    def asking_administrators(self) -> Ask[tuple[str, ...]]:
        """The question who administers it."""
        key = AdministratorsRow.key(self.org_id)

        def made(rows: dict[Key, Row]) -> tuple[str, ...]:
            row = rows.get(key)
            return tuple(row.user_ids) if isinstance(row, AdministratorsRow) else ()

        return Ask(self, [key], made)

    def asking_stationery(self) -> Ask[Stationery | None]:
        """The question for what its letters need; None for one that is not active."""
        keys = OrganizationRow.key(self.org_id), SettingsRow.key(self.org_id)

        def made(rows: dict[Key, Row]) -> Stationery | None:
            organization, settings = rows.get(keys[0]), rows.get(keys[1])
            if not isinstance(organization, OrganizationRow) or not isinstance(settings, SettingsRow):
                return None
            if organization.status != OrganizationStatus.ACTIVE:
                return None
            branding = settings.branding
            return Stationery(
                name=organization.name,
                locale=settings.locale,
                time_zone=settings.time_zone,
                color=branding.get("primary_color"),
                reply_to=branding.get("support_email"),
            )

        return Ask(self, keys, made)

    def asking_scale(self) -> Ask[tuple[GradeBand, ...]]:
        """The question which grades it gives, from the best down."""
        key = SettingsRow.key(self.org_id)

        def made(rows: dict[Key, Row]) -> tuple[GradeBand, ...]:
            row = rows.get(key)
            return tuple(map(GradeBand.model_validate, row.grading_scale)) if isinstance(row, SettingsRow) else ()

        return Ask(self, [key], made)

    def find_organization(self) -> OrganizationCard | None:
        """The organization with what its administrators chose."""
        keys = OrganizationRow.key(self.org_id), SettingsRow.key(self.org_id)
        rows = self._find_many(keys)
        organization, settings = rows.get(keys[0]), rows.get(keys[1])
        if not isinstance(organization, OrganizationRow) or not isinstance(settings, SettingsRow):
            return None
        if organization.status == OrganizationStatus.DELETED:
            return None
        return OrganizationCard(
            org_id=organization.org_id,
            slug=organization.slug,
            name=organization.name,
            status=organization.status,
            country=organization.country,
            locale=settings.locale,
            time_zone=settings.time_zone,
            currency=settings.currency,
            public_catalog=settings.features.get("public_catalog", True),
        )


class AddressRepository(GlobalRepository):
    """Whose addresses are whose."""

    table = IdentityRow

    def find_owners(self, emails: Collection[str]) -> dict[str, str]:
        """Ids of persons by address, at most 100; addresses of nobody are left out."""
        rows = self._find_many([AccountRow.key(email) for email in emails])
        return {row.email: row.user_id for row in rows.values() if isinstance(row, AccountRow)}


class PreferencesRepository(GlobalRepository):
    """What persons chose for themselves, in all organizations."""

    table = IdentityRow

    def find(self, user_id: str) -> Preferences | None:
        """A person's preferences."""
        row = self._find(PersonRow, PersonRow.key(user_id))
        return _preferences(row) if row else None

    def asking(self, user_ids: Collection[str]) -> Ask[dict[str, Preferences]]:
        """The question for those of several persons."""
        keys = [PersonRow.key(user_id) for user_id in user_ids]
        return Ask(
            self,
            keys,
            lambda rows: {row.user_id: _preferences(row) for row in rows.values() if isinstance(row, PersonRow)},
        )


class SlugRepository(GlobalRepository):
    """Organizations by the name in their address."""

    table = IdentityRow

    def find(self, slug: str) -> OrganizationCard | None:
        """The active organization with that slug, in one read."""
        row = self._find(SlugRow, SlugRow.key(slug))
        if row is None or row.status != OrganizationStatus.ACTIVE:
            return None
        return OrganizationCard(
            org_id=row.org_id,
            slug=row.slug,
            name=row.name,
            status=row.status,
            country=row.country,
            locale=row.locale,
            time_zone=row.time_zone,
            currency=row.currency,
            public_catalog=row.public_catalog,
        )


def _preferences(row: PersonRow) -> Preferences:
    return Preferences(row.locale, row.time_zone, tuple((until, zone) for until, zone in row.earlier_zones))


def _people(rows: Mapping[Key, Row]) -> dict[str, PersonCard]:
    return {row.user_id: _person(row) for row in rows.values() if isinstance(row, MemberRow)}


def _person(row: MemberRow) -> PersonCard:
    return PersonCard(
        user_id=row.user_id,
        name=row.name,
        email=row.email,
        roles=frozenset(map(Role, row.roles)),
        status=row.status,
    )
