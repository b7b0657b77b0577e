"""Finding in a mail box what a person would click on."""

from __future__ import annotations

import pytest

from infra.local.mail import Mail
from infra.local.people import MailMissing, token_for


def letter(text: str, subject: str = "Welcome") -> Mail:
    return Mail(("a@example.org",), "no-reply@example.org", subject, text, "", 0.0)


class TestTokenFor:
    def test_takes_the_newest_link_to_that_page(self) -> None:
        letters = [
            letter("Go to http://lms.example/verify-email?token=old-1.x"),
            letter("Go to http://lms.example/verify-email?token=new_2.y\nThank you."),
            letter("Or http://lms.example/accept-invitation?token=other"),
        ]

        assert token_for(lambda _: letters, "a@example.org", "verify-email") == "new_2.y"
        assert token_for(lambda _: letters, "a@example.org", "accept-invitation") == "other"

    def test_waits_for_the_mail(self) -> None:
        looks: list[str] = []

        def post(address: str) -> list[Mail]:
            looks.append(address)
            return [letter("http://lms.example/verify-email?token=t")] if len(looks) > 2 else []

        assert token_for(post, "a@example.org", "verify-email") == "t"
        assert looks == ["a@example.org"] * 3

    def test_says_what_came_instead(self) -> None:
        with pytest.raises(MailMissing, match=r"Mail there is: 'You have an account already'"):
            token_for(
                lambda _: [letter("", "You have an account already")], "a@example.org", "verify-email", patience=0
            )
