"""Mail goes out through SES, as text and HTML."""

import pytest

from infra.local.oneprocess import OneProcess
from shared.mail import Mail, Ses
from shared.settings import MissingSetting


def test_a_mail_goes_to_its_one_person(cloud: OneProcess) -> None:
    Ses().send(Mail(to="ada@example.org", subject="Grüße ✓", text="Hallo हिन्दी", html="<p>Hallo</p>"))

    (mail,) = cloud.mails()
    assert (mail["to"], mail["subject"]) == ("ada@example.org", "Grüße ✓")


def test_nothing_is_sent_from_nobody(cloud: OneProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LMS_MAIL_FROM")

    with pytest.raises(MissingSetting, match="LMS_MAIL_FROM"):
        Ses().send(Mail(to="ada@example.org", subject="x", text="x", html="x"))
    assert cloud.mails() == []
