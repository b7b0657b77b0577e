"""The front desk's HTTP door."""

from functions.identity.published import authenticate
from functions.portal.api import desk, documents
from shared.http import create_app, lambda_handler

app = create_app("portal", [documents.router, desk.router], authenticate=authenticate)
handler = lambda_handler(app)
