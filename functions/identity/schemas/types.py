"""The kinds of values that identity's bodies are made of."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from functions.identity.domain.imports import MAX_NAME_LENGTH
from functions.identity.domain.organizations import checked_slug
from functions.identity.domain.passwords import MAX_LENGTH, MIN_LENGTH
from functions.identity.domain.people import MAX_EMAIL_LENGTH, checked_name, normalized_email
from functions.identity.domain.places import known_country, known_currency, known_locale, known_time_zone
from shared.gstin import normalized_gstin
from shared.permissions import Role
from shared.schemas import Line, Printable

Email = Annotated[
    str,
    StringConstraints(min_length=3, max_length=MAX_EMAIL_LENGTH),
    AfterValidator(normalized_email),
    Field(json_schema_extra={"format": "email"}),
]
Name = Annotated[Line, StringConstraints(max_length=MAX_NAME_LENGTH), AfterValidator(checked_name)]
"""A name of a person or an organization: one line, and nothing that a spreadsheet or a mail would act on."""

NewPassword = Annotated[str, StringConstraints(min_length=MIN_LENGTH, max_length=MAX_LENGTH), Printable]
"""A password to set. Long is good; no kinds of characters are asked for."""
Password = Annotated[str, StringConstraints(min_length=1, max_length=1024), Printable]
"""A password to check, whatever it is."""

Slug = Annotated[str, StringConstraints(min_length=3, max_length=40), AfterValidator(checked_slug)]
"""An organization's name in addresses, to be taken."""
KnownSlug = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40), Printable]
"""An organization's name in addresses, to be looked up."""

Country = Annotated[str, StringConstraints(max_length=2), AfterValidator(known_country)]
Currency = Annotated[str, StringConstraints(max_length=3), AfterValidator(known_currency)]
Locale = Annotated[str, StringConstraints(max_length=12), AfterValidator(known_locale)]
TimeZone = Annotated[str, StringConstraints(max_length=64), AfterValidator(known_time_zone)]
Gstin = Annotated[str, StringConstraints(max_length=30), AfterValidator(normalized_gstin)]
HttpsUrl = Annotated[str, StringConstraints(max_length=500, pattern=r"^https://[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+$")]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]

GivenRole = Literal[Role.ORG_ADMIN, Role.TUTOR, Role.STUDENT]
"""A role that an administrator can give. Those who run the platform are made by its operators only."""
Roles = Annotated[list[GivenRole], Field(min_length=1, max_length=3)]
