"""People who come in by the front door: registered, verified and signed in over HTTP, with real passwords."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pytest

from functions.identity.domain.organizations import Organization
from tests.support.actors import Actor
from tests.support.client import Answer, Client
from tests.support.world import World

PASSWORD = "nine purple mangoes"
ANOTHER = "four grey elephants"
GREENFIELD = {
    "name": "Greenfield School",
    "slug": "greenfield",
    "country": "IN",
    "time_zone": "Asia/Kolkata",
    "locale": "en-IN",
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the front door."""

    world: World

    @property
    def client(self) -> Client:
        """Their browser."""
        return self.world.client

    def found(self, email: str = "meera@example.org", **organization: str) -> Answer:
        """Register an organization."""
        body = {
            "organization": GREENFIELD | organization,
            "name": "Meera Nair",
            "email": email,
            "password": PASSWORD,
        }
        return self.client.post("/auth/register/organization", json_body=body)

    def register(self, slug: str, email: str = "arjun@example.org", **changes: Any) -> Answer:
        """Register as a student."""
        body = {"organization": slug, "name": "Arjun Rao", "email": email, "password": PASSWORD, **changes}
        return self.client.post("/auth/register", json_body=body)

    def confirm(self, token: str | None = None) -> Answer:
        """Follow the link of the latest mail."""
        return self.client.post("/auth/verify-email", json_body={"token": token or self.link()})

    def sign_in(self, email: str, password: str = PASSWORD, **more: Any) -> Answer:
        """Sign in."""
        headers = more.pop("headers", None)
        body = {"email": email, "password": password, **more}
        return self.client.post("/auth/login", json_body=body, headers=headers)

    def refresh(self, token: str) -> Answer:
        """Get new tokens."""
        return self.client.post("/auth/refresh", json_body={"refresh_token": token})

    def forget(self, email: str) -> Answer:
        """Ask for a link to set a new password."""
        return self.client.post("/auth/forgot-password", json_body={"email": email})

    def reset(self, token: str, password: str = ANOTHER, **more: Any) -> Answer:
        """Set a new password by link."""
        return self.client.post("/auth/reset-password", json_body={"token": token, "password": password}, **more)

    def accept(self, token: str, **body: Any) -> Answer:
        """Accept an invitation."""
        return self.client.post("/auth/accept-invitation", json_body={"token": token, **body})

    def link(self) -> str:
        """What is in the link of the latest mail, once everything was heard."""
        self.world.settle()
        return token_in(self.world.mails()[-1]["text"])

    def mails_to(self, email: str) -> list[dict[str, Any]]:
        """The mails to somebody, once everything was heard."""
        self.world.settle()
        return [mail for mail in self.world.mails() if mail["to"] == email]

    def student(self, organization: Organization, email: str = "arjun@example.org") -> "Resident":
        """Somebody who registered as a student, proved the address and signed in."""
        assert self.register(organization.slug, email).status_code == 202
        assert self.confirm().status_code == 204
        return self.resident(email)

    def resident(self, email: str, password: str = PASSWORD) -> "Resident":
        """Somebody who signs in now."""
        answer = self.sign_in(email, password)
        assert answer.status_code == 200, answer.text
        return Resident(self, email, answer.json())


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who signed in."""

    visitor: Visitor
    email: str
    tokens: dict[str, Any]

    @property
    def client(self) -> Client:
        """Requests under their access token."""
        return self.visitor.client.with_headers(authorization=f"Bearer {self.tokens['access_token']}")

    @property
    def refresh_token(self) -> str:
        """What brings the next tokens."""
        return str(self.tokens["refresh_token"])

    @property
    def org_id(self) -> str:
        """Where they are."""
        return str(self.tokens["organization_id"])

    @property
    def user_id(self) -> str:
        """Who they are."""
        return str(self.client.get("/auth/me").json()["user_id"])


def token_in(text: str) -> str:
    """What is in the link of a mail."""
    found = re.search(r"token=([\w.%-]+)", text)
    assert found, text
    return unquote(found[1])


@pytest.fixture
def visitor(world: World) -> Visitor:
    """Somebody at the front door."""
    return Visitor(world)


@pytest.fixture
def school(world: World) -> Organization:
    """A running organization."""
    return world.organization(name="Lotus Academy")


@pytest.fixture
def admin(world: World, school: Organization) -> Actor:
    """The administrator of the school."""
    return world.actor("org_admin", of=school)


@pytest.fixture
def student(visitor: Visitor, school: Organization) -> Resident:
    """A student of the school who signed in with a password."""
    return visitor.student(school)
