"""How often the doors that anybody may knock at open. Schools sit behind one address, so these are wide."""

from datetime import timedelta

from fastapi import Request

from functions.identity.domain.sessions import Device
from functions.identity.tables.base import IdentityRow
from shared.http import viewer_address
from shared.ratelimit import RateLimit, limited_by_address, limited_by_person

MAILS = RateLimit("mails-to-address", 20, per=timedelta(hours=1))
"""Mails that anybody may cause to one address, whether or not it is anybody's."""

registrations = limited_by_address(RateLimit("register", 200, per=timedelta(hours=1)), IdentityRow)
forgotten = limited_by_address(RateLimit("forgot-password", 100, per=timedelta(hours=1)), IdentityRow)
links = limited_by_address(RateLimit("links", 300, per=timedelta(minutes=10)), IdentityRow)
invitations = limited_by_person(RateLimit("invite", 500, per=timedelta(hours=1)), IdentityRow)
imports = limited_by_person(RateLimit("import", 30, per=timedelta(hours=1)), IdentityRow)


def count_mail(email: str) -> None:
    """Count one mail to this address; ``TooManyRequests`` beyond what is decent."""
    MAILS.count(IdentityRow, email)


def device_of(request: Request) -> Device:
    """The machine that a request comes from."""
    name = request.headers.get("user-agent", "unknown")
    printable = "".join(character for character in name[:200] if character.isprintable())
    return Device(printable or "unknown", viewer_address(request))
