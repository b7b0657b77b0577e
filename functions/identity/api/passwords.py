"""Setting another password."""

from fastapi import Request, status

from functions.identity.api import limits
from functions.identity.errors import LinkNotValid, PasswordNotAccepted, PasswordWrong, TooManyAttempts
from functions.identity.schemas.passwords import ChangePasswordIn, ForgotPasswordIn, ForgottenOut, ResetPasswordIn
from functions.identity.wiring import password_service
from shared.auth import Anyone, SignedIn
from shared.contract import problems
from shared.http import api_router, viewer_address

router = api_router("/auth", tag="Passwords")


@router.post("/forgot-password", status_code=status.HTTP_202_ACCEPTED, dependencies=[limits.forgotten])
def forgot_password(body: ForgotPasswordIn, _: Anyone) -> ForgottenOut:
    """Ask for a link to set a new password. The answer is the same whether or not the address is known."""
    limits.count_mail(body.email)
    password_service().forget(body.email)
    return ForgottenOut(status="reset_sent_if_known")


@router.post(
    "/reset-password",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[limits.links],
    responses=problems(LinkNotValid, PasswordNotAccepted),
)
def reset_password(body: ResetPasswordIn, _: Anyone, request: Request) -> None:
    """Set a new password by the link that was mailed. Works once, and ends all sessions."""
    password_service().reset(body.token, body.password, viewer_address(request))


@router.post(
    "/change-password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(PasswordWrong, PasswordNotAccepted, TooManyAttempts),
)
def change_password(body: ChangePasswordIn, caller: SignedIn, request: Request) -> None:
    """Set a new password, knowing the current one. Ends all your other sessions."""
    password_service().change(caller, body.current_password, body.new_password, viewer_address(request))
