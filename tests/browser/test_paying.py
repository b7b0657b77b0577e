"""A person pays, on the deployed product with the gateway's stand-in: by clicking, and with a browser that dies."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import OrganizationForm, Person, register_organization, register_student
from shared.ids import new_id
from tests.support.browser import browser

Json = dict[str, Any]
ADMIN = Person("Kavita", "kavita@market.example.org", "seven ripe mangoes a day")
STUDENTS = [Person(f"Meera {n}", f"meera{n}@market.example.org", "seven ripe mangoes a day") for n in range(3)]
KEY = {"key_id": "rzp_test_systemtest0001", "key_secret": "thisissupersecret", "webhook_secret": "signed-with-this"}


@dataclass(frozen=True)
class Stall:
    """A course that is sold, and three people who want it."""

    cloud: LocalCloud
    admin: Api
    students: list[Api]
    course_id: str
    connection_id: str

    def manner(self, **more: Any) -> None:
        """Say how webhooks come."""
        url = f"{self.cloud.url}/api/v1/webhooks/razorpay/{self.connection_id}"
        manner = {"key_id": KEY["key_id"], "url": url, "secret": KEY["webhook_secret"], **more}
        httpx.put(f"{self.cloud.razorpay_url}/_control/webhooks", json=manner, timeout=60).raise_for_status()

    def order(self, number: int) -> Json:
        """One of them orders."""
        wish = {"course_id": self.course_id, "buyer": {"state_code": "29"}}
        return self.students[number].post("/orders", wish, key=new_id("key"))

    def page(self, order: Json, back: str = "") -> str:
        """Where it is paid."""
        return f"{self.cloud.razorpay_url}/pay/{order['checkout']['gateway_order_id']}?back={back}"

    def becomes(self, number: int, order: Json, value: object, *, field: str = "state", seconds: float = 120) -> None:
        """Wait until the order is so."""
        end = time.monotonic() + seconds
        while (found := self.students[number].get(f"/orders/{order['order_id']}")[field]) != value:
            assert time.monotonic() < end, found
            time.sleep(0.3)


@pytest.fixture(scope="module")
def stall(cloud: LocalCloud) -> Iterator[Stall]:
    """Everything over the API, as people do it."""
    visitor = Api(cloud.url)
    admin = register_organization(visitor, cloud.mails, OrganizationForm(name="Market", slug="market"), ADMIN)
    students = [register_student(visitor, cloud.mails, "market", person) for person in STUDENTS]
    course_id = admin.post("/courses", {"title": "Splices"})["course_id"]
    topic_id = admin.post(f"/courses/{course_id}/topics", {"title": "Ends"})["topic_id"]
    text = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Begin."}]}]}
    lesson = {"title": "The eye splice", "blocks": [{"type": "rich_text", "document": text}]}
    admin.post(f"/topics/{topic_id}/lessons", lesson)
    admin.post(f"/courses/{course_id}/publish")
    priced = {"name": "All of it", "kind": "one_time", "currency": "INR", "price_minor": 49_900}
    admin.post(f"/courses/{course_id}/offers", priced)
    connection_id = admin.post("/payment-connections", KEY)["connection_id"]
    yield Stall(cloud, admin, students, course_id, connection_id)
    visitor.close()


class TestPaying:
    @pytest.mark.with_browser
    def test_by_clicking_brings_the_browser_back_with_a_proof(self, stall: Stall, tmp_path: Path) -> None:
        stall.manner(losses=100)
        order = stall.order(0)

        with browser() as person:
            person.open(stall.page(order, back=f"{stall.cloud.url}/thanks"))
            picture = person.picture(tmp_path / "page.png")
            person.click("#captured")
            person.wait_for("location.search.includes('razorpay_signature')")
            query = httpx.URL(person.evaluate("location.href")).params

        brought = {name: query[f"razorpay_{name}"] for name in ("payment_id", "order_id", "signature")}
        body = {f"razorpay_{name}": value for name, value in brought.items()}
        paid = stall.students[0].put(f"/orders/{order['order_id']}/payment", body)
        assert picture.stat().st_size > 5_000
        assert (paid["state"], paid["amount_minor"]) == ("paid", 49_900)

    @pytest.mark.with_browser
    def test_with_a_browser_that_dies_is_heard_of_by_webhooks_that_come_twice_and_out_of_order(
        self, stall: Stall
    ) -> None:
        stall.manner(duplicates=100, reorder_s=1.0, delay_s=0.5)
        order = stall.order(1)

        with browser() as person:
            person.open(stall.page(order))
            person.click("#failed")
            person.wait_for("document.querySelector('#said') !== null")
            person.click("#captured")
            person.wait_for("document.body.innerText.includes('Thank you') || document.querySelector('#done') !== null")
            person.kill()

        stall.becomes(1, order, "paid")
        stall.becomes(1, order, 1, field="failed_payments")

    def test_is_refunded_and_the_refund_is_heard(self, stall: Stall) -> None:
        stall.manner()
        order = stall.order(2)
        gateway_order_id = order["checkout"]["gateway_order_id"]
        pay = {"key_id": KEY["key_id"], "order_id": gateway_order_id}
        httpx.post(f"{stall.cloud.razorpay_url}/_control/pay", json=pay, timeout=60).raise_for_status()
        stall.becomes(2, order, "paid")

        refund = stall.admin.post(f"/orders/{order['order_id']}/refunds", {}, key=new_id("key"))

        assert refund["state"] == "processed"
        stall.becomes(2, order, "refunded")

    def test_answers_of_the_door_are_all_good(self, stall: Stall) -> None:
        """Those that came within the seconds that Razorpay waits; to which none came in time, was said again."""
        tries = httpx.get(f"{stall.cloud.razorpay_url}/_control/webhooks", timeout=60).json()

        assert {status for _, status in tries if status} == {200}
