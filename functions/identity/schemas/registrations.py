"""Bodies of registering, and of following links."""

from typing import Literal

from pydantic import ConfigDict

from functions.identity.domain.organizations import Founding
from functions.identity.domain.places import currency_of
from functions.identity.schemas.examples import LINK, ORG_ID, USER_ID
from functions.identity.schemas.types import (
    Country,
    Currency,
    Email,
    KnownSlug,
    Locale,
    Name,
    NewPassword,
    Slug,
    TimeZone,
)
from shared.schemas import In, Out, Token


class FoundingIn(In):
    """An organization that is to be. The currency is that of the country unless given."""

    name: Name
    slug: Slug
    country: Country
    time_zone: TimeZone
    locale: Locale
    currency: Currency | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Greenfield School",
                    "slug": "greenfield",
                    "country": "IN",
                    "time_zone": "Asia/Kolkata",
                    "locale": "en-IN",
                    "currency": "INR",
                }
            ]
        }
    )

    def founding(self) -> Founding:
        """The same for the service."""
        return Founding(
            name=self.name,
            slug=self.slug,
            country=self.country,
            time_zone=self.time_zone,
            locale=self.locale,
            currency=self.currency or currency_of(self.country),
        )


class RegisterOrganizationIn(In):
    """Somebody who founds an organization."""

    organization: FoundingIn
    name: Name
    email: Email
    password: NewPassword

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organization": {
                        "name": "Greenfield School",
                        "slug": "greenfield",
                        "country": "IN",
                        "time_zone": "Asia/Kolkata",
                        "locale": "en",
                    },
                    "name": "Asha Menon",
                    "email": "asha.menon@example.org",
                    "password": "seven patient rivers",
                }
            ]
        }
    )


class RegisterIn(In):
    """Somebody who joins an organization as a student."""

    organization: KnownSlug
    name: Name
    email: Email
    password: NewPassword

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organization": "greenfield",
                    "name": "Meera Nair",
                    "email": "meera.nair@example.org",
                    "password": "nine purple mangoes",
                }
            ]
        }
    )


class RegisteredOut(Out):
    """The answer to every registration: a mail is on its way to the address."""

    status: Literal["verification_sent"]


class LinkIn(In):
    """What was in the link of a mail."""

    token: Token

    model_config = ConfigDict(json_schema_extra={"examples": [{"token": LINK}]})


class AcceptInvitationIn(In):
    """An invitation to accept. The password is needed by who has none yet, and ignored for everybody else."""

    token: Token
    name: Name | None = None
    password: NewPassword | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"token": f"{ORG_ID}.{USER_ID}.inv_01JD.c2ln", "name": "Arjun Rao", "password": "four grey elephants"}
            ]
        }
    )
