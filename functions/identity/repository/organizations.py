"""Reads and writes of organizations."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.identity.domain.members import Administrators
from functions.identity.domain.organizations import Organization, OrganizationStatus, Settings
from functions.identity.errors import OrganizationNotFound
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.members import AdministratorsRow
from functions.identity.tables.organizations import OrganizationRow, SettingsRow, SlugRow
from shared.dynamo import GlobalRepository, Repository, Transaction
from shared.events import DomainEvent
from shared.listing import Listed, PageKey


class ListedOrganization(BaseModel):
    """An organization as it stands in the list of all."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    org_id: str
    name: str
    slug: str
    country: str
    status: OrganizationStatus
    self_registration: bool
    created_at: datetime


class OrganizationRepository(Repository):
    """One organization, its settings, and who administers it."""

    table = IdentityRow

    def transaction(self) -> Transaction:
        """Several writes, all or none."""
        return self._transaction()

    def get(self) -> Organization:
        """The organization. Raises ``OrganizationNotFound``, also for a deleted one."""
        row = self._find(OrganizationRow, OrganizationRow.key(self.org_id), consistent=True)
        if row is None or row.status == OrganizationStatus.DELETED:
            raise OrganizationNotFound(organization_id=self.org_id)
        return Organization.model_validate(row)

    def get_settings(self) -> Settings:
        """The organization's settings. Raises ``OrganizationNotFound``."""
        row = self._find(SettingsRow, SettingsRow.key(self.org_id), consistent=True)
        if row is None:
            raise OrganizationNotFound(organization_id=self.org_id)
        return Settings.model_validate(row)

    def get_with_settings(self) -> tuple[Organization, Settings]:
        """The organization and its settings in one call. Raises ``OrganizationNotFound``."""
        keys = OrganizationRow.key(self.org_id), SettingsRow.key(self.org_id)
        rows = self._find_many(keys, consistent=True)
        organization, settings = (rows.get(key) for key in keys)
        if not isinstance(organization, OrganizationRow) or organization.status == OrganizationStatus.DELETED:
            raise OrganizationNotFound(organization_id=self.org_id)
        return Organization.model_validate(organization), Settings.model_validate(settings)

    def get_administrators(self) -> Administrators:
        """Who administers the organization."""
        row = self._find(AdministratorsRow, AdministratorsRow.key(self.org_id), consistent=True)
        return Administrators.model_validate(row) if row else Administrators()

    def put(
        self, transaction: Transaction, organization: Organization, *, tells: Sequence[DomainEvent] = ()
    ) -> OrganizationRow:
        """Store the organization: a new one, or one that is still as it was read."""
        pk, sk = OrganizationRow.key(self.org_id)
        row = OrganizationRow.of(organization, pk=pk, sk=sk)
        transaction.store(row, by=self, tells=tells)
        return row

    def put_settings(
        self, transaction: Transaction, settings: Settings, *, tells: Sequence[DomainEvent] = ()
    ) -> SettingsRow:
        """Store the settings: new ones, or those that are still as they were read."""
        pk, sk = SettingsRow.key(self.org_id)
        row = SettingsRow.of(settings, pk=pk, sk=sk)
        transaction.store(row, by=self, tells=tells)
        return row

    def put_administrators(self, transaction: Transaction, administrators: Administrators) -> None:
        """Store who administers, if that is still as it was read."""
        pk, sk = AdministratorsRow.key(self.org_id)
        row = AdministratorsRow.of(administrators, pk=pk, sk=sk)
        transaction.store(row, by=self)


class AllOrganizations(GlobalRepository):
    """Organizations by slug, and the list of all."""

    table = IdentityRow

    def find_by_slug(self, slug: str) -> ListedOrganization | None:
        """The organization with that slug, whatever its status: a slug is never used twice."""
        row = self._find(SlugRow, SlugRow.key(slug), consistent=True)
        return ListedOrganization.model_validate(row) if row else None

    def list_all(self, *, limit: int, start: PageKey) -> Listed[ListedOrganization]:
        """All organizations, the newest first."""
        pk, _ = SlugRow.index_key()
        page = self._query(SlugRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([ListedOrganization.model_validate(row) for row in page.rows], page.next_key)

    def add(self, transaction: Transaction, organization: Organization, settings: Settings) -> None:
        """Take the slug; the transaction fails if another organization has it."""
        transaction.create(self._row(organization, settings), by=self)

    def update(self, transaction: Transaction, organization: Organization, settings: Settings) -> None:
        """Bring the list up to what the organization is now."""
        row = self._row(organization, settings)
        transaction.overwrite(row, SlugRow.org_id == organization.org_id, by=self)

    @staticmethod
    def _row(organization: Organization, settings: Settings) -> SlugRow:
        pk, sk = SlugRow.key(organization.slug)
        gsi1pk, gsi1sk = SlugRow.index_key(organization.org_id)
        return SlugRow(
            pk=pk,
            sk=sk,
            gsi1pk=gsi1pk,
            gsi1sk=gsi1sk,
            org_id=organization.org_id,
            name=organization.name,
            slug=organization.slug,
            status=organization.status,
            country=organization.country,
            created_at=organization.created_at,
            locale=settings.locale,
            time_zone=settings.time_zone,
            currency=settings.currency,
            self_registration=settings.features.self_registration,
            public_catalog=settings.features.public_catalog,
        )
