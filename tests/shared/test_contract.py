"""What a route promises: who may call it, and which problems it answers with."""

from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends
from starlette.responses import PlainTextResponse

from shared.auth import Anyone, Caller, SignedIn, permitted
from shared.contract import (
    PROBLEM_JSON,
    ProblemOut,
    UndeclaredRoute,
    api_routes,
    example,
    guard_of,
    problems,
    require_guards,
)
from shared.errors import Conflict, NotFound, TooManyRequests
from shared.http import api_router, create_app
from shared.pagination import PageRequest, page_request
from tests.support.shelf import api as shelf_api
from tests.support.shelf.api import PLACE


class BookLent(Conflict):
    """Somebody has borrowed the book."""


class BookLost(Conflict):
    """The book is gone."""


def _app(*routers: APIRouter) -> Any:
    return create_app("shelf", routers, authenticate=shelf_api.authenticate)


class TestAnApplication:
    def test_refuses_a_route_that_does_not_say_who_may_call_it(self) -> None:
        router = api_router("/shelf", tag="Shelf")

        @router.delete("/books/{book_id}")
        def burn(book_id: str, paging: Annotated[PageRequest, Depends(page_request)]) -> None:
            """Nobody said who may."""

        with pytest.raises(UndeclaredRoute, match=r"DELETE.*/api/v1/shelf/books/\{book_id\}"):
            _app(router)

    def test_refuses_one_that_hides_in_an_included_router(self) -> None:
        outer, inner = api_router("/shelf", tag="Shelf"), APIRouter(prefix="/attic")

        @inner.get("/boxes")
        def boxes() -> None:
            """Nobody said who may."""

        outer.include_router(inner)

        with pytest.raises(UndeclaredRoute, match="/api/v1/shelf/attic/boxes"):
            _app(outer)

    def test_refuses_a_kind_of_route_that_cannot_say_it(self) -> None:
        router = api_router("/shelf", tag="Shelf")
        router.add_route("/raw", lambda request: PlainTextResponse("raw"))

        with pytest.raises(UndeclaredRoute, match="/raw"):
            _app(router)

    def test_refuses_a_mounted_application(self) -> None:
        router = api_router("/shelf", tag="Shelf")
        router.mount("/files", PlainTextResponse("files"))

        with pytest.raises(UndeclaredRoute, match="/files"):
            _app(router)

    def test_takes_routes_that_say_it_anywhere_in_their_signature(self) -> None:
        router = api_router("/shelf", tag="Shelf")

        def shelf_of(caller: SignedIn) -> str:
            return caller.org_id

        @router.get("/mine")
        def mine(shelf: Annotated[str, Depends(shelf_of)]) -> None:
            """The guard is in a dependency."""

        (route,) = api_routes(_app(router).routes)
        assert guard_of(route) is not None

    def test_shows_neither_its_documentation_nor_its_schema_by_itself(self) -> None:
        paths = {route.path for route in api_routes(shelf_api.app.routes)}

        assert not paths & {"/docs", "/redoc", "/openapi.json"}
        assert "/api/v1/shelf/books/{book_id}" in paths


class TestAGuard:
    def test_tells_what_a_route_demands(self) -> None:
        router = api_router("/shelf", tag="Shelf")

        @router.get("/public")
        def public(who: Anyone) -> None:
            """Anyone."""

        @router.get("/session")
        def session(caller: SignedIn) -> None:
            """Anybody signed in."""

        @router.get("/permission")
        def permission(caller: Annotated[Caller, permitted(PLACE)]) -> None:
            """Who has the permission."""

        require_guards(router.routes)

        guards = [guard_of(route) for route in api_routes(router.routes)]
        assert [(guard.public, guard.permission) for guard in guards if guard] == [
            (True, None),
            (False, None),
            (False, PLACE),
        ]


class TestTheProblemsOfARoute:
    def test_of_one_status_are_told_together(self) -> None:
        told = problems(BookLent, NotFound, BookLost)

        assert set(told) == {404, 409}
        assert told[409]["description"] == "Somebody has borrowed the book. The book is gone."
        assert set(told[409]["content"][PROBLEM_JSON]["examples"]) == {"book_lent", "book_lost"}

    def test_have_examples_that_look_like_the_real_ones(self) -> None:
        for kind in (BookLent, NotFound, TooManyRequests):
            ProblemOut.model_validate(example(kind))

            assert example(kind)["status"] == kind.status
