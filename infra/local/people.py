"""How people come in: what each of them would do at a form and in their mail box.

Used by the demo data and by the journey. `Post` is where mail can be read, as `LocalCloud.mails` reads it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from infra.local.client import Api
from infra.local.mail import Mail

__all__ = ["MailMissing", "OrganizationForm", "Person", "Post", "invite", "register_organization", "register_student"]

Post = Callable[[str], Sequence[Mail]]

VERIFY = "verify-email"
ACCEPT = "accept-invitation"
PATIENCE = 30.0


class MailMissing(Exception):
    """The mail that must come now has not come."""


@dataclass(frozen=True)
class Person:
    """Somebody made up."""

    name: str
    email: str
    password: str

    def sign_in(self, visitor: Api, organization: str | None = None) -> Api:
        """This person at the API."""
        return visitor.sign_in(self.email, self.password, organization)


@dataclass(frozen=True)
class OrganizationForm:
    """What one fills in to open an organization."""

    name: str
    slug: str
    country: str = "IN"
    time_zone: str = "Asia/Kolkata"
    locale: str = "en-IN"
    currency: str = "INR"


def register_organization(visitor: Api, post: Post, form: OrganizationForm, admin: Person) -> Api:
    """Open an organization, follow the link in the mail, and sign in as its first administrator."""
    visitor.post("/auth/register/organization", {"organization": vars(form)} | _as_form(admin))
    visitor.post("/auth/verify-email", {"token": token_for(post, admin.email, VERIFY)})
    return admin.sign_in(visitor)


def register_student(visitor: Api, post: Post, slug: str, student: Person) -> Api:
    """Join an organization that lets people register by themselves."""
    visitor.post("/auth/register", {"organization": slug} | _as_form(student))
    visitor.post("/auth/verify-email", {"token": token_for(post, student.email, VERIFY)})
    return student.sign_in(visitor)


def invite(admin: Api, visitor: Api, post: Post, guest: Person, role: str) -> Api:
    """Invite by mail; the guest follows the link, chooses a password and signs in."""
    admin.post(
        f"/organizations/{admin.organization_id}/invitations",
        {"email": guest.email, "name": guest.name, "roles": [role]},
    )
    token = token_for(post, guest.email, ACCEPT)
    visitor.post("/auth/accept-invitation", {"token": token, "password": guest.password, "name": guest.name})
    return guest.sign_in(visitor)


def token_for(post: Post, email: str, page: str, *, patience: float = PATIENCE) -> str:
    """The token of the newest link to this page in this person's mail; mail takes a moment to arrive."""
    link = re.compile(rf"/{re.escape(page)}\?token=([\w.~%-]+)")
    deadline = time.monotonic() + patience
    while True:
        letters = post(email)
        for letter in reversed(letters):
            if found := link.search(letter.text):
                return found[1]
        if time.monotonic() > deadline:
            came = ", ".join(repr(letter.subject) for letter in letters) or "none"
            raise MailMissing(
                f"No mail to {email} with a link to /{page} within {patience:.0f} s. Mail there is: {came}."
            )
        time.sleep(0.05)


def _as_form(person: Person) -> dict[str, Any]:
    return {"name": person.name, "email": person.email, "password": person.password}
