"""Invoices and credit notes follow from payments and refunds, once each, with consecutive numbers."""

from typing import Any

from functions.commerce.wiring import invoice_service
from shared.clock import system_clock
from tests.functions.commerce.shop import pointers, succeeded
from tests.functions.commerce.till import Till
from tests.support.world import at_once

Json = dict[str, Any]

SUPPLIER: Json = {"legal_name": "Lotus School Private Limited", "address": "Kochi", "gstin": "32AAAAA0001A1ZA"}


def registered(till: Till) -> None:
    """The school is registered in Kerala."""
    read = till.shop.admin.get("/invoice-settings")
    succeeded(till.shop.admin.put("/invoice-settings", SUPPLIER, headers={"if-match": read.headers["etag"]}))


def bought(till: Till, **wish: Any) -> Json:
    """An order that is paid and billed."""
    order = till.buy(**wish)
    succeeded(till.confirm(order, till.pay(order)))
    till.shop.world.settle()
    return order


def taxes(line: Json) -> dict[str, int]:
    """The taxes on a line, by kind."""
    return {tax["kind"]: tax["amount_minor"] for tax in line["taxes"]}


def invoice(till: Till, order: Json) -> Json:
    found: Json = succeeded(till.shop.student.get(f"/orders/{order['order_id']}/invoice")).json()
    return found


class TestAnInvoice:
    def test_follows_from_the_payment_with_the_tax_of_the_buyers_state(self, till: Till) -> None:
        registered(till)

        found = invoice(till, bought(till, buyer={"name": "Meera Nair", "state_code": "29"}))

        assert found["number"].startswith("INV/")
        assert found["number"].endswith("/000001")
        [line] = found["tax"]["lines"]
        assert (found["tax"]["treatment"], found["tax"]["place_of_supply"]) == ("inter_state", "29")
        assert (line["taxable_minor"], taxes(line)) == (84_746, {"igst": 15_254})
        assert (found["total_minor"], found["buyer"]["name"]) == (100_000, "Meera Nair")
        assert found["supplier"]["gstin"] == SUPPLIER["gstin"]

    def test_of_a_school_that_is_not_registered_has_no_tax(self, till: Till) -> None:
        found = invoice(till, bought(till))

        [line] = found["tax"]["lines"]
        assert (found["tax"]["treatment"], line["taxable_minor"], taxes(line)) == ("unregistered", 100_000, {})

    def test_stays_as_it_was_when_the_school_moves(self, till: Till) -> None:
        order = bought(till)
        registered(till)

        assert invoice(till, order)["supplier"]["gstin"] is None

    def test_is_issued_once_however_often_the_news_comes(self, till: Till) -> None:
        order = bought(till)
        service = invoice_service(till.shop.org.org_id)

        again = at_once(8, lambda _: service.issue(order["order_id"], at=system_clock.now()))

        assert {one.number for one in again if one} == {invoice(till, order)["number"]}

    def test_is_its_buyers_and_the_administrators(self, till: Till) -> None:
        path = f"/orders/{bought(till)['order_id']}/invoice"
        other = till.shop.world.actor("student", of=till.shop.org)

        assert till.shop.admin.get(path).status_code == 200
        assert other.get(path).status_code == 404
        assert till.shop.world.actor("org_admin").get(path).status_code == 404

    def test_is_not_there_before_the_payment(self, till: Till) -> None:
        answer = till.shop.student.get(f"/orders/{till.buy()['order_id']}/invoice")

        assert (answer.status_code, answer.code) == (404, "invoice_not_found")


class TestNumbers:
    def test_of_twelve_at_once_have_neither_gap_nor_double(self, till: Till) -> None:
        buyers = [till.shop.world.actor("student", of=till.shop.org) for _ in range(12)]
        orders = [till.buy(buyer) for buyer in buyers]
        for buyer, order in zip(buyers, orders, strict=True):
            succeeded(till.confirm(order, till.pay(order), by=buyer))
        till.shop.world.process.skip_news()
        service = invoice_service(till.shop.org.org_id)

        issued = at_once(12, lambda number: service.issue(orders[number]["order_id"], at=system_clock.now()))

        counts = sorted(int(one.number.rpartition("/")[2]) for one in issued if one)
        assert counts == list(range(1, 13))
        month = issued[0].issued_at.strftime("%Y-%m") if issued[0] else ""
        listed = till.shop.admin.get("/invoices", params={"month": month, "limit": 100}).json()["items"]
        assert [int(one["number"].rpartition("/")[2]) for one in listed] == counts


class TestACreditNote:
    def test_takes_back_tax_and_price_in_proportion_to_the_last_paisa(self, till: Till) -> None:
        registered(till)
        order = bought(till, buyer={"state_code": "32"})
        for amount in (33_333, 33_333, 33_334):
            succeeded(till.refund(order, amount_minor=amount))
            till.shop.world.settle()

        found = invoice(till, order)
        notes = found["credit_notes"]

        assert [note["total_minor"] for note in notes] == [33_333, 33_333, 33_334]
        assert [int(note["number"].rpartition("/")[2]) for note in notes] == [1, 2, 3]
        [whole] = found["tax"]["lines"]
        parts = [line for note in notes for line in note["tax"]["lines"]]
        assert sum(part["taxable_minor"] for part in parts) == whole["taxable_minor"]
        for kind, amount in taxes(whole).items():
            assert sum(taxes(part)[kind] for part in parts) == amount
        assert found["credited_minor"] == found["total_minor"]

    def test_is_issued_once_for_a_refund(self, till: Till) -> None:
        order = bought(till)
        refund = succeeded(till.refund(order)).json()
        till.shop.world.settle()
        service = invoice_service(till.shop.org.org_id)

        at_once(6, lambda _: service.credit(order["order_id"], refund["refund_id"], 100_000, at=system_clock.now()))

        assert len(invoice(till, order)["credit_notes"]) == 1


class TestWhoSells:
    def test_is_refused_with_a_gstin_that_is_none(self, till: Till) -> None:
        wrong = {**SUPPLIER, "gstin": "32AAAAA0000A1Z5"}

        answer = till.shop.admin.put("/invoice-settings", wrong, headers={"if-match": '"rev-0"'})

        assert (answer.status_code, pointers(answer)) == (422, ["/gstin"])

    def test_is_changed_by_nobody_who_has_not_read_it(self, till: Till) -> None:
        registered(till)

        answer = till.shop.admin.put("/invoice-settings", SUPPLIER, headers={"if-match": '"rev-0"'})

        assert answer.status_code == 412
