"""In which language somebody is told, and how moments, amounts and shares are written in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from functions.engagement.domain import english, hindi
from functions.engagement.domain.sayings import Language, Saying


@dataclass(frozen=True, slots=True)
class Speech:
    """What a language has besides the words of each notice."""

    sayings: dict[str, Saying]
    greeting: str
    unsubscribe: str
    unsubscribed: str
    months: tuple[str, ...]
    lost_course: str
    every_course: str


SPEECHES: dict[Language, Speech] = {
    language: Speech(
        sayings=words.SAYINGS,
        greeting=words.GREETING,
        unsubscribe=words.UNSUBSCRIBE,
        unsubscribed=words.UNSUBSCRIBED,
        months=words.MONTHS,
        lost_course=words.LOST_COURSE,
        every_course=words.EVERY_COURSE,
    )
    for language, words in ((Language.ENGLISH, english), (Language.HINDI, hindi))
}
# ISO 4217 currencies without two decimals that payments are taken in.
_DECIMALS = {"JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "JOD": 3, "KWD": 3, "OMR": 3, "TND": 3}


def language_of(locales: Iterable[str | None]) -> Language:
    """The first of these locales' languages that we speak; English where we speak none."""
    for locale in locales:
        spoken = (locale or "").partition("-")[0]
        if spoken in set(Language):
            return Language(spoken)
    return Language.ENGLISH


def moment_in_words(moment: datetime, time_zone: str, language: Language) -> str:
    """``28 November 2026, 14:30 IST``, where the clocks of the time zone show that."""
    there = moment.astimezone(ZoneInfo(time_zone))
    month = SPEECHES[language].months[there.month - 1]
    return f"{there.day} {month} {there.year}, {there:%H:%M} {there.tzname()}"


def amount_in_words(minor: int, currency: str) -> str:
    """``₹1,23,456.00`` with India's groups for rupees, ``USD 1,234.50`` for others."""
    decimals = _DECIMALS.get(currency, 2)
    whole, rest = divmod(abs(minor), 10**decimals)
    digits = _grouped(whole) if currency == "INR" else f"{whole:,}"
    tail = f".{rest:0{decimals}}" if decimals else ""
    sign = "-" if minor < 0 else ""
    return f"{sign}₹{digits}{tail}" if currency == "INR" else f"{sign}{currency} {digits}{tail}"


def share_in_words(basis_points: int) -> str:
    """``85.5%`` of 8550 basis points."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + "%"


def _grouped(whole: int) -> str:
    """By thousand, then by hundreds: lakh, crore."""
    head, tail = divmod(whole, 1000)
    if not head:
        return str(tail)
    groups = [f"{tail:03}"]
    while head >= 100:
        head, two = divmod(head, 100)
        groups.append(f"{two:02}")
    return ",".join([str(head), *reversed(groups)])
