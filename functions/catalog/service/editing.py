"""What every change of a draft has in common: who may, whether it is still what was read, where it is put."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel

from functions.catalog.domain.courses import Course
from functions.catalog.domain.instructors import Right
from functions.catalog.domain.positions import TOO_LONG, Order
from functions.catalog.errors import ChangedMeanwhile, PlaceNotFound
from functions.catalog.permissions import EDIT_ALL_COURSES
from shared.auth import Caller
from shared.dynamo import ConditionFailed

Changes = Mapping[str, object]


class Member(Protocol):
    """What stands in an ordered list."""

    @property
    def position(self) -> str:
        """Where it stands."""
        ...


_SHOWN_AS = {"body_id": "blocks", "assets": "blocks"}

T = TypeVar("T", bound=BaseModel)
OrderT = TypeVar("OrderT", bound=Order)
M = TypeVar("M", bound=Member)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is put: right after another member of its list, or, with None, before all."""

    after: str | None


def anchors(place: Place | None) -> list[str]:
    """The ids to read in order to put something there."""
    return [place.after] if place and place.after else []


def require_reader(course: Course, by: Caller, right: Right | None = None) -> None:
    """Raise ``NotAnInstructor`` unless the caller may see the draft: any instructor, or one with the right."""
    course.require_instructor(by.user_id, right, edits_all=by.may(EDIT_ALL_COURSES))


def require_editor(course: Course, by: Caller, right: Right = Right.CONTENT) -> None:
    """Raise ``NotAnInstructor`` unless the caller may change the course, ``CourseBeingRestored`` if nobody may now."""
    require_reader(course, by, right)
    course.require_settled()


def require_revision(
    revision: int,
    expected: int,
    current: BaseModel,
    changes: Changes,
    within: Callable[[], Mapping[str, Any]] = dict,
) -> None:
    """Raise ``ChangedMeanwhile`` unless what is there now is what the caller changed. Says in what they differ.

    ``within`` says more of that, and is only asked then.
    """
    if revision != expected:
        differs = {_SHOWN_AS.get(name, name) for name, value in changes.items() if getattr(current, name) != value}
        facts: dict[str, Any] = {"differs": sorted(differs), **within()}
        raise ChangedMeanwhile(current_revision=revision, **facts)


def altered(thing: T, changes: Changes, now: datetime) -> T:
    """The thing with these changes; the thing itself when it is like that already."""
    if all(getattr(thing, name) == value for name, value in changes.items()):
        return thing
    return thing.model_copy(update={**changes, "updated_at": now})


def put(
    order: OrderT,
    place: Place | None,
    members: Mapping[str, M],
    behind: Callable[[M | None], Sequence[str]],
    make_room: Callable[[], None],
) -> tuple[OrderT, str]:
    """A position at the place (None: at the end), and the order after giving it out.

    ``members`` are those that were read, ``behind`` finds the positions that follow one of them. Where the gap has
    become too narrow, ``make_room`` spaces the list anew, and the whole is to be tried again (``ConditionFailed``).
    """
    if place is None:
        given, position = order.append()
    elif place.after is None:
        given, position = order.put_after(None, behind(None))
    elif place.after in members:
        anchor = members[place.after]
        given, position = order.put_after(anchor.position, behind(anchor))
    else:
        raise PlaceNotFound.field("/after", "not_in_list", "It must be another member of the same list.")
    if len(position) > TOO_LONG:
        make_room()
        raise ConditionFailed
    return given, position
