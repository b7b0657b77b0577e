"""What people earn, when it is due, and that nobody is paid twice for it."""

from typing import Any

from functions.commerce.domain.ledger import FEES, INSTRUCTOR_SHARES, balances_of, payable
from functions.commerce.repository.ledger import LedgerRepository
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.commerce.shop import pointers, succeeded
from tests.functions.commerce.till import Till
from tests.support.actors import Actor
from tests.support.books import balances_in
from tests.support.client import Answer
from tests.support.world import at_once

Json = dict[str, Any]
SUPPLIER: Json = {"legal_name": "Lotus School", "address": "Kochi", "gstin": "32AAAAA0001A1ZA"}
TAXABLE = 84_746


def taught(till: Till, share_bp: int = 4_000, revision: int = 1) -> None:
    """The tutor has a share of what the course is sold for; the school is registered."""
    path = f"/courses/{till.shop.course_id}/instructors/{till.shop.tutor.user_id}"
    expected = {"if-match": f'"rev-{revision}"'}
    succeeded(till.shop.admin.put(path, {"revenue_share_bp": share_bp}, headers=expected))
    settings = till.shop.admin.get("/invoice-settings")
    succeeded(till.shop.admin.put("/invoice-settings", SUPPLIER, headers={"if-match": settings.headers["etag"]}))


def bought(till: Till, by: Actor | None = None) -> Json:
    """An order that is paid and billed."""
    order = till.buy(by)
    succeeded(till.confirm(order, till.pay(order), by=by))
    till.shop.world.settle()
    return order


def window_over(till: Till) -> None:
    """Nothing can be given back by who bought it any more."""
    read = succeeded(till.shop.admin.get("/refund-policy"))
    policy = {**read.json(), "window_days": 0}
    policy.pop("updated_at")
    succeeded(till.shop.admin.put("/refund-policy", policy, headers={"if-match": read.headers["etag"]}))


def statement(till: Till) -> Json:
    """The tutor's own, of this month."""
    [found] = succeeded(till.shop.tutor.get("/earnings")).json()["items"]
    return dict(found)


def pay(till: Till, amount: int, key: str | None = None, by: Actor | None = None) -> Answer:
    body = {"user_id": till.shop.tutor.user_id, "currency": "INR", "amount_minor": amount, "reference": "UTR 1"}
    return (by or till.shop.admin).post("/finance/payouts", body, headers={"idempotency-key": key or new_id("key")})


def balances(till: Till) -> dict[str, int]:
    return {account: amount for (account, _), amount in balances_in(LedgerRepository(till.shop.org.org_id)).items()}


class TestAShare:
    def test_is_earned_with_the_sale_and_held_until_it_cannot_go_back(self, till: Till) -> None:
        taught(till)
        bought(till)

        held = statement(till)
        window_over(till)
        path = f"/finance/statements/{till.shop.tutor.user_id}"
        due = till.shop.admin.get(path, params={"month": held["month"]}).json()["items"][0]

        share = TAXABLE * 4_000 // 10_000
        assert (held["earned_minor"], held["held_minor"], held["due_minor"]) == (share, share, 0)
        assert (due["closing_minor"], due["held_minor"], due["due_minor"]) == (share, 0, share)

    def test_goes_back_with_the_refund_to_the_last_paisa(self, till: Till) -> None:
        taught(till, 3_333)
        order = bought(till)

        for amount in (33_333, 33_333, 33_334):
            succeeded(till.refund(order, amount_minor=amount))
            till.shop.world.settle()

        found = statement(till)
        assert found["earned_minor"] == found["taken_back_minor"] == TAXABLE * 3_333 // 10_000
        assert balances(till)[INSTRUCTOR_SHARES] == balances(till)[payable(till.shop.tutor.user_id)] == 0

    def test_is_what_it_was_when_it_was_bought(self, till: Till) -> None:
        taught(till, 4_000)
        order = till.buy()
        taught(till, 1_000, revision=2)
        succeeded(till.confirm(order, till.pay(order)))

        assert statement(till)["earned_minor"] == TAXABLE * 4_000 // 10_000

    def test_is_seen_sale_by_sale_by_who_earned_it(self, till: Till) -> None:
        taught(till)
        order = bought(till)

        [move] = till.shop.tutor.get("/earnings/movements").json()["items"]

        assert (move["order_id"], move["posted_as"], move["amount_minor"]) == (order["order_id"], "sale", 33_898)
        assert till.shop.student.get("/earnings").json()["items"] == []


class TestTheLedger:
    def test_says_the_same_when_it_is_added_up_from_nothing(self, till: Till) -> None:
        taught(till)
        order = bought(till)
        succeeded(till.refund(order, amount_minor=12_345))
        till.shop.world.settle()
        books = LedgerRepository(till.shop.org.org_id)

        anew = balances_of(books.each_of_month(f"{system_clock.now():%Y-%m}"))

        assert balances_in(books) == anew
        assert sum(anew.values()) == 0
        assert anew[FEES, "INR"] == 2_000

    def test_is_shown_to_finance_alone(self, till: Till) -> None:
        bought(till)

        shown = succeeded(till.shop.admin.get("/finance/balances")).json()["items"]

        assert sum(one["amount_minor"] for one in shown) == 0
        assert till.shop.tutor.get("/finance/balances").status_code == 403


class TestAPayout:
    def test_is_booked_and_lowers_what_is_due(self, till: Till) -> None:
        taught(till)
        bought(till)
        window_over(till)

        made = succeeded(pay(till, 10_000)).json()
        till.shop.world.settle()

        found, listed = statement(till), till.shop.admin.get("/finance/payouts").json()["items"]
        assert (found["paid_minor"], found["due_minor"]) == (10_000, 33_898 - 10_000)
        assert balances(till)["bank"] == -10_000
        assert [one["payout_id"] for one in listed] == [made["payout_id"]]

    def test_of_what_is_held_is_refused(self, till: Till) -> None:
        taught(till)
        bought(till)

        answer = pay(till, 1)

        assert (answer.status_code, answer.code, pointers(answer)) == (422, "payout_too_large", ["/amount_minor"])

    def test_is_made_once_by_many_at_once(self, till: Till) -> None:
        taught(till)
        bought(till)
        window_over(till)

        answers = at_once(6, lambda _: pay(till, 33_898))

        assert sorted(one.status_code for one in answers) == [201, 422, 422, 422, 422, 422]

    def test_counts_before_it_is_booked(self, till: Till) -> None:
        taught(till)
        bought(till)
        window_over(till)

        succeeded(pay(till, 33_898, "key-of-the-first"))
        again = pay(till, 33_898, "key-of-the-first")
        other = pay(till, 1)

        assert (again.status_code, other.status_code) == (201, 422)

    def test_is_noted_by_administrators_only(self, till: Till) -> None:
        assert pay(till, 1, by=till.shop.tutor).status_code == 403


class TestStatements:
    def test_of_a_month_are_listed_person_by_person(self, till: Till) -> None:
        taught(till)
        buyers = [till.shop.world.actor("student", of=till.shop.org) for _ in range(3)]
        for buyer in buyers:
            bought(till, buyer)

        items = till.shop.admin.get("/finance/statements", params={"limit": 1}).json()["items"]

        assert [(one["user_id"], one["earned_minor"]) for one in items] == [(till.shop.tutor.user_id, 3 * 33_898)]

    def test_of_another_school_are_not_there(self, till: Till) -> None:
        taught(till)
        bought(till)
        other = till.shop.world.actor("org_admin")

        answer = other.get(f"/finance/statements/{till.shop.tutor.user_id}")

        assert (answer.status_code, answer.code) == (404, "statement_not_found")
