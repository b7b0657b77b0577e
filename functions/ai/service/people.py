"""The names of people that a text may hold, so that they can be struck out of it before it leaves."""

from collections.abc import Iterable

from functions.catalog.published import courses as catalog
from functions.identity import published as identity
from shared.dynamo import answer

MOST_PEOPLE = 100


def names_around(org_id: str, course_id: str | None, user_ids: Iterable[str | None] = ()) -> tuple[str, ...]:
    """What these people are called, and who teaches the course. Two reads, one after the other."""
    wanted = [one for one in user_ids if one]
    if course_id:
        (card,) = answer(catalog.asking_course(org_id, course_id))
        wanted += card.instructor_ids if card else ()
    people = identity.find_people(org_id, list(dict.fromkeys(wanted))[:MOST_PEOPLE]) if wanted else {}
    return tuple(sorted({person.name for person in people.values()}))
