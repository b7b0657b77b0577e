"""The chapter of what is sold: an offer, a coupon, a payment whose browser dies, paper, money back, and the books."""

from __future__ import annotations

import csv
import io
import secrets
import urllib.request
from datetime import UTC, datetime

import httpx

from infra.local.client import Api, Json, Refused
from infra.local.journey.checks import expect, finished, refused, soon
from infra.local.journey.tale import Tale, Unexpected

__all__ = ["sell"]

PRICE, OFF = 100_000, 10_000
COUPON = {"code": "QUAY", "kind": "fixed", "amount_minor": OFF, "currency": "INR", "limit_total": 1}
SUPPLIER = {"legal_name": "School on the Quay", "address": "Kochi", "gstin": "32AAAAA0001A1ZA"}
TEXT = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Begin."}]}]}


def sell(tale: Tale, gateway: str, admin: Api, tutor: Api, student: Api) -> None:
    """``gateway`` is where the stand-in of the payment gateway answers."""
    course_id, key = _course_is_priced(tale, gateway, admin, tutor)
    order = _coupon_is_used(tale, student, course_id)
    _payment_outlives_the_browser(tale, gateway, student, order, course_id)
    number = _invoice_comes(tale, student, order)
    _money_goes_back(tale, admin, student, order, course_id)
    _books_are_right(tale, admin, number)
    _gateway_says_the_same(tale, gateway, admin, key)


def _course_is_priced(tale: Tale, gateway: str, admin: Api, tutor: Api) -> tuple[str, tuple[str, str]]:
    with tale.step("A course is priced; the school connects its gateway and gives a coupon") as saw:
        course_id: str = tutor.post("/courses", {"title": "Splices"})["course_id"]
        topic_id = tutor.post(f"/courses/{course_id}/topics", {"title": "Ends"})["topic_id"]
        lesson = {"title": "The eye splice", "blocks": [{"type": "rich_text", "document": TEXT}]}
        tutor.post(f"/topics/{topic_id}/lessons", lesson)
        tutor.post(f"/courses/{course_id}/publish")
        offer = {"name": "All of it", "kind": "one_time", "currency": "INR", "price_minor": PRICE}
        tutor.post(f"/courses/{course_id}/offers", offer)
        admin.edit("/invoice-settings", SUPPLIER)
        key = {"key_id": f"rzp_test_{secrets.token_hex(7)}", "key_secret": secrets.token_hex(12)}
        webhook = secrets.token_hex(12)
        connection = admin.post("/payment-connections", {**key, "webhook_secret": webhook})
        url = f"{admin.url}/api/v1/webhooks/razorpay/{connection['connection_id']}"
        manner = {"key_id": key["key_id"], "url": url, "secret": webhook, "duplicates": 100, "reorder_s": 0.5}
        httpx.put(f"{gateway}/_control/webhooks", json=manner).raise_for_status()
        admin.post("/coupons", COUPON)
        expect(key["key_secret"] not in str(connection), "a secret is never shown again", connection)
        saw(f"₹{PRICE // 100:,} with tax, ₹{OFF // 100} less for one")
    return course_id, (key["key_id"], key["key_secret"])


def _coupon_is_used(tale: Tale, student: Api, course_id: str) -> Json:
    with tale.step("The student orders with the coupon") as saw:
        wish = {"course_id": course_id, "coupon_codes": ["quay"], "buyer": {"state_code": "29"}}
        key = secrets.token_hex(8)
        order, again = (student.post("/orders", wish, key=key) for _ in range(2))
        expect(order["order_id"] == again["order_id"], "the same request is one order", again)
        expect(order["amount_minor"] == PRICE - OFF, "₹100 off ₹1,000 costs ₹900", order)
        refused(lambda: student.get(f"/courses/{course_id}/learn"), 403, 404, what="reading what is not paid")
        saw("₹900 to pay; the lessons stay closed")
    return order


def _payment_outlives_the_browser(tale: Tale, gateway: str, student: Api, order: Json, course_id: str) -> None:
    with tale.step("They pay at the gateway, and the browser never comes back") as saw:
        page = f"{gateway}/pay/{order['checkout']['gateway_order_id']}"
        httpx.post(page, data={"outcome": "captured", "method": "upi"}).raise_for_status()

        def paid() -> Json | None:
            found = student.get(f"/orders/{order['order_id']}")
            return found if found["state"] == "paid" else None

        expect(soon(paid) is not None, "a webhook makes the order paid", student.get(f"/orders/{order['order_id']}"))
        expect(soon(lambda: _outline(student, course_id)) is not None, "the place in the course follows", None)
        saw("webhooks, each twice and out of order: paid, and in the course")


def _invoice_comes(tale: Tale, student: Api, order: Json) -> str:
    with tale.step("The invoice comes, as PDF") as saw:
        path = f"/orders/{order['order_id']}/invoice"
        invoice = soon(lambda: _there(student, path))
        if invoice is None:
            raise Unexpected("The invoice did not come.")
        tax = invoice["tax"]
        parts = sum(one["amount_minor"] for line in tax["lines"] for one in line["taxes"])
        parts += sum(line["taxable_minor"] for line in tax["lines"])
        expect(tax["treatment"] == "inter_state", "from Kerala to Karnataka the tax is integrated", tax)
        expect(parts == invoice["total_minor"] == PRICE - OFF, "its parts add up", invoice)
        content = _fetched(student, f"{path}/pdf")
        expect(content.startswith(b"%PDF"), "it is a PDF", content[:20])
        saw(f"{invoice['number']}, {len(content) // 1024} KB")
    return str(invoice["number"])


def _money_goes_back(tale: Tale, admin: Api, student: Api, order: Json, course_id: str) -> None:
    with tale.step("The money goes back: a credit note comes, and the access ends") as saw:
        path = f"/orders/{order['order_id']}"
        refund = admin.post(f"{path}/refunds", {}, key=secrets.token_hex(8))
        expect(refund["amount_minor"] == PRICE - OFF, "all that was paid", refund)

        def credited() -> Json | None:
            notes = student.get(f"{path}/invoice")["credit_notes"]
            return notes[0] if notes else None

        note = soon(credited)
        if note is None:
            raise Unexpected("The credit note did not come.")
        content = _fetched(student, f"{path}/credit-notes/{refund['refund_id']}/pdf")
        expect(content.startswith(b"%PDF"), "it is a PDF", content[:20])
        ended = soon(lambda: None if _outline(student, course_id) else {"ended": True})
        expect(ended is not None, "the lessons are closed again", None)
        saw(f"{note['number']}, {len(content) // 1024} KB; the lessons are closed again")


def _books_are_right(tale: Tale, admin: Api, number: str) -> None:
    with tale.step("The month's sales are a file, and what is sold less what went back is nothing") as saw:
        month = f"{datetime.now(UTC):%Y-%m}"
        totals = {}
        for kind in ("sales", "refunds"):
            wish = {"kind": kind, "form": "csv", "first_month": month, "last_month": month}
            asked = admin.post("/finance/reports", wish, key=secrets.token_hex(8))
            finished(admin, asked["job_id"])
            path = f"/finance/reports/{asked['report_id']}"
            totals[kind] = admin.get(path)["totals"]["INR"]["total_minor"]
            rows = list(csv.DictReader(io.StringIO(_fetched(admin, f"{path}/file").decode("utf-8-sig"))))
            expect(any(number in row.values() for row in rows), "the invoice stands in it", rows)
        expect(abs(totals["sales"]) == abs(totals["refunds"]) == PRICE - OFF, "they come to the same", totals)
        path = f"/analytics/organization/{admin.organization_id}/dashboard"

        def counted() -> Json | None:
            money = next((one for one in admin.get(path)["money_in_all"] if one["currency"] == "INR"), None)
            return money if money and money["refunds"] else None

        money = soon(counted) or {}
        figures = (money.get("sold_minor"), money.get("refunded_minor"), money.get("net_minor"))
        expect(figures == (PRICE - OFF, PRICE - OFF, 0), "the dashboard says what the report says", money)
        saw(f"₹{totals['sales'] // 100:,} sold, as much given back; the dashboard says so too")


def _gateway_says_the_same(tale: Tale, gateway: str, admin: Api, key: tuple[str, str]) -> None:
    with tale.step("The gateway has taken and sent back what the books say, and the books balance") as saw:
        payments = httpx.get(f"{gateway}/v1/payments", auth=key).raise_for_status().json()["items"]
        taken = sum(payment["amount"] for payment in payments if payment["captured"])
        sent_back = sum(payment["amount_refunded"] for payment in payments)
        expect((taken, sent_back) == (PRICE - OFF, PRICE - OFF), "the gateway took and sent back the price", payments)
        accounts = admin.get("/finance/balances", limit=100)["items"]
        expect(sum(account["amount_minor"] for account in accounts) == 0, "the accounts come to nothing", accounts)
        saw(f"₹{taken // 100:,} taken, ₹{sent_back // 100:,} sent back; {len(accounts)} accounts, together nothing")


def _there(who: Api, path: str) -> Json | None:
    """What is at a path, once it is."""
    try:
        return who.get(path)
    except Refused:
        return None


def _outline(student: Api, course_id: str) -> Json | None:
    return _there(student, f"/courses/{course_id}/learn")


def _fetched(who: Api, path: str) -> bytes:
    """A file, as soon as it is made."""
    link = soon(lambda: _there(who, path))
    if link is None:
        raise Unexpected(f"The file at {path} did not come.")
    with urllib.request.urlopen(link["url"]) as answer:  # a link of our own file store
        content: bytes = answer.read()
    return content
