"""Rows of persons: accounts, registrations, sessions."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.identity.tables.base import IdentityRow
from shared.dynamo import IntegerAttribute, Key


class AccountRow(IdentityRow, discriminator="Account"):
    """What signing in with an address needs."""

    email = UnicodeAttribute()
    user_id = UnicodeAttribute()
    password_hash = UnicodeAttribute(null=True)
    reset_id = UnicodeAttribute(null=True)
    known_places = JSONAttribute(default=list)

    @staticmethod
    def key(email: str) -> Key:
        """Where an address's account stands."""
        return f"GLOBAL#EMAIL#{email}", "ACCOUNT"


class PendingRow(IdentityRow, discriminator="Pending"):
    """The latest registration with an address: the one whose link is good."""

    registration_id = UnicodeAttribute()
    asked_at = UTCDateTimeAttribute()

    @staticmethod
    def key(email: str) -> Key:
        """Where it stands for an address."""
        return f"GLOBAL#EMAIL#{email}", "PENDING"


class RegistrationRow(IdentityRow, discriminator="Registration"):
    """What somebody registered, until they prove the address."""

    registration_id = UnicodeAttribute()
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    password_hash = UnicodeAttribute()
    user_id = UnicodeAttribute()
    org_id = UnicodeAttribute()
    founds = JSONAttribute(null=True)
    asked_at = UTCDateTimeAttribute()

    @staticmethod
    def key(registration_id: str) -> Key:
        """Where a registration stands."""
        return f"GLOBAL#REGISTRATION#{registration_id}", "REGISTRATION"


class ResetRequestRow(IdentityRow, discriminator="ResetRequest"):
    """Somebody forgot the password of an address, which may or may not be anybody's."""

    reset_id = UnicodeAttribute()
    email = UnicodeAttribute()

    @staticmethod
    def key(reset_id: str) -> Key:
        """Where a request stands."""
        return f"GLOBAL#RESET#{reset_id}", "RESET"


class PersonRow(IdentityRow, discriminator="Person"):
    """A person."""

    user_id = UnicodeAttribute()
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    locale = UnicodeAttribute()
    time_zone = UnicodeAttribute()
    earlier_zones = JSONAttribute(default=list)
    epoch = IntegerAttribute()
    org_ids = JSONAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(user_id: str) -> Key:
        """Where a person stands."""
        return f"GLOBAL#PERSON#{user_id}", "PERSON"


class SessionRow(IdentityRow, discriminator="Session"):
    """A session."""

    session_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    org_id = UnicodeAttribute()
    epoch = IntegerAttribute()
    generation = IntegerAttribute()
    refresh_hash = UnicodeAttribute()
    device = UnicodeAttribute()
    address = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    last_used_at = UTCDateTimeAttribute()
    ended_at = UTCDateTimeAttribute(null=True)

    @staticmethod
    def key(user_id: str, session_id: str = "") -> Key:
        """Where a session stands; without an id, where a person's sessions begin."""
        return f"GLOBAL#PERSON#{user_id}", f"SESSION#{session_id}"


class AttemptsRow(IdentityRow, discriminator="Attempts"):
    """Wrong attempts at one account, or from one address."""

    subject = UnicodeAttribute()
    places = JSONAttribute()
    strangers = JSONAttribute()

    @staticmethod
    def key(subject: str) -> Key:
        """Where the attempts at a subject (a digest) stand."""
        return f"GLOBAL#ATTEMPTS#{subject}", "ATTEMPTS"
