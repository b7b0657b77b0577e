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
    PaymentParked,
    RefundFailed,
    RefundProcessed,
)
from events.finance import PayoutMade
from events.identity import MemberRemoved
from events.learning import EnrolmentRefused
from shared.manifest import READ, Context, Expiry, Function, Schedule, Watched

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
        "/revenue",
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
        PaymentParked,
        AccessEnded,
        InvoiceIssued,
        CreditNoteIssued,
        AccessPaused,
        AccessResumed,
        InstalmentDue,
    ),
    hears=(
        GatewayNotified,
        OrderPaid,
        RefundProcessed,
        AccessEnded,
        AccessPaused,
        AccessResumed,
        EnrolmentRefused,
        PayoutMade,
        MemberRemoved,
    ),
    keeps_files=True,
    # Of bodies that nobody signed, only lately. The others, which name people, for as long as books must be kept: eight
    # financial years (section 128(5) of the Companies Act, 2013) and the one that is going on.
    expiries=(Expiry(prefix="webhooks/refused/", days=30), Expiry(prefix="webhooks/kept/", days=9 * 366)),
    watched=(
        Watched("handlers", "NoticeParked", runbook="money"),
        Watched("handlers", "OrderClosed", runbook="money"),
        Watched("handlers", "PaymentInExcess", runbook="money"),
        Watched("handlers", "ChargeUnexpected", runbook="money"),
        Watched("handlers", "RefundFailed", runbook="money"),
        Watched("tasks", "PaymentInExcess", runbook="money"),
        Watched("tasks", "RefundFailed", runbook="money"),
        Watched("tasks", "DeadlinesLeftOver", runbook="money"),
        Watched("hooks", "WebhookUnreadable", runbook="money"),
    ),
    asks=("identity", "catalog"),
    answers=READ,
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
        table=("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
        layers=("payments",),
        seals=("Decrypt",),
    ),
    tasks=Function(
        timeout_s=300,
        table=("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"),
        layers=("payments",),
        seals=("Decrypt",),
        asks=(),
    ),
)
