"""What commerce runs."""

from events.commerce import (
    AccessEnded,
    AccessPaused,
    AccessResumed,
    CreditNoteIssued,
    GatewayNotified,
    InstalmentDue,
    InvoiceIssued,
    OfferChanged,
    OrderLapsed,
    OrderPaid,
    OrderPlaced,
    PaymentFailed,
    RefundFailed,
    RefundProcessed,
)
from events.learning import EnrolmentRefused
from shared.manifest import READ, Context, Expiry, Function, Schedule

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
        "/orders",
        "/subscriptions",
        "/refund-policy",
        "/invoices",
        "/invoice-settings",
    ),
    hook_routes=("/webhooks/razorpay",),
    tells=(
        OfferChanged,
        GatewayNotified,
        OrderPlaced,
        OrderLapsed,
        OrderPaid,
        PaymentFailed,
        RefundProcessed,
        RefundFailed,
        AccessEnded,
        InvoiceIssued,
        CreditNoteIssued,
        AccessPaused,
        AccessResumed,
        InstalmentDue,
    ),
    hears=(GatewayNotified, OrderPaid, RefundProcessed, AccessEnded, AccessPaused, EnrolmentRefused),
    keeps_files=True,
    # Of bodies that nobody signed, only lately.
    expiries=(Expiry(prefix="webhooks/refused/", days=30),),
    watched=(
        ("handlers", "NoticeParked"),
        ("handlers", "OrderClosed"),
        ("handlers", "PaymentInExcess"),
        ("handlers", "RefundFailed"),
        ("tasks", "PaymentInExcess"),
        ("tasks", "RefundFailed"),
        ("hooks", "WebhookUnreadable"),
    ),
    asks=("identity", "catalog"),
    answers=("BatchGetItem",),
    schedules=(Schedule(task="look_at_what_is_due", every="rate(5 minutes)"),),
    api=Function(
        table=(*READ, "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
        layers=("payments",),
        seals=("Decrypt", "Encrypt"),
    ),
    hooks=Function(
        memory_mb=512, timeout_s=10, table=("GetItem",), seals=("Decrypt",), files=("PutObject",), tells=True, asks=()
    ),
    handlers=Function(
        timeout_s=60,
        table=("GetItem", "Query", "PutItem", "UpdateItem"),
        layers=("payments",),
        seals=("Decrypt",),
        asks=(),
    ),
    tasks=Function(
        timeout_s=300,
        table=("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
        layers=("payments",),
        seals=("Decrypt",),
        asks=(),
    ),
)
