"""Finance's HTTP door."""

from functions.finance.api import documents, payouts, reports
from functions.identity import published as identity
from shared.http import create_app, lambda_handler

app = create_app("finance", [documents.router, payouts.router, reports.router], authenticate=identity.authenticate)
handler = lambda_handler(app)
