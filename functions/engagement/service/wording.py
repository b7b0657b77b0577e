"""From a kind of notice and its facts to words, for one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.catalog.published.courses import CourseCard
from functions.engagement.domain.languages import (
    SPEECHES,
    amount_in_words,
    language_of,
    moment_in_words,
    share_in_words,
)
from functions.engagement.domain.rules import Rule
from functions.engagement.domain.sayings import Language, Placeholder, Saying, filled_in
from functions.engagement.domain.templates import NoticeTemplate
from functions.identity.published import Preferences, Stationery
from shared import settings
from shared.letters import Letterhead, WayOut, Words, compose
from shared.mail import Mail


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom the words are for."""

    name: str
    stationery: Stationery
    preferences: Preferences | None

    @property
    def language(self) -> Language:
        """The person's own language; else the organization's; else English."""
        return language_of((self.preferences.locale if self.preferences else None, self.stationery.locale))

    @property
    def time_zone(self) -> str:
        """The clocks that the person goes by."""
        return self.preferences.time_zone if self.preferences else self.stationery.time_zone


def course_ids_of(facts: Mapping[str, Any]) -> list[str]:
    """The courses whose titles the words need."""
    return [facts["course_id"]] if facts.get("course_id") else []


def facts_in_words(
    rule: Rule, facts: Mapping[str, Any], reader: Reader, courses: Mapping[str, CourseCard]
) -> dict[str, str]:
    """What stands in the place of each placeholder."""
    speech = SPEECHES[reader.language]
    words = {Placeholder.NAME: reader.name, Placeholder.ORGANIZATION: reader.stationery.name}
    for placeholder in rule.placeholders:
        match placeholder:
            case Placeholder.COURSE:
                course = courses.get(facts.get("course_id") or "")
                lost = speech.lost_course if facts.get("course_id") else speech.every_course
                words[placeholder] = course.title if course else lost
            case Placeholder.UNTIL:
                moment = datetime.fromisoformat(facts[rule.until])
                words[placeholder] = moment_in_words(moment, reader.time_zone, reader.language)
            case Placeholder.AMOUNT:
                words[placeholder] = amount_in_words(facts["amount_minor"], facts["currency"])
            case Placeholder.SCORE:
                words[placeholder] = share_in_words(facts["score_bp"])
            case _:
                words[placeholder] = str(facts[placeholder])
    return {name.value: text for name, text in words.items()}


def saying_of(rule: Rule, language: Language, own: NoticeTemplate | None) -> Saying:
    """The words to use: the organization's own where it has some, and always our button."""
    ours = SPEECHES[language].sayings[rule.kind]
    return Saying(own.title, own.text, ours.button) if own else ours


def letter(
    rule: Rule, saying: Saying, facts: dict[str, str], reader: Reader, *, to: str, path: str, way_out: str | None
) -> Mail:
    """The mail that says it. ``way_out`` is the address that ends such mails, where one may."""
    speech = SPEECHES[reader.language]
    # Filled in before the mail is composed, whose own placeholders no fact may use.
    text = filled_in(saying.text, facts)
    parts = [filled_in(speech.greeting, facts), *(part for part in text.split("\n\n") if part.strip())]
    return compose(
        Words(_literal(filled_in(saying.title, facts)), tuple(map(_literal, parts)), saying.button, after=0),
        reader.language,
        to=to,
        facts={},
        link=settings.public_url() + path,
        head=Letterhead(reader.stationery.name, reader.stationery.color, reader.stationery.reply_to),
        way_out=WayOut(speech.unsubscribe, way_out, way_out) if way_out else None,
    )


def _literal(text: str) -> str:
    return text.replace("$", "$$")
