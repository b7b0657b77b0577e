"""How a course's grade is made: categories with weights, and what is otherwise for single columns."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.texts import Line

MOST_CATEGORIES = 30
MOST_COLUMNS = 200
"""Columns of a course; what comes later stands in no gradebook."""
MOST_MANUAL = 50
"""Columns that tutors fill by hand."""
TOTAL = "total"
"""In the place of a column: the grade of the course itself."""

CategoryKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,23}$")]
ItemId = Annotated[str, StringConstraints(max_length=32, pattern=r"^[a-z]{2,5}_[0-9A-Za-z]+$")]


class Weighting(StrEnum):
    """How columns make the grade of a course."""

    POINTS = "points"
    """By their points, all together."""
    CATEGORIES = "categories"
    """Each category by its points, and these by their weights."""


class ColumnKind(StrEnum):
    """What a column is about."""

    ASSESSMENT = "assessment"
    ASSIGNMENT = "assignment"
    MANUAL = "manual"


class GradeCategory(BaseModel):
    """Some columns that count together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: CategoryKey
    name: Line
    weight_bp: Annotated[int, Field(ge=0, le=10_000)] = 0
    drop_lowest: Annotated[int, Field(ge=0, le=20)] = 0
    """So many columns do not count: those without which the learner has the best share of what is left."""
    drop_highest: Annotated[int, Field(ge=0, le=20)] = 0
    """Then so many more: those without which the share is the least."""


class GradeColumnRules(BaseModel):
    """What a tutor says of a column."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    item_id: ItemId
    category: CategoryKey | None = None
    never_drop: bool = False
    extra_credit: bool = False
    """Its points add to what one has, not to what one can have; it is never dropped."""
    omitted: bool = False
    """It is shown, and counts nowhere."""
    hidden: bool = False
    """Learners do not see it, and it does not count in what they see."""


class Item(BaseModel):
    """Something that is graded, as the room of it describes it: an assessment, an assignment, a tutor's own column."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    item_id: str
    kind: ColumnKind
    title: str
    max_centi: int


class Column(Item):
    """The same, with what the course's tutors say of it."""

    rules: GradeColumnRules


Categories = Annotated[tuple[GradeCategory, ...], Field(max_length=MOST_CATEGORIES)]
Columns = Annotated[tuple[GradeColumnRules, ...], Field(max_length=MOST_COLUMNS)]


class Book(BaseModel):
    """How the grade of a course is made. ``revision`` is 0 while nothing was ever said of it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    weighting: Weighting = Weighting.POINTS
    categories: Categories = ()
    columns: Columns = ()
    own: tuple[Item, ...] = ()
    """The columns that tutors fill by hand, in the order of their making."""
    revision: int = 0

    def own_column(self, item_id: str) -> Item | None:
        """A column that tutors fill by hand."""
        return next((one for one in self.own if one.item_id == item_id), None)

    def with_column(self, item: Item) -> "Book":
        """The book with this column, in the place of the one with its id."""
        there = self.own_column(item.item_id) is not None
        own = tuple(item if one.item_id == item.item_id else one for one in self.own)
        return self.model_copy(update={"own": own if there else (*own, item)})

    def without_column(self, item_id: str) -> "Book":
        """The book without a column."""
        return self.model_copy(update={"own": tuple(one for one in self.own if one.item_id != item_id)})

    def lay_out(self, items: Iterable[Item]) -> tuple[Column, ...]:
        """The columns of these items, at most ``MOST_COLUMNS``; as usual where nothing is said of one."""
        said = {one.item_id: one for one in self.columns}
        return tuple(
            Column(**item.model_dump(), rules=said.get(item.item_id, GradeColumnRules(item_id=item.item_id)))
            for item in islice(items, MOST_COLUMNS)
        )


def require_agreement(categories: Sequence[GradeCategory], columns: Sequence[GradeColumnRules]) -> None:
    """Raise ``ValueError`` unless keys and columns are there once, and columns are in categories that there are."""
    keys = [category.key for category in categories]
    if len(set(keys)) != len(keys):
        raise ValueError("every category has a key of its own")
    if unknown := sorted({column.category for column in columns if column.category} - set(keys)):
        raise ValueError(f"there is no category {unknown[0]}")
    if len({column.item_id for column in columns}) != len(columns):
        raise ValueError("every column is there once")
