"""A person's memberships, across the organizations they belong to."""

from dataclasses import dataclass

from functions.identity.domain.members import Member, MemberStatus
from functions.identity.domain.organizations import Organization, OrganizationStatus
from functions.identity.domain.people import Person
from functions.identity.errors import PersonNotFound
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.members import MemberRow
from functions.identity.tables.organizations import OrganizationRow
from functions.identity.tables.people import PersonRow
from shared.dynamo import GlobalRepository, Key


@dataclass(frozen=True, slots=True)
class Self:
    """Somebody: as a person, and as a member of the organization that their session is for."""

    person: Person
    member: Member
    organization: Organization


@dataclass(frozen=True, slots=True)
class Membership:
    """What a person is in one organization."""

    member: Member
    organization: Organization

    @property
    def is_active(self) -> bool:
        """Whether the person may act there."""
        return self.member.status is MemberStatus.ACTIVE and self.organization.status is OrganizationStatus.ACTIVE


class MembershipRepository(GlobalRepository):
    """Reads of one person in all of their organizations, which the person may see, and nothing else of them."""

    table = IdentityRow

    def list_by_person(self, person: Person) -> list[Membership]:
        """The person's memberships, the first joined first."""
        places = [(MemberRow.key(org_id, person.user_id), OrganizationRow.key(org_id)) for org_id in person.org_ids]
        rows = self._find_many([key for place in places for key in place], consistent=True)
        return [
            Membership(Member.model_validate(rows[member]), Organization.model_validate(rows[organization]))
            for member, organization in places
            if member in rows and organization in rows
        ]

    def get_self(self, user_id: str, org_id: str) -> Self:
        """A person in one of their organizations, in one call. Raises ``PersonNotFound``."""
        keys = PersonRow.key(user_id), MemberRow.key(org_id, user_id), OrganizationRow.key(org_id)
        rows = self._find_many(keys, consistent=True)
        if len(rows) < len(keys):
            raise PersonNotFound(user_id=user_id)
        person, member, organization = (rows[key] for key in keys)
        return Self(
            Person.model_validate(person), Member.model_validate(member), Organization.model_validate(organization)
        )

    def _own(self, key: Key) -> Key:
        return key
