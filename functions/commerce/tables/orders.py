"""Rows of orders and refunds."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import IntegerAttribute, Key


class OrderRow(CommerceRow, discriminator="Order"):
    """One purchase."""

    order_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    pass_id = UnicodeAttribute(null=True)
    quote = JSONAttribute()
    tax = JSONAttribute(null=True)
    buyer = JSONAttribute()
    amount_minor = IntegerAttribute()
    currency = UnicodeAttribute()
    connection_id = UnicodeAttribute(null=True)
    gateway_order_id = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    payments = JSONAttribute()
    payment_id = UnicodeAttribute(null=True)
    paid_at = UTCDateTimeAttribute(null=True)
    access_until = UTCDateTimeAttribute(null=True)
    access_ended = BooleanAttribute()
    closed = UnicodeAttribute(null=True)
    refunding_minor = IntegerAttribute()
    refunded_minor = IntegerAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()
    lapses_at = UTCDateTimeAttribute()
    looked_at = IntegerAttribute()

    @staticmethod
    def key(org_id: str, order_id: str) -> Key:
        """Where an order stands."""
        return f"ORG#{org_id}#ORDER#{order_id}", "ORDER"

    @staticmethod
    def buyer_key(org_id: str, user_id: str, order_id: str = "") -> Key:
        """Where it stands among those of who bought."""
        return f"ORG#{org_id}#BUYER#{user_id}#ORDERS", order_id


class OrderListingRow(CommerceRow, discriminator="OrderListing"):
    """Puts an order into the list of all, and of those in its state."""

    order_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, order_id: str = "") -> Key:
        """Where an order stands among all."""
        return f"ORG#{org_id}#ORDERS", order_id

    @staticmethod
    def state_key(org_id: str, state: str, order_id: str = "") -> Key:
        """Where it stands among those in its state."""
        return f"ORG#{org_id}#ORDERS#{state}", order_id


class GatewayOrderRow(CommerceRow, discriminator="GatewayOrder"):
    """Which order the gateway means."""

    order_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, gateway_order_id: str) -> Key:
        """Where it stands, by the gateway's id."""
        return f"ORG#{org_id}#GATEWAY#{gateway_order_id}", "ORDER"


class ParkedRow(CommerceRow, discriminator="Parked"):
    """Says that the gateway told of a payment for an order or a subscription that is not ours."""

    connection_id = UnicodeAttribute()
    notice_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, gateway_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#GATEWAY#{gateway_id}", "PARKED"


class OwnedRow(CommerceRow, discriminator="Owned"):
    """By which order somebody has a thing, so that nobody pays twice for it."""

    order_id = UnicodeAttribute()
    until = IntegerAttribute(null=True)
    """Seconds since 1970 at which it is no longer theirs; none for never."""

    @staticmethod
    def key(org_id: str, user_id: str, thing_id: str) -> Key:
        """Where it stands, by person and thing."""
        return f"ORG#{org_id}#BUYER#{user_id}", f"OWNED#{thing_id}"


class RefundRow(CommerceRow, discriminator="Refund"):
    """Money on its way back, beside its order."""

    refund_id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    payment_id = UnicodeAttribute()
    amount_minor = IntegerAttribute()
    currency = UnicodeAttribute()
    reason = UnicodeAttribute()
    ends_access = BooleanAttribute()
    of_order = BooleanAttribute()
    asked_by = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    gateway_refund_id = UnicodeAttribute(null=True)
    failure = UnicodeAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, order_id: str, refund_id: str = "") -> Key:
        """Where a refund stands."""
        return OrderRow.key(org_id, order_id)[0], f"REFUND#{refund_id}"


class RefundPolicyRow(CommerceRow, discriminator="RefundPolicy"):
    """The rule by which an organization gives money back."""

    window_days = IntegerAttribute()
    full_ends_access = BooleanAttribute()
    partial_ends_access = BooleanAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where the rule stands."""
        return f"ORG#{org_id}#SETTINGS", "REFUNDS"
