"""Sending mail."""

from dataclasses import dataclass
from typing import Protocol

from shared import aws, settings


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one person, as plain text and HTML."""

    to: str
    subject: str
    text: str
    html: str


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: Mail) -> None:
        """Hand the message over for delivery."""
        ...


class Ses:
    """Mail through Amazon SES."""

    def send(self, mail: Mail) -> None:
        """Hand the message to SES."""
        aws.client("sesv2").send_email(
            FromEmailAddress=settings.setting("LMS_MAIL_FROM"),
            Destination={"ToAddresses": [mail.to]},
            Content={
                "Simple": {
                    "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": mail.text, "Charset": "UTF-8"},
                        "Html": {"Data": mail.html, "Charset": "UTF-8"},
                    },
                }
            },
        )
