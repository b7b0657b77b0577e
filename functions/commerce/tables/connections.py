"""Rows of connections."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import Key


class ConnectionRow(CommerceRow, discriminator="Connection"):
    """An account at the gateway, its secrets sealed."""

    connection_id = UnicodeAttribute()
    key_id = UnicodeAttribute()
    sealed_key_secret = BinaryAttribute(legacy_encoding=False)
    former_sealed_key_secret = BinaryAttribute(legacy_encoding=False, null=True)
    former_key_until = UTCDateTimeAttribute(null=True)
    sealed_webhook_secret = BinaryAttribute(legacy_encoding=False)
    former_sealed_webhook_secret = BinaryAttribute(legacy_encoding=False, null=True)
    former_webhook_until = UTCDateTimeAttribute(null=True)
    state = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, connection_id: str = "") -> Key:
        """Where a connection stands among those of its organization."""
        return f"ORG#{org_id}#CONNECTIONS", connection_id


class DoorRow(CommerceRow, discriminator="Door"):
    """Whose webhooks come in at an address, and what proves them."""

    org_id = UnicodeAttribute()
    connection_id = UnicodeAttribute()
    sealed_webhook_secret = BinaryAttribute(legacy_encoding=False)
    former_sealed_webhook_secret = BinaryAttribute(legacy_encoding=False, null=True)
    former_webhook_until = UTCDateTimeAttribute(null=True)

    @staticmethod
    def key(connection_id: str) -> Key:
        """Where a door stands: it belongs to no organization until it is read."""
        return f"GLOBAL#DOOR#{connection_id}", "DOOR"
