"""The books follow the money: whatever is paid and goes back is posted with it, and everything adds up to zero."""

from typing import Any

from events.learning import EnrolmentRefused
from functions.commerce.domain.ledger import GATEWAY, OWED_BACK, REFUNDS, REVENUE
from functions.commerce.domain.orders import OrderState
from functions.commerce.handlers import listener
from functions.commerce.repository.ledger import LedgerRepository
from shared.clock import system_clock
from shared.events import DomainEvent
from shared.ids import new_id
from tests.functions.commerce.shop import succeeded
from tests.functions.commerce.till import Till
from tests.support.books import balances_in

Json = dict[str, Any]

SUPPLIER: Json = {"legal_name": "Lotus School", "address": "Kochi", "gstin": "32AAAAA0001A1ZA"}


def balances(till: Till) -> dict[str, int]:
    """What every account amounts to, in rupees' hundredths."""
    return {account: amount for (account, _), amount in balances_in(LedgerRepository(till.shop.org.org_id)).items()}


def fees(till: Till) -> int:
    """What the gateway kept of all payments, by its own word."""
    return sum(int(one["fee"]) for one in till.account.payments.values() if one["captured"])


def at_the_gateway(till: Till) -> int:
    """What was captured less its fees and what went back, by the gateway's own word."""
    captured = sum(int(one["amount"]) for one in till.account.payments.values() if one["captured"])
    return (
        captured
        - fees(till)
        - sum(int(one["amount"]) for one in till.account.refunds.values() if one["status"] == "processed")
    )


def paid(till: Till, **wish: Any) -> Json:
    order = till.buy(**wish)
    succeeded(till.confirm(order, till.pay(order)))
    return order


class TestTheBooks:
    def test_hold_a_sale_with_its_taxes(self, till: Till) -> None:
        read = till.shop.admin.get("/invoice-settings")
        succeeded(till.shop.admin.put("/invoice-settings", SUPPLIER, headers={"if-match": read.headers["etag"]}))

        paid(till, buyer={"state_code": "32"})

        found = balances(till)
        assert found[GATEWAY] == at_the_gateway(till) == 100_000 - fees(till)
        assert (found[REVENUE], found["output_tax:cgst"], found["output_tax:sgst"]) == (-84_746, -7_627, -7_627)
        assert sum(found.values()) == 0

    def test_hold_nothing_any_more_once_everything_went_back_in_pieces(self, till: Till) -> None:
        order = paid(till)
        for amount in (33_333, 33_333, 33_334):
            succeeded(till.refund(order, amount_minor=amount))

        found = balances(till)

        assert found[GATEWAY] == at_the_gateway(till) == -fees(till)
        assert found[REVENUE] + found[REFUNDS] == 0
        assert sum(found.values()) == 0

    def test_hold_what_is_owed_back_until_it_went(self, till: Till) -> None:
        order = till.buy()
        till.pay(order)
        till.pay(order)

        till.deliver()

        found = balances(till)
        assert found[GATEWAY] == at_the_gateway(till) == 100_000 - fees(till)
        assert found[OWED_BACK] == 0
        assert sum(found.values()) == 0

    def test_say_the_same_however_often_the_news_comes(self, till: Till) -> None:
        paid(till)
        till.deliver()
        before = balances(till)

        till.deliver()

        assert balances(till) == before


class TestAPlaceThatCannotBeGiven:
    def test_is_paid_back_once(self, till: Till) -> None:
        order = paid(till)
        refused = EnrolmentRefused(
            order_id=order["order_id"],
            course_id=till.shop.course_id,
            user_id=till.shop.student.user_id,
            reason="full",
        )

        for _ in range(2):
            listener.handle(refused.detail_type(), _envelope(refused, till.shop.org.org_id))

        assert till.order(order).state is OrderState.REFUNDED
        assert at_the_gateway(till) == -fees(till)


def _envelope(event: DomainEvent, org_id: str) -> Json:
    """The event as it comes from the bus."""
    nobody = {"actor_id": "", "request_id": "req_1", "correlation_id": "req_1", "revision": 1}
    sent = {"event_id": new_id("evt"), "occurred_at": system_clock.now().isoformat(), "org_id": org_id}
    return {**nobody, **sent, "data": event.model_dump(mode="json")}
