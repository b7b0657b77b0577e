"""Rows of members: what they are, how they are listed, who administers, and how they were imported."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.identity.tables.base import IdentityRow
from shared.dynamo import IntegerAttribute, Key
from shared.jobs import JobFields
from shared.receipts import ReceiptFields


class MemberRow(IdentityRow, discriminator="Member"):
    """A person in an organization."""

    user_id = UnicodeAttribute()
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    roles = JSONAttribute()
    status = UnicodeAttribute()
    invitation_id = UnicodeAttribute(null=True)
    invited_until = UTCDateTimeAttribute(null=True)
    joined_at = UTCDateTimeAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where a member stands."""
        return f"ORG#{org_id}#MEMBER#{user_id}", "MEMBER"


class FormerRow(IdentityRow, discriminator="Former"):
    """Says that a person is no longer a member, for as long as others need to hear of it."""

    user_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, former_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#FORMER#{user_id}", former_id


class ProfileRow(IdentityRow, discriminator="Profile"):
    """How a tutor presents themselves in an organization."""

    user_id = UnicodeAttribute()
    headline = UnicodeAttribute()
    biography = UnicodeAttribute()
    subjects = JSONAttribute()
    languages = JSONAttribute()
    links = JSONAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where a tutor's profile stands."""
        return f"ORG#{org_id}#MEMBER#{user_id}", "PROFILE"


class DirectoryRow(IdentityRow, discriminator="Directory"):
    """Lists a member among those of one role (or any) and one status (or any). Written anew, never changed."""

    user_id = UnicodeAttribute()
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    roles = JSONAttribute()
    status = UnicodeAttribute()
    joined_at = UTCDateTimeAttribute(null=True)
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def partition(org_id: str, role: str, status: str) -> str:
        """Where members of that role and status are listed."""
        return f"ORG#{org_id}#DIRECTORY#{role}#{status}"


class AdministratorsRow(IdentityRow, discriminator="Administrators"):
    """Who administers an organization: one row, so that its last administrator cannot be removed by a race."""

    user_ids = JSONAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where an organization's administrators stand."""
        return f"ORG#{org_id}", "ADMINISTRATORS"


class JobRow(IdentityRow, JobFields, discriminator="Job"):
    """An import on its way."""


class ImportedRow(IdentityRow, discriminator="ImportedRow"):
    """What became of one line of an imported file."""

    line = IntegerAttribute()
    email = UnicodeAttribute()
    outcome = UnicodeAttribute()
    user_id = UnicodeAttribute(null=True)

    @staticmethod
    def key(org_id: str, job_id: str, line: int | None = None) -> Key:
        """Where a line's outcome stands in an import's report; without a line, where the report begins."""
        return f"ORG#{org_id}#IMPORT#{job_id}", "ROW#" if line is None else f"ROW#{line:06}"


class ReceiptRow(IdentityRow, ReceiptFields, discriminator="Receipt"):
    """Proof of something that was created under an Idempotency-Key."""
