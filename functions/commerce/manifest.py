"""What commerce runs."""

from events.commerce import OfferChanged
from shared.manifest import READ, Context, Function, Schedule

COMMERCE = Context(
    name="commerce",
    routes=(
        "/payment-connections",
        "/courses/{course_id}/offers",
        "/offers",
        "/quotes",
        "/coupons",
        "/affiliates",
        "/referrals",
        "/passes",
    ),
    tells=(OfferChanged,),
    asks=("identity", "catalog"),
    answers=("BatchGetItem",),
    schedules=(Schedule(task="look_at_what_is_due", every="rate(5 minutes)"),),
    api=Function(
        table=(*READ, "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
        layers=("payments",),
        seals=("Decrypt", "Encrypt"),
    ),
    tasks=Function(timeout_s=300, table=("GetItem", "Query", "PutItem", "DeleteItem"), asks=()),
)
