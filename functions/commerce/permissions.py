"""Who may do what with money."""

from shared.auth import Caller
from shared.permissions import Permission, Role

_STAFF = {Role.TUTOR, Role.ORG_ADMIN}

BUY = Permission("commerce.buy", roles={Role.STUDENT, *_STAFF})
"""See what is sold, and buy it."""
MANAGE_OFFERS = Permission("offers.manage", roles=_STAFF)
"""Put courses on sale; tutors only those that they may publish."""
MANAGE_ALL_OFFERS = Permission("offers.manage_all", roles={Role.ORG_ADMIN})
"""Put every course on sale, and passes."""
MANAGE_COUPONS = Permission("coupons.manage", roles={Role.ORG_ADMIN})
"""Give coupons out, and see who used them."""
MANAGE_AFFILIATES = Permission("affiliates.manage", roles={Role.ORG_ADMIN})
"""Say who earns by bringing buyers, and see what they brought."""
SEE_ALL_ORDERS = Permission("commerce.see_all_orders", roles={Role.ORG_ADMIN})
"""See what everybody bought."""
SEE_REVENUE = Permission("commerce.see_revenue", roles={Role.ORG_ADMIN})
"""See what was sold, went back, and is charged every so often."""
REFUND = Permission("commerce.refund", roles={Role.ORG_ADMIN})
"""Send money back at any time, set the rule for it, and end what others subscribed to."""
MANAGE_CONNECTIONS = Permission("commerce.manage_connections", roles={Role.ORG_ADMIN})
"""Connect the organization's account at the payment gateway, and replace its keys and secrets."""


def sees_purchases_of(user_id: str, by: Caller) -> bool:
    """Whether somebody may see what this person bought: it is theirs, or they see what everybody bought."""
    return user_id == by.user_id or by.may(SEE_ALL_ORDERS)
