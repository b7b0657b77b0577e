"""What mails say."""

import re
from html.parser import HTMLParser
from string import Template

import pytest

from functions.identity.service.letters import Letter, roles_in_words, write
from functions.identity.service.letters.writing import LETTERS, ROLES
from shared.permissions import Role

FACTS = {"name": "Meera & Co", "organization": "A <b>School</b>", "roles": "tutor"}
LINK = "https://lms.example/verify-email?token=a.b&x=1"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


class TestLetters:
    @pytest.mark.parametrize("letter", Letter)
    def test_are_there_in_every_language_with_the_same_facts(self, letter: Letter) -> None:
        facts = {
            language: {
                name
                for text in (letters[letter].subject, *letters[letter].paragraphs)
                for name in Template(text).get_identifiers()
            }
            for language, letters in LETTERS.items()
        }

        assert facts["en"] == facts["hi"]
        assert set(facts["en"]) <= set(FACTS)

    @pytest.mark.parametrize("letter", Letter)
    @pytest.mark.parametrize("locale", ["en-IN", "hi-IN"])
    def test_bring_the_link_as_text_and_as_html(self, letter: Letter, locale: str) -> None:
        mail = write(letter, locale, to="a@example.org", link=LINK, **FACTS)

        assert LINK in mail.text
        assert 'href="https://lms.example/verify-email?token=a.b&amp;x=1"' in mail.html
        assert f'lang="{locale[:2]}"' in mail.html
        assert not re.search(r"\$\w", mail.subject + mail.text + mail.html)

    @pytest.mark.parametrize("letter", Letter)
    def test_let_nobody_write_html(self, letter: Letter) -> None:
        facts = dict.fromkeys(FACTS, '<img src=x onerror="alert(1)"> $link ${name}')

        parser = _Tags()
        parser.feed(write(letter, "en", to="a@example.org", link=LINK, **facts).html)

        assert set(parser.tags) <= {"html", "body", "div", "p", "a"}
        assert parser.tags.count("a") == 1

    def test_are_english_where_we_do_not_speak_the_language(self) -> None:
        mail = write(Letter.RESET_PASSWORD, "ta-IN", to="a@example.org", link=LINK, **FACTS)

        assert mail.subject == "Set a new password"

    def test_name_every_role(self) -> None:
        assert {frozenset(words) for words in ROLES.values()} == {frozenset(Role)}
        assert roles_in_words([Role.TUTOR, Role.STUDENT], "hi-IN") == "शिक्षक, विद्यार्थी"
