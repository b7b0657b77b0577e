"""What people want mail of, the link that ends it, and what organizations say in their own words."""

import re
from typing import Any

import pytest

from events.learning import CourseCompleted, EnrolmentOpened
from functions.engagement.domain.languages import amount_in_words, share_in_words
from functions.engagement.domain.sayings import Placeholder, fault_of, filled_in
from shared import mail as mailing
from shared.mail import Mail
from tests.functions.engagement.post import Post, notices

TEMPLATE = "/notices/templates/course_completed/en"
WAY_OUT = "/notices/unsubscription"
OURS = {"if-match": '"rev-0"'}


def _token(post: Post) -> str:
    """What the way out of the last mail proves itself with."""
    found = re.search(r'href="[^"]*/api/v1/notices/unsubscription[?]token=([^"]*)"', _last(post))
    assert found is not None
    return found[1]


def _last(post: Post) -> str:
    text: str = post.mails_to(post.learner)[-1]["text"]
    return text


class TestPreferences:
    def test_begin_with_everything(self, post: Post) -> None:
        everything = {"access": True, "payments": True, "learning": True, "teaching": True}

        assert post.learner.get("/notices/preferences").json() == everything

    def test_end_mails_of_a_category_but_not_notices(self, post: Post) -> None:
        post.learner.put("/notices/preferences", {"learning": False, "teaching": True})

        post.deliver(post.about(CourseCompleted))

        assert post.mails_to(post.learner) == []
        assert len(notices(post.learner)) == 1

    def test_cannot_end_what_must_be_told(self, post: Post) -> None:
        answer = post.learner.put("/notices/preferences", {"learning": False, "teaching": False, "access": False})

        assert answer.status_code == 422
        post.deliver(post.about(EnrolmentOpened))
        assert len(post.mails_to(post.learner)) == 1
        assert "unsubscription" not in post.mails_to(post.learner)[0]["text"]


class TestUnsubscribing:
    def test_takes_one_click_without_signing_in(self, post: Post) -> None:
        post.deliver(post.about(CourseCompleted))
        token = _token(post)

        for _ in range(2):
            answer = post.world.client.post(
                WAY_OUT,
                params={"token": token},
                content=b"List-Unsubscribe=One-Click",
                headers={"content-type": "application/x-www-form-urlencoded"},
            )
            assert answer.status_code == 200

        assert post.learner.get("/notices/preferences").json()["learning"] is False
        post.deliver(post.about(CourseCompleted))
        assert len(post.mails_to(post.learner)) == 1

    def test_does_not_happen_by_looking_at_the_link(self, post: Post) -> None:
        post.deliver(post.about(CourseCompleted))

        answer = post.world.client.get(WAY_OUT, params={"token": _token(post)})

        assert '<form method="post">' in answer.text
        assert post.learner.get("/notices/preferences").json()["learning"] is True

    @pytest.mark.parametrize(
        "change",
        [lambda token: token[:-1], lambda token: token.replace("learning", "access"), lambda _: "a.b.c"],
        ids=["cut", "of another category", "made up"],
    )
    def test_refuses_a_forged_link(self, post: Post, change: Any) -> None:
        post.deliver(post.about(CourseCompleted))
        token = _token(post)

        for method in ("GET", "POST"):
            answer = post.world.client.request(method, WAY_OUT, params={"token": change(token)})
            assert answer.status_code == 403

    def test_stands_in_the_mails_headers(self) -> None:
        mail = Mail(to="a@b.example", subject="s", text="t", html="h", sender="कमल, ज्ञान", unsubscribe="https://x/y")
        request = mailing._request(mail)

        headers = {header["Name"]: header["Value"] for header in request["Content"]["Simple"]["Headers"]}
        assert headers == {
            "List-Unsubscribe": "<https://x/y>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        assert request["FromEmailAddress"].isascii()
        assert request["FromEmailAddress"].startswith("=?utf-8?")


@pytest.fixture(autouse=True)
def _sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LMS_MAIL_FROM", "no-reply@lms.example")


class TestTemplates:
    def test_say_what_the_organization_says(self, post: Post) -> None:
        words = {"title": "Bravo, {{name}}: {{ course }}", "text": "Price: $5.\n\n<i>{{organization}}</i>"}
        saved = post.admin.put(TEMPLATE, words, headers=OURS)
        assert saved.status_code == 200, saved.text

        post.deliver(post.about(CourseCompleted))

        mail = post.mails_to(post.learner)[0]
        assert notices(post.learner)[0]["title"] == mail["subject"] == "Bravo, Meera $Nair: Tea & <b>Toast</b>"
        assert "Price: $5." in mail["text"]
        assert "&lt;i&gt;Lotus Academy&lt;/i&gt;" in mail["text"]

    @pytest.mark.parametrize(
        ("words", "code"),
        [("{{amount}}", "placeholder_unknown"), ("{{name.__class__}}", "placeholder_unknown"),
         ("{{", "placeholder_broken"), ("{{{{name}}}}", "placeholder_broken"), ("{{7*7}}", "placeholder_unknown")],
    )  # fmt: skip
    def test_refuse_what_the_kind_does_not_have(self, post: Post, words: str, code: str) -> None:
        answer = post.admin.put(TEMPLATE, {"title": "Fine", "text": words}, headers=OURS)

        assert answer.status_code == 422
        assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/text", code)]

    def test_are_changed_by_one_at_a_time(self, post: Post) -> None:
        words = {"title": "One", "text": "One"}
        tag = post.admin.put(TEMPLATE, words, headers=OURS).headers["etag"]

        assert post.admin.put(TEMPLATE, words, headers=OURS).status_code == 412
        assert post.admin.put(TEMPLATE, words, headers={"if-match": tag}).status_code == 200

    def test_go_back_to_ours(self, post: Post) -> None:
        ours = post.admin.get(TEMPLATE).json()
        post.admin.put(TEMPLATE, {"title": "One", "text": "One"}, headers=OURS)

        for _ in range(2):
            assert post.admin.delete(TEMPLATE).status_code == 204
        assert post.admin.get(TEMPLATE).json() == ours

    def test_can_be_seen_before(self, post: Post) -> None:
        for template in post.admin.get("/notices/templates").json()["items"]:
            path = f"/notices/templates/{template['kind']}/{template['language']}/preview"
            answer = post.admin.post(path, {"title": template["title"], "text": template["text"]})
            assert answer.status_code == 200, answer.text
            assert "{{" not in answer.json()["html"]
        assert post.world.mails() == []

    def test_are_for_administrators(self, post: Post) -> None:
        assert post.tutor.get("/notices/templates").status_code == 403

    def test_of_one_organization_say_nothing_in_another(self, post: Post) -> None:
        stranger = post.world.actor("org_admin")
        stranger.put(TEMPLATE, {"title": "Ha", "text": "Ha"}, headers=OURS)

        post.deliver(post.about(CourseCompleted))

        assert notices(post.learner)[0]["title"].startswith("You have completed")

    def test_answer_404_for_no_such_kind(self, post: Post) -> None:
        assert post.admin.get("/notices/templates/nothing/en").status_code == 404
        assert post.admin.get("/notices/templates/course_completed/xx").status_code == 404


class TestWords:
    def test_take_facts_as_they_are(self) -> None:
        assert filled_in("{{name}}!", {"name": "{{organization}}", "organization": "x"}) == "{{organization}}!"

    def test_have_faults_named(self) -> None:
        assert fault_of("{{name}} }}", (Placeholder.NAME,)) is not None
        assert fault_of("{{ name }} {x}", (Placeholder.NAME,)) is None

    @pytest.mark.parametrize(
        ("minor", "currency", "words"),
        [(0, "INR", "₹0.00"), (12_345_678_90, "INR", "₹1,23,45,678.90"), (100_000, "INR", "₹1,000.00"),
         (123_450, "USD", "USD 1,234.50"), (5000, "JPY", "JPY 5,000"), (1234, "KWD", "KWD 1.234"),
         (-50, "INR", "-₹0.50")],
    )  # fmt: skip
    def test_write_amounts(self, minor: int, currency: str, words: str) -> None:
        assert amount_in_words(minor, currency) == words

    def test_write_shares(self) -> None:
        assert [share_in_words(share) for share in (0, 5, 8550, 10_000)] == ["0%", "0.05%", "85.5%", "100%"]
