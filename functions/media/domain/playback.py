"""Who may see or play a file, and for how long at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

GRANTED_FOR = timedelta(minutes=5)
"""What was granted cannot be taken back, so this is how long somebody may go on who may no longer."""


class Access(Enum):
    """What somebody is allowed in a place where a file stands."""

    GRANTED = "granted"
    NOT_ENROLLED = "not enrolled"
    HIDDEN = "hidden"
    """As if it were not there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What decides who may see the file in a lesson of a course."""

    in_version: bool
    """The lesson shows it in the version that students see."""
    in_draft: bool
    free_preview: bool
    on_offer: bool


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who wants to see it."""

    is_staff: bool
    """Teaches the course, or administers the organization."""
    is_enrolled: bool


def access(viewer: Viewer, shown: Shown) -> Access:
    """Staff see what is in the version or the draft, students what is in the version, others free previews."""
    if viewer.is_staff and (shown.in_version or shown.in_draft):
        return Access.GRANTED
    if not shown.in_version:
        return Access.HIDDEN
    if viewer.is_enrolled or (shown.free_preview and shown.on_offer):
        return Access.GRANTED
    return Access.NOT_ENROLLED if shown.on_offer else Access.HIDDEN


@dataclass(frozen=True, slots=True)
class SignedVariant:
    """A picture in one size, under an address that is signed."""

    url: str
    width: int
    height: int
    content_type: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody may open until it expires. ``cookies`` go with every request below ``cookie_path``."""

    asset_id: str
    url: str | None
    expires_at: datetime
    poster_url: str | None = None
    variants: tuple[SignedVariant, ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    cookie_path: str = "/"
