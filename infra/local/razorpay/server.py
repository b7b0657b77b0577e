"""The stand-in as a server: the REST API, the pay page at ``/pay/{order_id}``, and ``/_control`` for tests and demos.

``PUT /_control/webhooks`` says where an account's webhooks go and how (``key_id``, ``url``, ``secret``, and a manner's
fields); ``POST /_control/pay``, ``/_control/capture``, ``/_control/charge``, ``/_control/settle`` do what people, banks
and time do.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import fields
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.responses import Response as HttpResponse
from starlette.routing import Route

from infra.local.razorpay.accounts import Refused
from infra.local.razorpay.page import METHODS, OUTCOMES, pay_page, returning
from infra.local.razorpay.service import Request, Service
from infra.local.razorpay.webhooks import Manner, Post

OWN_MACHINE = {"127.0.0.1", "localhost"}


def create_app(service: Service, post: Post, *, at_end: Callable[[], None]) -> Starlette:
    """The service as an application; ``at_end`` is done when the last request is answered."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        at_end()

    async def api(request: HttpRequest) -> HttpResponse:
        asked = Request(
            method=request.method,
            path=request.url.path,
            query=dict(request.query_params),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=await request.body(),
        )
        answered = await run_in_threadpool(service.answer, asked)
        return HttpResponse(answered.body, answered.status, media_type=answered.content_type)

    async def show(request: HttpRequest) -> HttpResponse:
        _, order = service.order(request.path_params["order_id"])
        return HTMLResponse(pay_page(order, request.query_params.get("back", "")))

    async def pay(request: HttpRequest) -> HttpResponse:
        account, order = service.order(request.path_params["order_id"])
        form = dict(parse_qsl((await request.body()).decode()))
        outcome, method = form.get("outcome", ""), form.get("method", "")
        if outcome not in OUTCOMES or method not in METHODS:
            raise Refused("There is no such button.")
        payment = await run_in_threadpool(lambda: account.pay(order["id"], outcome=outcome, method=method))
        back = form.get("back", "")
        if outcome == "failed":
            return HTMLResponse(pay_page(order, back, "The payment failed. You may try again."))
        if urlsplit(back).hostname in OWN_MACHINE:
            secret = service.secret(service.key_of(account.account_id))
            return RedirectResponse(returning(back, order["id"], payment["id"], secret), 303)
        return HTMLResponse(pay_page(order, back, "Thank you."))

    async def webhooks(request: HttpRequest) -> HttpResponse:
        wish = await request.json()
        account = service.account(wish.pop("key_id"))
        known = {one.name for one in fields(Manner)}
        if not set(wish) <= known:
            raise Refused(f"A manner has only {sorted(known)}.")
        post.set(account.account_id, Manner(**wish))
        return JSONResponse({"status": "set"})

    async def act(request: HttpRequest) -> HttpResponse:
        wish: dict[str, Any] = json.loads(await request.body() or b"{}")
        account = service.account(wish.pop("key_id"))
        deed = request.path_params["deed"]
        deeds: dict[str, Callable[..., Any]] = {
            "pay": account.pay,
            "capture": account.capture,
            "charge": account.charge,
            "settle": account.settle,
        }
        if deed not in deeds:
            raise Refused("There is no such deed.", status=404)
        return JSONResponse(await run_in_threadpool(lambda: deeds[deed](**wish)))

    async def answers(_: HttpRequest) -> HttpResponse:
        return JSONResponse(post.answers)

    async def health(_: HttpRequest) -> HttpResponse:
        return JSONResponse({"status": "ready"})

    return Starlette(
        routes=[
            Route("/_health", health),
            Route("/_control/webhooks", webhooks, methods=["PUT"]),
            Route("/_control/webhooks", answers, methods=["GET"]),
            Route("/_control/{deed}", act, methods=["POST"]),
            Route("/pay/{order_id}", show, methods=["GET"]),
            Route("/pay/{order_id}", pay, methods=["POST"]),
            Route("/v1/{rest:path}", api, methods=["GET", "POST", "PATCH", "PUT", "DELETE"]),
        ],
        exception_handlers={Refused: _refusal},
        lifespan=lifespan,
    )


async def _refusal(_: HttpRequest, refused: Exception) -> HttpResponse:
    assert isinstance(refused, Refused)
    return JSONResponse({"error": {"code": refused.code, "description": str(refused)}}, refused.status)
