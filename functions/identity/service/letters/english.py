"""The letters in English."""

from shared.letters import Words

LETTERS: dict[str, Words] = {
    "confirm": Words(
        subject="Confirm your e-mail address for $organization",
        paragraphs=(
            "Hello $name,",
            "please confirm that this address is yours. After that you can sign in to $organization.",
            "The link is good for 24 hours. If you did not register, do nothing: without the link no account is made.",
        ),
        button="Confirm the address",
    ),
    "confirm_known": Words(
        subject="Join $organization with your account",
        paragraphs=(
            "Hello $name,",
            "somebody, probably you, registered with this address at $organization. You have an account already, so you"
            " only need to confirm. Your password stays as it is.",
            "The link is good for 24 hours. If it was not you, do nothing.",
        ),
        button="Join",
    ),
    "confirm_organization": Words(
        subject="Confirm the registration of $organization",
        paragraphs=(
            "Hello $name,",
            "please confirm that this address is yours. That opens $organization, with you as its administrator.",
            "The link is good for 24 hours. If you did not register, do nothing: without the link nothing is made.",
        ),
        button="Open the organization",
    ),
    "already_member": Words(
        subject="You already belong to $organization",
        paragraphs=(
            "Hello $name,",
            "somebody, probably you, registered with this address at $organization. You belong to it already: just sign"
            " in. If you forgot your password, you can set a new one there.",
            "If it was not you, do nothing. Nothing has changed.",
        ),
        button="Sign in",
    ),
    "reset_password": Words(
        subject="Set a new password",
        paragraphs=(
            "Hello $name,",
            "here you can set a new password. That also signs you out everywhere.",
            "The link is good for 30 minutes, and once. If you did not ask for it, do nothing: your password stays.",
        ),
        button="Set a new password",
    ),
    "password_changed": Words(
        subject="Your password was changed",
        paragraphs=(
            "Hello $name,",
            "your password was changed just now, and your other sessions were ended.",
            "If it was not you, set a new password at once, and tell your administrator.",
        ),
        button="Set a new password",
    ),
    "session_ended": Words(
        subject="We ended one of your sessions",
        paragraphs=(
            "Hello $name,",
            "a key of one of your sessions was used twice. That happens when somebody copied it, so we ended the"
            " session. Please sign in again.",
            "If you see sessions that you do not know in your account, end them and change your password.",
        ),
        button="Sign in",
    ),
    "invitation": Words(
        subject="$organization invites you",
        paragraphs=(
            "Hello $name,",
            "you are invited to $organization ($roles).",
            "The link is good for seven days, and once. If you do not want to join, do nothing.",
        ),
        button="Accept the invitation",
    ),
}
ROLES = {
    "org_admin": "administrator",
    "tutor": "tutor",
    "student": "student",
    "platform_admin": "platform administrator",
}
