"""What of an archive is looked up in the organization that it comes to."""

from functions.catalog.repository.categories import CategoryRepository
from functions.catalog.repository.courses import CourseRepository
from shared.listing import PageKey

MOST_LOOKED_AT = 1000
"""Of an organization's courses, the newest so many are compared with an archive."""
AT_ONCE = 100


class Surroundings:
    """One tenant's courses and categories, as far as archives speak of them by name."""

    def __init__(self, courses: CourseRepository, categories: CategoryRepository) -> None:
        self._courses = courses
        self._categories = categories

    def has_title(self, title: str) -> bool:
        """Whether one of the newest courses is called so."""
        start: PageKey = None
        for _ in range(MOST_LOOKED_AT // AT_ONCE):
            page = self._courses.list_all(None, limit=AT_ONCE, start=start)
            if any(course.title.casefold() == title.casefold() for course in page.items):
                return True
            start = page.next_key
            if start is None:
                return False
        return False

    def category_name(self, category_id: str) -> str | None:
        """What the category is called that this id stands for by now."""
        categories = self._categories.read()
        meant = categories.meant_by(category_id)
        found = categories.find(meant) if meant else None
        return found.name if found else None

    def category_id(self, name: str) -> str | None:
        """The category that is called so; of several, the first."""
        named = (one for one in self._categories.read().items if one.name.casefold() == name.casefold())
        found = next(named, None)
        return found.category_id if found else None
