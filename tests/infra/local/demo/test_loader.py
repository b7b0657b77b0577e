"""The demo data, loaded into the rooms in this process."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

import httpx
import pytest

from functions.identity.bootstrap import create_platform_admin
from infra.local.client import Api, Refused
from infra.local.demo import load
from infra.local.demo.cast import ORGANIZATIONS
from infra.local.demo.help import QUESTIONS
from infra.local.demo.library import course
from infra.local.demo.trade import KEY
from infra.local.people import Person
from tests.infra.local.rooms import Rooms, post, visitor
from tests.support.world import World

ENOUGH = 30  # requests after which the first run breaks off: in the middle of the second course


class Breaking(Rooms):
    """Rooms that stop answering for a while, and count what is written."""

    answers = ENOUGH
    written = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not self.answers:
            return httpx.Response(500, json={"code": "internal_error"}, request=request)
        self.answers -= 1
        self.written += request.method != "GET"
        return super().handle_request(request)


class Till:
    """The gateway's stand-in in this process. Nobody brings its webhooks; the buyer's browser comes back."""

    def __init__(self, world: World) -> None:
        self._service = world.process.razorpay
        self.urls: list[str] = []

    def send_webhooks(self, url: str) -> None:
        self.urls.append(url)

    def pay(self, gateway_order_id: str) -> Mapping[str, str]:
        payment = self._service.account(KEY["key_id"]).pay(gateway_order_id)
        signed = f"{gateway_order_id}|{payment['id']}".encode()
        return {
            "razorpay_order_id": gateway_order_id,
            "razorpay_payment_id": payment["id"],
            "razorpay_signature": hmac.digest(KEY["key_secret"].encode(), signed, "sha256").hex(),
        }


def make_platform_admin(person: Person) -> None:
    create_platform_admin(person.email, person.name, person.password)


def test_a_broken_off_run_is_completed_by_the_next_and_a_third_changes_nothing(world: World) -> None:
    rooms, till = Breaking(world), Till(world)
    api = Api("http://lms.example", transport=rooms)

    with pytest.raises(Refused, match="internal_error"):
        load(api, post(world), make_platform_admin, till)
    rooms.answers = 10_000
    logins = load(api, post(world), make_platform_admin, till)
    written = rooms.written
    assert load(api, post(world), make_platform_admin, till) == logins
    assert rooms.written - written == 2  # sign-ins: to see that it is there, and whose webhooks are to come
    assert till.urls == [till.urls[0]] * 2

    assert [login.role for login in logins] == ["platform admin", *(["org admin", "tutor", "student"] * 2)]
    for login in logins:
        me = api.sign_in(login.email, login.password).get("/auth/me")
        assert me["roles"] == [login.role.replace(" ", "_")]
    _assert_courses_and_progress(world)
    _assert_trade(world)
    _assert_help(world)


def _assert_help(world: World) -> None:
    (ensemble,) = (one for one in ORGANIZATIONS if one.helped)
    tutor = ensemble.tutor.sign_in(visitor(world))
    (course_id,) = [
        one["course_id"] for one in tutor.items("/courses") if one["title"] == course(ensemble.helped).title
    ]
    assert len(list(tutor.items(f"/ai/courses/{course_id}/question-drafts"))) > QUESTIONS // 2
    assert [order["state"] for order in tutor.items("/ai/summaries")] == ["succeeded"]


def _assert_trade(world: World) -> None:
    (trade,) = (ensemble.trade for ensemble in ORGANIZATIONS if ensemble.trade)
    (order,) = trade.buyer.sign_in(visitor(world)).items("/orders")
    assert (order["state"], order["amount_minor"]) == (
        "paid",
        trade.price_minor * (10_000 - trade.percent_bp) // 10_000,
    )


def _assert_courses_and_progress(world: World) -> None:
    for ensemble in ORGANIZATIONS:
        known = {item["title"]: item["course_id"] for item in ensemble.tutor.sign_in(visitor(world)).items("/courses")}
        assert set(known) == {course(slug).title for slug in ensemble.courses}
        for attendance in ensemble.attendance:
            plan = course(attendance.course)
            seen = attendance.student.sign_in(visitor(world)).get(f"/courses/{known[plan.title]}/learn")["progress"]
            assert (seen["completed"], seen["total"]) == (attendance.lessons_done, len(plan.lessons))
