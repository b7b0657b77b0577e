"""Categories: what an organization sorts its courses into."""

from collections.abc import Mapping, Sequence

from functions.catalog.domain.categories import Categories, Category
from functions.catalog.domain.tags import TagCount
from functions.catalog.repository.categories import CategoryRepository
from functions.catalog.repository.tags import TagRepository
from functions.catalog.service.editing import Place
from shared.dynamo import undisturbed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


class CategoryService:
    """One tenant's categories and tags. Who may change categories is said at the door."""

    def __init__(self, repository: CategoryRepository, tags: TagRepository) -> None:
        self._repository = repository
        self._tags = tags

    def list(self) -> Sequence[Category]:
        """All categories, in order."""
        return self._repository.read().items

    def create(self, name: str, parent_id: str | None, place: Place | None, *, once: Once) -> Category:
        """Add a category, at the end unless a place is named."""
        category = Category(category_id=new_id("cat"), name=name, parent_id=parent_id)

        def attempt() -> Category:
            # A request that comes again finds its own name taken.
            if made := self._repository.made_before(once):
                return self._repository.read().get(made)
            categories = _placed(self._repository.read().add(category), category.category_id, place)
            made = self._repository.add(categories, category.category_id, once)
            return category if made == category.category_id else self._repository.read().get(made)

        return undisturbed(attempt)

    def change(
        self, category_id: str, changes: Mapping[str, object], place: Place | None, *, expected: int
    ) -> Category:
        """Rename a category, or put it elsewhere, if it is still at the expected revision. Its courses stay in it."""

        def attempt() -> Category:
            categories = self._repository.read()
            category = categories.get(category_id)
            if category.revision != expected:
                raise PreconditionFailed(category_id=category_id, current_revision=category.revision)
            changed = category.model_copy(update=dict(changes))
            moved = _placed(categories.replace(changed), category_id, place)
            if moved == categories:
                return category
            changed = changed.model_copy(update={"revision": expected + 1})
            self._repository.save(moved.replace(changed))
            return changed

        return undisturbed(attempt)

    def delete(self, category_id: str, move_to: str | None) -> None:
        """Remove a category that has none below it. Its courses go to another one."""
        undisturbed(lambda: self._repository.save(self._repository.read().remove(category_id, move_to)))

    def list_tags(self, prefix: str, *, limit: int, start: PageKey) -> Listed[TagCount]:
        """The tags of the courses on offer, by name."""
        return self._tags.list(prefix, limit=limit, start=start)


def _placed(categories: Categories, category_id: str, place: Place | None) -> Categories:
    return categories.put_after(category_id, place.after) if place else categories
