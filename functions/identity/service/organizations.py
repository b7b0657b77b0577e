"""Organizations: what they are called, what their administrators choose, and whether they run."""

from collections.abc import Mapping

from events import identity as told
from functions.identity.domain.audit import Act, AuditEntry
from functions.identity.domain.members import Invitee
from functions.identity.domain.organizations import (
    PLATFORM_ID,
    Founding,
    Organization,
    OrganizationStatus,
    Settings,
)
from functions.identity.errors import OrganizationProtected, SlugTaken
from functions.identity.repository.access import forget_access
from functions.identity.repository.audit import AuditRepository
from functions.identity.repository.organizations import AllOrganizations, ListedOrganization, OrganizationRepository
from functions.identity.repository.people import PeopleRepository
from functions.identity.service.border import reachable
from functions.identity.service.finding import Found
from functions.identity.service.invitations import InvitationService, drafted
from functions.identity.service.roster import Roster
from functions.identity.tables.members import ReceiptRow
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import ConditionFailed, Transaction, undisturbed
from shared.errors import PreconditionFailed
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.ids import new_id
from shared.pagination import PageRequest


class OrganizationService:
    """Organizations. One's own is open to its members; others are the platform's, and not found for anybody else."""

    def __init__(self, people: PeopleRepository, invitations: InvitationService) -> None:
        self._people = people
        self._invitations = invitations

    def list_all(self, paging: PageRequest) -> Found[ListedOrganization]:
        """All organizations, the newest first."""
        start = paging.start("organizations", org_id=PLATFORM_ID)
        page = AllOrganizations().list_all(limit=paging.limit, start=start)
        return Found.page(page, "organizations", org_id=PLATFORM_ID)

    def create(self, caller: Caller, founding: Founding, admin: Invitee, once: Once) -> Organization:
        """Found an organization and invite its first administrator. Raises ``SlugTaken``."""
        made = undisturbed(lambda: self._create(caller, founding, admin, once))
        return OrganizationRepository(made).get()

    def get(self, caller: Caller, org_id: str) -> Organization:
        """An organization."""
        return OrganizationRepository(reachable(caller, org_id)).get()

    def change(self, caller: Caller, org_id: str, changes: Mapping[str, object], *, expected: int) -> Organization:
        """Change what an organization is called and where it is."""
        organization, settings = OrganizationRepository(reachable(caller, org_id)).get_with_settings()
        if organization.revision != expected:
            raise PreconditionFailed
        changed = organization.model_copy(update={**changes, "updated_at": system_clock.now()})
        event = told.OrganizationChanged(organization_id=org_id)
        try:
            self._write(changed, settings, Act.ORGANIZATION_CHANGED, event)
        except ConditionFailed:
            raise PreconditionFailed from None
        return changed.model_copy(update={"revision": organization.revision + 1})

    def settings(self, caller: Caller, org_id: str) -> Settings:
        """An organization's settings."""
        return OrganizationRepository(reachable(caller, org_id)).get_with_settings()[1]

    def choose(self, caller: Caller, org_id: str, changes: Mapping[str, object], *, expected: int) -> Settings:
        """Replace an organization's settings."""
        repository = OrganizationRepository(reachable(caller, org_id))
        organization, settings = repository.get_with_settings()
        if settings.revision != expected:
            raise PreconditionFailed
        changed = settings.model_copy(update={**changes, "updated_at": system_clock.now()})
        differing = sorted(name for name in changes if getattr(changed, name) != getattr(settings, name))
        try:
            with repository.transaction() as transaction:
                repository.put_settings(transaction, changed, tells=[told.OrganizationChanged(organization_id=org_id)])
                AllOrganizations().update(transaction, organization, changed)
                AuditRepository(org_id).record(transaction, Act.SETTINGS_CHANGED, org_id, changed=differing)
        except ConditionFailed:
            raise PreconditionFailed from None
        return changed.model_copy(update={"revision": settings.revision + 1})

    def suspend(self, org_id: str) -> Organization:
        """Stop everything in an organization, within seconds. Safe to repeat."""
        return self._become(
            org_id,
            OrganizationStatus.SUSPENDED,
            Act.ORGANIZATION_SUSPENDED,
            told.OrganizationSuspended(organization_id=org_id),
        )

    def resume(self, org_id: str) -> Organization:
        """Let an organization run again. Safe to repeat."""
        return self._become(
            org_id,
            OrganizationStatus.ACTIVE,
            Act.ORGANIZATION_RESUMED,
            told.OrganizationResumed(organization_id=org_id),
        )

    def delete(self, org_id: str) -> None:
        """Delete an organization. Its slug is never given to another one, so that old links lead nowhere."""
        self._become(
            org_id,
            OrganizationStatus.DELETED,
            Act.ORGANIZATION_DELETED,
            told.OrganizationDeleted(organization_id=org_id),
        )

    def audit_log(self, caller: Caller, org_id: str, paging: PageRequest) -> Found[AuditEntry]:
        """What was done in an organization, the newest first."""
        reachable(caller, org_id)
        start = paging.start("audit-log", org_id=org_id)
        page = AuditRepository(org_id).list_all(limit=paging.limit, start=start)
        return Found.page(page, "audit-log", org_id=org_id)

    def _create(self, caller: Caller, founding: Founding, admin: Invitee, once: Once) -> str:
        org_id, now = new_id("org"), system_clock.now()
        roster = Roster(org_id)
        organization, settings = founding.organization(org_id, now), founding.settings(now)
        account = self._people.find_account(admin.email)
        known = self._people.get_person(account.user_id) if account else None
        person, member = drafted(admin, known, org_id, settings)

        def write(transaction: Transaction) -> None:
            AllOrganizations().add(transaction, organization, settings)
            roster.organization.put(transaction, organization)
            roster.organization.put_settings(transaction, settings)
            registered = told.OrganizationRegistered(organization_id=org_id)
            self._invitations.take_in(transaction, roster, person, member, tells=[registered])
            roster.audit.record(transaction, Act.ORGANIZATION_REGISTERED, org_id)

        try:
            return once.perform(OrganizationRepository(caller.org_id), ReceiptRow, org_id, write)
        except ConditionFailed:
            if AllOrganizations().find_by_slug(founding.slug):
                raise SlugTaken(slug=founding.slug) from None
            raise

    def _become(self, org_id: str, status: OrganizationStatus, act: Act, event: DomainEvent) -> Organization:
        if org_id == PLATFORM_ID:
            raise OrganizationProtected

        def change() -> Organization:
            organization, settings = OrganizationRepository(org_id).get_with_settings()
            if organization.status is status:
                return organization
            changed = organization.model_copy(update={"status": status, "updated_at": system_clock.now()})
            self._write(changed, settings, act, event)
            forget_access(org_id)
            return changed.model_copy(update={"revision": organization.revision + 1})

        return undisturbed(change)

    def _write(self, organization: Organization, settings: Settings, act: Act, event: DomainEvent) -> None:
        repository = OrganizationRepository(organization.org_id)
        with repository.transaction() as transaction:
            repository.put(transaction, organization, tells=[event])
            AllOrganizations().update(transaction, organization, settings)
            AuditRepository(organization.org_id).record(transaction, act, organization.org_id)
