"""The catalog over HTTP, as students and strangers find their way through it. Ends with the Lambda entry point."""

import hashlib
from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import Depends, Header, Query, Response, status
from pydantic import AfterValidator

from functions.identity import published as identity
from functions.search.domain import Filters, Sort, Wish
from functions.search.errors import CatalogNotFound, OfferNotFound
from functions.search.schemas import ComparisonOut, OfferPageOut, OffersOut, TitleSuggestionsOut
from functions.search.service import FindingService
from functions.search.tables import SearchRow
from functions.search.wiring import Finding
from shared.auth import Anyone
from shared.contract import problems
from shared.http import api_router, create_app, lambda_handler
from shared.pagination import Paging, next_cursor
from shared.ratelimit import RateLimit, limited_by_address
from shared.schemas import BodyId, Out, PathId, Printable

router = api_router("/catalog/{org_slug}", tag="Catalog")

# A whole school may sit behind one address.
searches = limited_by_address(RateLimit("search", 600, per=timedelta(minutes=1)), SearchRow)
suggestions = limited_by_address(RateLimit("suggest", 1800, per=timedelta(minutes=1)), SearchRow)
pages = limited_by_address(RateLimit("offer", 600, per=timedelta(minutes=1)), SearchRow)

PUBLIC = "public, max-age=5"
PRIVATE = "private, no-cache"
UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "It is still as the `ETag` in `If-None-Match` says."}
}

IfNoneMatch = Annotated[str | None, Header(max_length=400, description="The `ETag` of an answer that is still there.")]
Words = Annotated[str, Query(max_length=500, description="What is looked for, in any language."), Printable]
Value = Annotated[str | None, Query(min_length=1, max_length=60), Printable]


def _different(course_ids: list[str]) -> list[str]:
    if len(set(course_ids)) < len(course_ids):
        raise ValueError("must be different courses")
    return course_ids


Compared = Annotated[
    list[BodyId], Query(min_length=2, max_length=4, description="The courses to compare."), AfterValidator(_different)
]


async def _wish(
    q: Words = "",
    category: Value = None,
    difficulty: Annotated[Literal["beginner", "intermediate", "advanced"] | None, Query()] = None,
    language: Value = None,
    tag: Value = None,
    instructor: Value = None,
    min_rating: Annotated[float | None, Query(ge=1, le=5, allow_inf_nan=False, description="Stars at least.")] = None,
    free: Annotated[bool | None, Query(description="Only courses that cost nothing, or only the others.")] = None,
    max_price: Annotated[
        int | None, Query(ge=0, le=10**12, description="Costing no more, in minor units; free courses cost nothing.")
    ] = None,
    sort: Annotated[Sort, Query(description="`relevance` without `q` lists the best courses first.")] = Sort.RELEVANCE,
) -> Wish:
    return Wish(
        q,
        Filters((category,) if category else (), difficulty, language, tag, instructor, min_rating, free, max_price),
        sort,
    )


@router.get(
    "/courses",
    response_model=OffersOut,
    responses=problems(CatalogNotFound) | UNCHANGED,
    dependencies=[searches],
)
def search_courses(
    finding: Finding,
    wish: Annotated[Wish, Depends(_wish)],
    paging: Paging,
    _: Anyone,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Search an organization's courses on offer, or list them all. Slips of the pen are forgiven.

    With `facets`: for every filter the values that would leave something.
    """
    org_id, query = finding.organization.org_id, f"search|{wish}"
    start = int((paging.start(query, org_id=org_id) or {"at": "0"})["at"])
    found = finding.search(Wish(wish.text, wish.filters, wish.sort, paging.limit, start))
    end = start + len(found.hits)
    next_key = {"at": str(end)} if found.hits and end < found.total else None
    return _answer(finding, OffersOut.of(found, next_cursor(next_key, query, org_id=org_id)), if_none_match)


@router.get(
    "/suggestions",
    response_model=TitleSuggestionsOut,
    responses=problems(CatalogNotFound) | UNCHANGED,
    dependencies=[suggestions],
)
def suggest_courses(
    finding: Finding,
    _: Anyone,
    q: Words,
    most: Annotated[int, Query(ge=1, le=20, description="How many at most.")] = 8,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Suggest courses by what has been typed so far of their titles. Slips of the pen are forgiven."""
    return _answer(finding, TitleSuggestionsOut.of(finding.suggest(q, most)), if_none_match)


@router.get(
    "/comparison",
    response_model=ComparisonOut,
    responses=problems(CatalogNotFound, OfferNotFound) | UNCHANGED,
    dependencies=[pages],
)
def compare_courses(finding: Finding, _: Anyone, course_id: Compared, if_none_match: IfNoneMatch = None) -> Response:
    """Compare two to four courses."""
    return _answer(finding, ComparisonOut.of(finding.compare(course_id)), if_none_match)


@router.get(
    "/courses/{course_id}",
    response_model=OfferPageOut,
    responses=problems(CatalogNotFound, OfferNotFound) | UNCHANGED,
    dependencies=[pages],
)
def read_offer(course_id: PathId, finding: Finding, _: Anyone, if_none_match: IfNoneMatch = None) -> Response:
    """Read a course's public page: what it teaches, by whom, and its syllabus; for people and for search engines."""
    return _answer(finding, OfferPageOut.of_page(finding.read(course_id)), if_none_match)


def _answer(finding: FindingService, body: Out, if_none_match: str | None) -> Response:
    """The body with its tag, or that it is still the same. Only public catalogs may be kept by others on the way."""
    content = body.model_dump_json().encode()
    # A cursor carries the time until which it is good: it alone does not make another answer.
    lasting = body.model_dump_json(exclude={"next_cursor"}).encode()
    tag = f'"{hashlib.sha256(lasting).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": PUBLIC if finding.organization.public_catalog else PRIVATE}
    if if_none_match and (if_none_match.strip() == "*" or tag in if_none_match):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


app = create_app("search", [router], authenticate=identity.authenticate)
handler = lambda_handler(app)
