"""Guessing at passwords is slowed down, per account and per address; nobody is ever shut out for good.

Wrong attempts are counted by account and *place* (an address, or the /64 network of an IPv6 one). A place may be wrong
ten times and then waits, twice as long each time, up to a quarter of an hour. All places from which the account was
never signed in to before share a second count, so that many machines are no faster than one; places that the account
knows are not bound by it. So whoever guesses at somebody's password can neither go on nor keep them out: the owner
still comes in from a place used before, and from any other after proving the mail address (a password reset makes its
place known). Unknown addresses of people are counted just the same, so the answers tell nothing about who exists.
"""

import hashlib
import ipaddress
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict

FREE = 10
FREE_OF_STRANGERS = 20
FREE_OF_ADDRESS = 50
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=6)
MOST_PLACES = 40
MOST_KNOWN_PLACES = 10


class Count(BaseModel):
    """How often in a row, and until when to wait (seconds since 1970)."""

    model_config = ConfigDict(frozen=True)

    wrong: int = 0
    until: int = 0

    def one_more(self, free: int, now: datetime) -> "Count":
        """After another attempt."""
        wrong = self.wrong + 1
        wait = min(LONGEST_WAIT, timedelta(seconds=2 ** min(wrong - free, 12))) if wrong > free else timedelta(0)
        return Count(wrong=wrong, until=int((now + wait).timestamp()) if wait else 0)


class Attempts(BaseModel):
    """The attempts at one account, or from one address at all accounts together."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    subject: str
    places: dict[str, Count] = {}
    strangers: Count = Count()
    revision: int = 0

    def wait_s(self, place: str, *, known: bool, now: datetime) -> int:
        """How many seconds this place must wait before it may try; 0 for none."""
        until = self.places.get(place, Count()).until
        if not known:
            until = max(until, self.strangers.until)
        return max(0, until - int(now.timestamp()))

    def counted(self, place: str, *, known: bool, now: datetime) -> "Attempts":
        """With one more attempt from that place."""
        others = {name: count for name, count in self.places.items() if name != place}
        while len(others) >= MOST_PLACES:
            others.pop(min(others, key=lambda name: others[name].until))
        places = {**others, place: self.places.get(place, Count()).one_more(FREE, now)}
        strangers = self.strangers if known else self.strangers.one_more(FREE_OF_STRANGERS, now)
        return self.model_copy(update={"places": places, "strangers": strangers})

    def counted_from_address(self, now: datetime) -> "Attempts":
        """With one more wrong attempt from this address, at whichever account."""
        return self.model_copy(update={"strangers": self.strangers.one_more(FREE_OF_ADDRESS, now)})


def place_of(address: str) -> str:
    """A short digest of where somebody is: the address, or for IPv6 the network, all of which one machine has."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        network = address
    else:
        network = str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
    return hashlib.sha256(f"place|{network}".encode()).hexdigest()[:16]


def with_place(known: tuple[str, ...], place: str) -> tuple[str, ...]:
    """The known places with this one as the latest."""
    return (*[other for other in known if other != place][-(MOST_KNOWN_PLACES - 1) :], place)


def remembered_until(now: datetime) -> datetime:
    """When attempts are forgotten if there is no further one."""
    return (now + FORGOTTEN_AFTER).astimezone(UTC)
