"""The catalog's reactions to what it tells itself."""

from events.catalog import CourseDeleted
from functions.catalog.manifest import CATALOG
from functions.catalog.repository import RemainsRepository
from shared.events import Envelope
from shared.listening import Listener

listener = Listener(CATALOG)


@listener.on(CourseDeleted)
def remove_remains(told: Envelope[CourseDeleted]) -> None:
    """Remove what a deleted course left behind. Safe to repeat: what is gone already is not found again."""
    RemainsRepository(told.org_id).sweep(told.data.course_id)


listener.require_all()
handler = listener.handler
