"""The API as a script meets it: sign in, ask, and fail with the whole story.

visitor = Api("http://127.0.0.1:8080")
tutor = visitor.sign_in("tutor@harbour.example.org", "a long passphrase")
course = tutor.post("/courses", {"title": "Knots"}, key="knots-1")
"""

from infra.local.client.api import Api, Tokens
from infra.local.client.failures import Failure, Json, Refused, Unreachable

__all__ = ["Api", "Failure", "Json", "Refused", "Tokens", "Unreachable"]
