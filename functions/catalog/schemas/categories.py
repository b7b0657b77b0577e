"""Bodies of requests and answers about categories and tags."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from functions.catalog.domain.categories import LONGEST_CATEGORY, Category
from functions.catalog.schemas.courses import ChangeIn
from functions.catalog.service.editing import Place
from shared.etag import etag
from shared.schemas import BodyId, OneLine, Out, Printable

_CATEGORY: dict[str, Any] = {
    "category_id": "cat_01JD5GYZ3C4D5E6F7G8H9J0KAB",
    "name": "Everyday mathematics",
    "parent_id": None,
    "etag": '"rev-1"',
}

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_CATEGORY), Printable, OneLine
]
Parent = Annotated[BodyId | None, Field(description="The category that it is part of; one that has no parent itself.")]
After = Annotated[
    BodyId | None,
    Field(description="Put it right after this one; null puts it first. Left out, it stays, or is added at the end."),
]


class _PlacedIn(ChangeIn):
    after: After = None

    def place(self) -> Place | None:
        """Where it is to be put; None when nothing was said about that."""
        return Place(self.after) if "after" in self.model_fields_set else None


class CategoryIn(_PlacedIn):
    """A category to add. No two have the same name, in whatever spelling."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": _CATEGORY["name"]}]})

    name: Name
    parent_id: Parent = None


class CategoryChangeIn(_PlacedIn):
    """Changes of a category: what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Mathematics for every day"}, {"after": None}]})

    name: Name = Field(default_factory=str)
    parent_id: Parent = None

    def changes(self) -> dict[str, object]:
        """What is to be changed of the category itself."""
        return {name: value for name, value in super().changes().items() if name != "after"}


class CategoryOut(Out):
    """A category."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CATEGORY]})

    category_id: str
    name: str
    parent_id: str | None
    etag: str

    @classmethod
    def of(cls, category: Category) -> "CategoryOut":
        """The answer for a category."""
        return cls(etag=etag(category.revision), **category.model_dump(exclude={"revision"}))


class CategoriesOut(Out):
    """All categories of the organization, in order; there are at most 200."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_CATEGORY]}]})

    items: list[CategoryOut]


class TagOut(Out):
    """A tag, and how many of the courses on offer have it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tag": "interest", "course_count": 4}]})

    tag: str
    course_count: int
