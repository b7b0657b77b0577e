"""Rows of subscriptions and their charges."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import IntegerAttribute, Key


class SubscriptionRow(CommerceRow, discriminator="Subscription"):
    """What somebody is charged for every so often."""

    subscription_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    quote = JSONAttribute()
    plan_id = UnicodeAttribute(null=True)
    gateway_id = UnicodeAttribute(null=True)
    status = UnicodeAttribute()
    told_at = UTCDateTimeAttribute(null=True)
    paid_count = IntegerAttribute()
    paid_through = UTCDateTimeAttribute(null=True)
    ended_at = UTCDateTimeAttribute(null=True)
    cancel_requested = BooleanAttribute()
    connection_id = UnicodeAttribute()
    buyer = JSONAttribute()
    order_id = UnicodeAttribute(null=True)
    coupon = UnicodeAttribute()
    access = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, subscription_id: str) -> Key:
        """Where a subscription stands."""
        return f"ORG#{org_id}#SUBSCRIPTION#{subscription_id}", "SUBSCRIPTION"

    @staticmethod
    def subscriber_key(org_id: str, user_id: str, subscription_id: str = "") -> Key:
        """Where it stands among those of who subscribed."""
        return f"ORG#{org_id}#SUBSCRIBER#{user_id}", subscription_id


class GatewaySubscriptionRow(CommerceRow, discriminator="GatewaySubscription"):
    """Which subscription the gateway means."""

    subscription_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, gateway_id: str) -> Key:
        """Where it stands, by the gateway's id."""
        return f"ORG#{org_id}#GATEWAY#{gateway_id}", "SUBSCRIPTION"


class ChargeRow(CommerceRow, discriminator="Charge"):
    """Which order a charge became."""

    order_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, subscription_id: str, payment_id: str = "") -> Key:
        """Where a charge stands, by its payment."""
        return f"ORG#{org_id}#SUBSCRIPTION#{subscription_id}", f"CHARGE#{payment_id}"
