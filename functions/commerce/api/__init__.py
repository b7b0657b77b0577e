"""Commerce's HTTP door."""

from functions.commerce.api import (
    affiliates,
    connections,
    coupons,
    invoices,
    offers,
    orders,
    passes,
    refunds,
    revenue,
    subscriptions,
)
from functions.identity import published as identity
from shared.http import create_app, lambda_handler

app = create_app(
    "commerce",
    [
        connections.router,
        offers.router,
        passes.router,
        coupons.router,
        affiliates.router,
        orders.router,
        subscriptions.router,
        refunds.router,
        invoices.router,
        revenue.router,
    ],
    authenticate=identity.authenticate,
)
handler = lambda_handler(app)
