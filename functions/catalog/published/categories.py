"""The organization's categories, and how tags are spelled."""

from functions.catalog.domain.categories import Categories, Category
from functions.catalog.domain.tags import normalized as spelled_tag
from functions.catalog.repository.categories import CategoryRepository

__all__ = [
    "Categories",
    "Category",
    "find_categories",
    "spelled_tag",
]


def find_categories(org_id: str) -> Categories:
    """The organization's categories, as they were at most five seconds ago: one read, or none."""
    return CategoryRepository(org_id).recent()
