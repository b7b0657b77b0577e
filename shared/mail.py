"""Sending mail."""

from dataclasses import dataclass
from email.header import Header
from email.utils import formataddr
from typing import Any, Protocol

from shared import aws, settings


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one person, as plain text and HTML.

    ``sender`` is the name that it comes from, beside our address; ``unsubscribe`` an address of ours that takes a POST
    with which the person gets no more of such mails (RFC 8058).
    """

    to: str
    subject: str
    text: str
    html: str
    sender: str = ""
    reply_to: str | None = None
    unsubscribe: str | None = None


class MailRefused(Exception):
    """The message was not taken, and never will be: its address or its content is not acceptable."""


class MailNotSent(Exception):
    """The message was certainly not sent; it may be later."""


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: Mail) -> None:
        """Hand the message over for delivery. Raises ``MailRefused`` or ``MailNotSent``; any other exception leaves
        open whether it was sent."""
        ...


_NEVER = {"MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException"}
_LATER = {"TooManyRequestsException", "LimitExceededException", "SendingPausedException", "AccountSuspendedException"}


class Ses:
    """Mail through Amazon SES, which itself keeps back what goes to addresses that bounced or complained."""

    def send(self, mail: Mail) -> None:
        """Hand the message to SES."""
        from botocore.exceptions import ClientError, EndpointConnectionError

        try:
            aws.client("sesv2").send_email(**_request(mail))
        except EndpointConnectionError as error:
            raise MailNotSent from error
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code")
            if code in _NEVER:
                raise MailRefused(code) from error
            if code in _LATER:
                raise MailNotSent(code) from error
            raise


def _request(mail: Mail) -> dict[str, Any]:
    simple: dict[str, Any] = {
        "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
        "Body": {
            "Text": {"Data": mail.text, "Charset": "UTF-8"},
            "Html": {"Data": mail.html, "Charset": "UTF-8"},
        },
    }
    if mail.unsubscribe:
        simple["Headers"] = [
            {"Name": "List-Unsubscribe", "Value": f"<{mail.unsubscribe}>"},
            {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
        ]
    request: dict[str, Any] = {
        "FromEmailAddress": _from(mail.sender),
        "Destination": {"ToAddresses": [mail.to]},
        "Content": {"Simple": simple},
    }
    if mail.reply_to:
        request["ReplyToAddresses"] = [mail.reply_to]
    return request


def _from(name: str) -> str:
    """Our address under that name, which RFC 2047 encodes where it is not ASCII."""
    address = settings.setting("LMS_MAIL_FROM")
    if not name:
        return address
    plain = " ".join(name.split())[:64]
    if plain.isascii():
        return formataddr((plain, address))
    # One encoded word of at most 75 characters would cut a longer name, so the header breaks it; lines it may not have.
    return f"{Header(plain, 'utf-8', maxlinelen=10_000).encode()} <{address}>"
