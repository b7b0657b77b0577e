"""Bodies of setting another password."""

from typing import Literal

from pydantic import ConfigDict

from functions.identity.schemas.examples import LINK
from functions.identity.schemas.types import Email, NewPassword, Password
from shared.schemas import In, Out, Token


class ForgotPasswordIn(In):
    """The address whose password is forgotten."""

    email: Email

    model_config = ConfigDict(json_schema_extra={"examples": [{"email": "meera.nair@example.org"}]})


class ForgottenOut(Out):
    """The answer to every such request: if the address is somebody's, a mail is on its way."""

    status: Literal["reset_sent_if_known"]


class ResetPasswordIn(In):
    """A new password, by link."""

    token: Token
    password: NewPassword

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"token": LINK.replace("reg", "rst"), "password": "four grey elephants"}]}
    )


class ChangePasswordIn(In):
    """A new password, knowing the current one."""

    current_password: Password
    new_password: NewPassword

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"current_password": "nine purple mangoes", "new_password": "four grey elephants"}]
        }
    )
