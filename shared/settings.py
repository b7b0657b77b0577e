"""What a function is told by its environment. Read when asked for, never at import."""

import os


class MissingSetting(Exception):
    """A setting that this function cannot work without is not there."""


def setting(name: str) -> str:
    """The value of a required setting. Raises ``MissingSetting`` with the name when it is absent or empty."""
    value = os.environ.get(name, "")
    if not value:
        raise MissingSetting(f"The environment variable {name} is not set.")
    return value


def optional_setting(name: str) -> str | None:
    """The value of a setting, or None."""
    return os.environ.get(name) or None


def table_name(context: str) -> str:
    """The name of a room's table."""
    return setting(f"LMS_TABLE_{context.upper()}")


def public_url() -> str:
    """Where people find the product: the base of every link in a mail, never taken from a request's Host."""
    return setting("LMS_PUBLIC_URL").rstrip("/")


def files_url() -> str:
    """Where files that people uploaded are served, without cookies: never where pages of the product are."""
    return setting("LMS_FILES_URL").rstrip("/")


def check() -> None:
    """Raise ``MissingSetting`` naming at once every absent setting of those that ``LMS_NEEDS`` names.

    The names come with the settings, from the room's manifest, which itself would be 5 % of a function's start.
    """
    absent = [name for name in setting("LMS_NEEDS").split(",") if not os.environ.get(name)]
    if absent:
        raise MissingSetting(f"These environment variables are not set: {', '.join(absent)}.")
