"""What lessons say."""

from collections.abc import Sequence

from functions.catalog.domain.content import Body
from functions.catalog.repository.bodies import BodyRepository

__all__ = [
    "Body",
    "lesson_bodies",
    "lesson_body",
]


def lesson_body(org_id: str, course_id: str, body_id: str, *, solutions: bool = False, html: bool = False) -> Body:
    """A lesson's content, by the ``body_id`` of an outline: one read, then kept. ``blocks_json`` is ready to be sent.

    Without ``solutions`` it is what anybody may see who may see the lesson; with ``html`` its documents are HTML.
    Raises ``LookupError`` for one that was never stored.
    """
    return BodyRepository(org_id).get(course_id, body_id).shown(solutions=solutions, html=html)


def lesson_bodies(org_id: str, course_id: str, body_ids: Sequence[str]) -> list[Body]:
    """The content of some lessons as ``lesson_body`` has it, as far as there is any; a read for every hundred."""
    return [body.shown(solutions=False) for body in BodyRepository(org_id).list(course_id, body_ids)]
