"""The categories of an organization: an ordered list, two levels deep, that courses are put into.

All of them are one value, replaced at its revision, so that names are unique and the order is one for all. A category
that is deleted stays known by its id, with the one that its courses went to: no course has to be touched.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Self

from pydantic import BaseModel, ConfigDict

from functions.catalog.errors import CategoriesFull, CategoryHasChildren, CategoryNameTaken, CategoryNotFound
from shared.errors import Unprocessable

MOST_CATEGORIES = 200
"""How many categories an organization may have at a time."""
MOST_CATEGORIES_EVER = 1000
"""How many it can have had: the ids of the deleted ones are kept."""
LONGEST_CATEGORY = 80


class Category(BaseModel):
    """Something that courses are put into. ``parent_id`` names a category that has no parent itself."""

    model_config = ConfigDict(frozen=True)

    category_id: str
    name: str
    parent_id: str | None = None
    revision: int = 1


class Categories(BaseModel):
    """All categories of an organization, in the order in which they are shown."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    items: tuple[Category, ...] = ()
    retired: Mapping[str, str | None] = {}
    """Where the courses of a deleted category went: to one that may be deleted by now as well, or nowhere."""
    revision: int = 0

    # -- reading

    def find(self, category_id: str) -> Category | None:
        """The category with this id."""
        return next((one for one in self.items if one.category_id == category_id), None)

    def get(self, category_id: str) -> Category:
        """The category with this id. Raises ``CategoryNotFound``."""
        category = self.find(category_id)
        if category is None:
            raise CategoryNotFound(category_id=category_id)
        return category

    def meant_by(self, category_id: str | None) -> str | None:
        """The category that this id stands for now: itself, or where its courses went."""
        while category_id is not None and self.find(category_id) is None:
            category_id = self.retired.get(category_id)
        return category_id

    def ids_of(self, category_id: str) -> frozenset[str]:
        """All ids that stand for this category or for one below it: what to look for when its courses are wanted."""
        inside = {category_id, *(one.category_id for one in self._children(category_id))}
        return frozenset(inside | {old for old in self.retired if self.meant_by(old) in inside})

    def require(self, category_id: str, pointer: str) -> None:
        """Raise ``Unprocessable`` for that place unless there is such a category."""
        if self.find(category_id) is None:
            raise Unprocessable.field(pointer, "not_found", "There is no such category.")

    # -- changing

    def add(self, category: Category) -> Self:
        """With one more, at the end."""
        if len(self.items) >= MOST_CATEGORIES:
            raise CategoriesFull(f"An organization has at most {MOST_CATEGORIES} categories.")
        if len(self.items) + len(self.retired) >= MOST_CATEGORIES_EVER:
            raise CategoriesFull(f"An organization can have had at most {MOST_CATEGORIES_EVER} categories.")
        return self._with([*self.items, self._fitting(category)])

    def replace(self, category: Category) -> Self:
        """With this in the place of the category of the same id, which it was made from."""
        fitting = self._fitting(category)
        return self._with([fitting if one.category_id == category.category_id else one for one in self.items])

    def put_after(self, category_id: str, after: str | None) -> Self:
        """With a category right after another one below the same parent, or, with None, before these."""
        category = self.get(category_id)
        others = [one for one in self.items if one.category_id != category_id]
        if after is None:
            return self._with([category, *others])
        place = next((place for place, one in enumerate(others) if one.category_id == after), None)
        if place is None or others[place].parent_id != category.parent_id:
            raise Unprocessable.field("/after", "not_in_list", "It must be another category below the same one.")
        return self._with([*others[: place + 1], category, *others[place + 1 :]])

    def remove(self, category_id: str, move_to: str | None) -> Self:
        """Without a category. Its courses go to another one, or else to the one above it, if there is one."""
        category = self.get(category_id)
        if self._children(category_id):
            raise CategoryHasChildren(category_id=category_id)
        heir = move_to if move_to is not None else category.parent_id
        rest = self._with([one for one in self.items if one.category_id != category_id])
        if heir is not None:
            rest.require(heir, "/query/move_to")
        return rest.model_copy(update={"retired": {**self.retired, category_id: heir}})

    def _with(self, items: Sequence[Category]) -> Self:
        return self.model_copy(update={"items": tuple(items)})

    def _children(self, category_id: str) -> list[Category]:
        return [one for one in self.items if one.parent_id == category_id]

    def _fitting(self, category: Category) -> Category:
        others = [one for one in self.items if one.category_id != category.category_id]
        if any(folded(one.name) == folded(category.name) for one in others):
            raise CategoryNameTaken(name=category.name)
        if category.parent_id is not None:
            parent = next((one for one in others if one.category_id == category.parent_id), None)
            if parent is None:
                raise Unprocessable.field("/parent_id", "not_found", "There is no such other category.")
            if parent.parent_id is not None or self._children(category.category_id):
                raise Unprocessable.field("/parent_id", "too_deep", "Categories have two levels.")
        return category


def folded(name: str) -> str:
    """Equal for names that people would take for the same one."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())
