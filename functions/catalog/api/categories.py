"""Categories and tags over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from functions.catalog.domain.tags import LONGEST_TAG, normalized
from functions.catalog.errors import CategoriesFull, CategoryHasChildren, CategoryNameTaken, CategoryNotFound
from functions.catalog.permissions import MANAGE_CATEGORIES
from functions.catalog.schemas import CategoriesOut, CategoryChangeIn, CategoryIn, CategoryOut, TagOut
from functions.catalog.wiring import Categories
from shared.auth import Caller, SignedIn, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import BodyId, PageOut, PathId

router = api_router(tag="Categories and tags")

Manager = Annotated[Caller, permitted(MANAGE_CATEGORIES)]


@router.post(
    "/course-categories",
    status_code=201,
    response_model=CategoryOut,
    responses=problems(CategoryNameTaken, CategoriesFull, IdempotencyKeyReused),
)
def create_category(
    body: CategoryIn, _: Manager, categories: Categories, once: OnceOnly, response: Response
) -> CategoryOut:
    """Add a category, at the end unless `after` names a place."""
    category = categories.create(body.name, body.parent_id, body.place(), once=once)
    tag(response, category.revision)
    return CategoryOut.of(category)


@router.get("/course-categories", response_model=CategoriesOut, responses=problems())
def list_categories(_: SignedIn, categories: Categories) -> CategoriesOut:
    """List the categories, in order."""
    return CategoriesOut(items=[CategoryOut.of(category) for category in categories.list()])


@router.put(
    "/course-categories/{category_id}",
    response_model=CategoryOut,
    responses=problems(CategoryNotFound, CategoryNameTaken, PreconditionFailed),
)
def change_category(
    category_id: PathId,
    body: CategoryChangeIn,
    _: Manager,
    categories: Categories,
    expected: ExpectedRevision,
    response: Response,
) -> CategoryOut:
    """Rename a category, or put it elsewhere. Its courses stay in it."""
    category = categories.change(category_id, body.changes(), body.place(), expected=expected)
    tag(response, category.revision)
    return CategoryOut.of(category)


@router.delete(
    "/course-categories/{category_id}", status_code=204, responses=problems(CategoryNotFound, CategoryHasChildren)
)
def delete_category(
    category_id: PathId,
    _: Manager,
    categories: Categories,
    move_to: Annotated[
        BodyId | None,
        Query(description="The category that its courses go to; left out, the one above it, or else none."),
    ] = None,
) -> None:
    """Remove a category, or merge it into another one with `move_to`."""
    categories.delete(category_id, move_to)


@router.get("/course-tags", response_model=PageOut[TagOut], responses=problems())
def list_tags(
    caller: SignedIn,
    categories: Categories,
    paging: Paging,
    prefix: Annotated[str, Query(max_length=LONGEST_TAG, description="Only tags that begin so.")] = "",
) -> PageOut[TagOut]:
    """List the tags of the courses on offer, by name, with how many courses have each."""
    begin = normalized(prefix) if prefix.strip() else ""
    query = f"tags|{begin}"
    page = categories.list_tags(begin, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, TagOut.model_validate, query, org_id=caller.org_id)
