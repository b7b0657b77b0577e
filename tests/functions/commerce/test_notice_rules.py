"""Reading what the gateway sends: its documented shapes with their traps, and what has no sense."""

import json
from typing import Any

import pytest

from functions.commerce.domain.notices import notice_id_of, read_notice
from functions.commerce.domain.payments import Progress, RefundProgress, Sighting
from functions.commerce.domain.sightings import payment_seen, refund_seen

PAYMENT: dict[str, Any] = {
    "id": "pay_00000000000001",
    "entity": "payment",
    "amount": 100,
    "currency": "INR",
    "status": "captured",
    "captured": True,
    "order_id": "order_0000000001",
    "invoice_id": None,
    "method": "netbanking",
    "notes": [],
    "fee": 2,
    "tax": 0,
    "error_code": None,
    "acquirer_data": {"bank_transaction_id": "0125836177"},
    "created_at": 1_567_674_599,
}
REFUND = {"id": "rfnd_0000000001", "payment_id": "pay_00000000000001", "amount": 40, "currency": "INR"}


def body(event: str = "payment.captured", **payload: Any) -> bytes:
    """A webhook about these things."""
    wrapped = {name: {"entity": found} for name, found in payload.items()}
    return json.dumps({"entity": "event", "event": event, "payload": wrapped, "created_at": 1_567_674_606}).encode()


class TestAPayment:
    def test_is_read_as_it_is_documented(self) -> None:
        assert payment_seen(PAYMENT) == Sighting(
            payment_id="pay_00000000000001",
            progress=Progress.CAPTURED,
            amount_minor=100,
            currency="INR",
            created_at=1_567_674_599,
            fee_minor=2,
            fee_tax_minor=0,
            method="netbanking",
        )

    @pytest.mark.parametrize("captured", [True, "1"])
    def test_that_is_authorized_and_said_to_be_captured_is(self, captured: object) -> None:
        seen = payment_seen({**PAYMENT, "status": "authorized", "captured": captured})

        assert seen is not None
        assert seen.progress is Progress.CAPTURED

    @pytest.mark.parametrize("captured", [False, "0", "", None, [], {}, 2])
    def test_that_is_authorized_is_not_captured_for_anything_else(self, captured: object) -> None:
        seen = payment_seen({**PAYMENT, "status": "authorized", "captured": captured})

        assert seen is not None
        assert seen.progress is Progress.AUTHORIZED

    @pytest.mark.parametrize(
        "odd",
        [{"fee": None, "tax": None}, {"fee": "2"}, {"fee": -1}, {"tax": 0.5}, {"notes": {"a": "b"}}, {"new": [1]}],
    )
    def test_may_have_no_fee_any_notes_and_fields_nobody_knows(self, odd: dict[str, Any]) -> None:
        seen = payment_seen({**PAYMENT, **odd})

        assert seen is not None
        assert (seen.amount_minor, seen.progress) == (100, Progress.CAPTURED)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"id": None},
            {"id": 7},
            {"id": "pay_1 OR 1"},
            {"id": "pay_\ud800\ud800"},
            {"amount": "100"},
            {"amount": 100.0},
            {"amount": True},
            {"amount": -1},
            {"amount": 2**53},
            {"currency": None},
            {"currency": "₹"},
            {"status": None},
            {"status": "sure"},
            {"status": ["captured"]},
        ],
    )
    def test_is_none_where_it_has_no_sense(self, wrong: dict[str, Any]) -> None:
        assert payment_seen({**PAYMENT, **wrong}) is None


class TestARefund:
    def test_names_ours_where_it_was_noted(self) -> None:
        noted = {"refund_id": "rfd_1234", "order_id": "ord_1234"}
        for notes, expected in ((noted, ("rfd_1234", "ord_1234")), ([], (None, None)), (None, (None, None))):
            seen = refund_seen({**REFUND, "status": "processed", "notes": notes})

            assert seen is not None
            assert (seen.refund_id, seen.order_id, seen.progress) == (*expected, RefundProgress.PROCESSED)

    def test_without_a_state_is_on_its_way(self) -> None:
        seen = refund_seen(REFUND)

        assert seen is not None
        assert seen.progress is RefundProgress.PENDING

    @pytest.mark.parametrize("found", [None, [], {}, {**REFUND, "payment_id": []}, {**REFUND, "status": "gone"}])
    def test_is_none_where_it_has_no_sense(self, found: Any) -> None:
        assert refund_seen(found) is None


class TestANotice:
    def test_is_of_the_order_that_its_payment_is_of(self) -> None:
        notice = read_notice("evt_1", body(payment=PAYMENT))

        assert notice is not None
        assert (notice.name, notice.gateway_order_id, notice.told_at) == (
            "payment.captured",
            "order_0000000001",
            1_567_674_606,
        )

    def test_of_a_charge_names_the_subscription_and_what_was_noted_with_it(self) -> None:
        subscription = {"id": "sub_00000000001", "status": "active", "paid_count": 1, "notes": []}
        for notes, noted in (([], None), ({"subscription_id": "sbn_1234"}, "sbn_1234"), ({"subscription_id": 1}, None)):
            told = body("subscription.charged", subscription={**subscription, "notes": notes}, payment=PAYMENT)
            notice = read_notice("evt_1", told)

            assert notice is not None
            assert notice.subscription is not None
            assert (notice.subscription["gateway_subscription_id"], notice.subscription["subscription_id"]) == (
                "sub_00000000001",
                noted,
            )

    @pytest.mark.parametrize(
        "found", [b"", b"{", b"null", b"7", b"[]", b'{"event":7}', b'{"event":"a b"}', b"[" * 10**5]
    )
    def test_is_none_where_it_has_no_name(self, found: bytes) -> None:
        assert read_notice("evt_1", found) is None

    def test_is_known_by_its_header_and_else_by_its_bytes(self) -> None:
        assert notice_id_of("evt_0123456789", b"{}") == "evt_0123456789"
        by_bytes = notice_id_of(None, b"{}")
        for header in ("", "short", "a b c d e f", "x" * 65, "évt_0123456789", "../../../etc"):
            assert notice_id_of(header, b"{}") == by_bytes
        assert notice_id_of(None, b"{} ") != by_bytes
