"""How an organization words its notices."""

from datetime import timedelta

from functions.engagement.domain.rules import BY_KIND, RULES, Rule
from functions.engagement.domain.sayings import Language, Placeholder, fault_of
from functions.engagement.domain.templates import NoticeTemplate
from functions.engagement.errors import TemplateChanged, TemplateNotFound
from functions.engagement.repository.choices import ChoiceRepository
from functions.engagement.service.wording import Reader, facts_in_words, letter, saying_of
from functions.identity import published as identity
from shared.dynamo import ConditionFailed, answer
from shared.errors import FieldError, NotFound, Unprocessable
from shared.mail import Mail


class TemplateService:
    """The words of one organization's notices."""

    def __init__(self, org_id: str, choices: ChoiceRepository) -> None:
        self._org_id = org_id
        self._choices = choices

    def list(self) -> list[tuple[Rule, Language, NoticeTemplate | None]]:
        """Every kind of notice in every language, with the organization's own words where it has some."""
        own = {(template.kind_of, template.language): template for template in self._choices.list_templates()}
        return [(rule, language, own.get((rule.kind, language))) for rule in RULES for language in Language]

    def get(self, kind: str, language: Language) -> tuple[Rule, NoticeTemplate | None]:
        """The organization's own words for a kind, if it has some. Raises ``TemplateNotFound`` for no such kind."""
        return _rule(kind), self._choices.find_template(kind, language)

    def save(self, kind: str, language: Language, title: str, text: str, expected: int) -> NoticeTemplate:
        """Word a kind of notice anew, if its words are still at that revision (0: our own). ``TemplateChanged`` else.

        Raises ``Unprocessable`` for a placeholder that the kind does not have.
        """
        rule = _rule(kind)
        _check(rule, title, text)
        made = NoticeTemplate(
            kind_of=kind,
            language=language,
            title=title,
            text=text,
            updated_at=self._choices.now(),
            revision=expected,
        )
        if expected < 0:
            raise TemplateChanged
        try:
            return self._choices.save_template(made)
        except ConditionFailed:
            raise TemplateChanged from None

    def delete(self, kind: str, language: Language) -> None:
        """Go back to our words, unless they are in use already. Raises ``TemplateNotFound`` for no such kind."""
        _rule(kind)
        own = self._choices.find_template(kind, language)
        if own is None:
            return
        try:
            self._choices.delete_template(own)
        except ConditionFailed:
            raise TemplateChanged from None

    def preview(self, kind: str, language: Language, title: str, text: str, user_id: str) -> Mail:
        """The mail that these words would make, with made-up facts; nothing is stored or sent."""
        rule = _rule(kind)
        _check(rule, title, text)
        people, stationery = answer(
            identity.asking_people(self._org_id, [user_id]), identity.asking_stationery(self._org_id)
        )
        if stationery is None or user_id not in people:
            raise NotFound
        preferences = identity.Preferences(language, stationery.time_zone)
        reader = Reader(people[user_id].name, stationery, preferences)
        made_up = {
            "course_id": "crs_0",
            "asset_id": "ast_0",
            rule.until: (self._choices.now() + timedelta(days=2)).isoformat(),
            "amount_minor": 12_345_00,
            "currency": "INR",
            "score_bp": 8550,
            "number": 1,
        }
        facts = facts_in_words(rule, made_up, reader, {})
        if Placeholder.COURSE in rule.placeholders:
            facts[Placeholder.COURSE] = "…"
        template = NoticeTemplate(
            kind_of=kind, language=language, title=title, text=text, updated_at=self._choices.now()
        )
        return letter(rule, saying_of(rule, language, template), facts, reader, to="", path="/", way_out=None)


def _rule(kind: str) -> Rule:
    rule = BY_KIND.get(kind)
    if rule is None:
        raise TemplateNotFound(kind=kind)
    return rule


def _check(rule: Rule, title: str, text: str) -> None:
    faults = [
        FieldError(pointer, fault.code, fault.message)
        for pointer, words in (("/title", title), ("/text", text))
        if (fault := fault_of(words, rule.allowed))
    ]
    if faults:
        raise Unprocessable(faults[0].message, errors=faults)
