"""Identity's HTTP door."""

from functions.identity.api import auth, imports, keys, organizations, passwords, sessions, users
from functions.identity.published import authenticate
from shared.http import create_app, lambda_handler

app = create_app(
    "identity",
    [
        auth.router,
        passwords.router,
        sessions.router,
        users.router,
        organizations.router,
        imports.router,
        keys.router,
    ],
    authenticate=authenticate,
)
handler = lambda_handler(app)
