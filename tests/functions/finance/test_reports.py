"""Reports: made by a workflow, right to the paisa, harmless in a spreadsheet, fetched for fifteen minutes."""

import csv
import io
from typing import Any

import pytest

from functions.commerce.domain.ledger import REFUNDS, REVENUE
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.wiring import sweeping_service
from functions.finance.domain.reports import ReportKind
from functions.finance.tasks import handler as run_task
from infra.local.oneprocess.running import running_as
from shared.clock import system_clock
from shared.fetching import fetched
from shared.ids import new_id
from tests.functions.commerce.shop import pointers, succeeded
from tests.functions.commerce.till import Till
from tests.functions.finance.test_payouts import bought, taught
from tests.support.books import balances_in

Json = dict[str, Any]
EVIL = '=HYPERLINK("http://evil.example","Meera")'


def month() -> str:
    return f"{system_clock.now():%Y-%m}"


def wish(kind: str, form: str = "csv") -> Json:
    return {"kind": kind, "form": form, "first_month": month(), "last_month": month()}


def report(till: Till, kind: str, form: str = "csv") -> Json:
    """A report that is made."""
    asked = succeeded(till.shop.admin.post("/finance/reports", wish(kind, form))).json()
    till.shop.world.settle()
    found: Json = succeeded(till.shop.admin.get(f"/finance/reports/{asked['report_id']}")).json()
    assert found["state"] == "succeeded"
    return found


def content(till: Till, made: Json) -> bytes:
    url = succeeded(till.shop.admin.get(f"/finance/reports/{made['report_id']}/file")).json()["url"]
    with fetched(url) as stream:
        return stream.read()


def table(till: Till, kind: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(till, report(till, kind)).decode("utf-8-sig"))))


class TestAReport:
    @pytest.mark.parametrize("kind", list(ReportKind))
    @pytest.mark.parametrize(("form", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("parquet", b"PAR1")])
    def test_is_made_in_every_form(self, till: Till, kind: str, form: str, begins: bytes) -> None:
        assert content(till, report(till, kind, form)).startswith(begins)

    def test_is_a_job_until_it_is_made(self, till: Till) -> None:
        asked = till.shop.admin.post("/finance/reports", wish("sales"))
        early = till.shop.admin.get(f"/finance/reports/{asked.json()['report_id']}/file")
        till.shop.world.settle()

        job = succeeded(till.shop.admin.get(f"/jobs/{asked.json()['job_id']}")).json()

        assert (asked.status_code, early.status_code, early.code) == (202, 409, "report_not_ready")
        assert (job["state"], job["result"]["report_id"]) == ("succeeded", asked.json()["report_id"])

    def test_can_be_fetched_for_fifteen_minutes(self, till: Till) -> None:
        made = report(till, "sales")
        url = till.shop.admin.get(f"/finance/reports/{made['report_id']}/file").json()["url"]

        assert "X-Amz-Expires=900" in url
        with till.shop.world.later(minutes=16), pytest.raises(OSError, match="expired"), fetched(url):
            pass

    def test_is_asked_for_once_under_a_key(self, till: Till) -> None:
        once = {"idempotency-key": new_id("key")}

        first, second = (till.shop.admin.post("/finance/reports", wish("gst"), headers=once) for _ in range(2))

        assert first.json()["report_id"] == second.json()["report_id"]

    def test_is_made_once_however_often_its_task_runs(self, till: Till) -> None:
        made = report(till, "sales")
        event = {"task": "make_report", "org_id": till.shop.org.org_id, "report_id": made["report_id"]}

        with running_as("finance-tasks"):
            answer = run_task(event, None)

        assert answer == {"status": "done"}
        assert till.shop.admin.get(f"/finance/reports/{made['report_id']}").json() == made

    def test_that_cannot_be_made_says_so(self, till: Till) -> None:
        asked = succeeded(till.shop.admin.post("/finance/reports", wish("sales"))).json()
        till.shop.world.process.skip_news()
        event = {"task": "abandon_report", "org_id": till.shop.org.org_id, "report_id": asked["report_id"]}

        with running_as("finance-tasks"):
            run_task(event, None)

        assert till.shop.admin.get(f"/jobs/{asked['job_id']}").json()["problem"]["code"] == "report_failed"

    @pytest.mark.parametrize(
        ("first", "last"), [("2026-05", "2026-04"), ("2025-01", "2026-01"), ("2099-01", "2099-01")]
    )
    def test_of_no_sound_period_is_refused(self, till: Till, first: str, last: str) -> None:
        asked = {**wish("sales"), "first_month": first, "last_month": last}

        answer = till.shop.admin.post("/finance/reports", asked)

        assert (answer.status_code, pointers(answer)) == (422, ["/last_month"])

    def test_is_seen_by_administrators_of_its_school_alone(self, till: Till) -> None:
        path = f"/finance/reports/{report(till, 'sales')['report_id']}"

        assert till.shop.tutor.get(path).status_code == 403
        assert till.shop.world.actor("org_admin").get(path).status_code == 404


class TestSales:
    def test_add_up_to_what_the_ledger_says(self, till: Till) -> None:
        taught(till)
        for _ in range(3):
            bought(till, till.shop.world.actor("student", of=till.shop.org))

        made = report(till, "sales")

        rows, totals = table(till, "sales"), made["totals"]["INR"]
        books = balances_in(LedgerRepository(till.shop.org.org_id))
        assert sum(int(row["total_minor"]) for row in rows) == totals["total_minor"] == 300_000
        assert totals["taxable_minor"] == -books[REVENUE, "INR"]
        assert (made["rows"], {row["description"] for row in rows}) == (3, {"Cells"})

    def test_calculate_nothing_in_a_spreadsheet(self, till: Till) -> None:
        order = till.buy(buyer={"name": EVIL, "state_code": "29"})
        succeeded(till.confirm(order, till.pay(order)))
        till.shop.world.settle()

        [row] = table(till, "sales")

        assert row["buyer"] == f"'{EVIL}"


class TestRefunds:
    def test_add_up_to_what_went_back(self, till: Till) -> None:
        taught(till)
        order = bought(till)
        for amount in (10_001, 20_002):
            succeeded(till.refund(order, amount_minor=amount))
            till.shop.world.settle()

        made = report(till, "refunds")

        books = balances_in(LedgerRepository(till.shop.org.org_id))
        assert made["totals"]["INR"]["total_minor"] == 30_003
        assert made["totals"]["INR"]["taxable_minor"] == books[REFUNDS, "INR"]


class TestTaxes:
    def test_are_told_one_by_one_for_the_registered_and_in_sums_for_others(self, till: Till) -> None:
        taught(till)
        whole = {"name": "A firm", "state_code": "29", "gstin": "29AAGCB7383J1Z4", "address": "Bengaluru"}
        for buyer in (whole, {"state_code": "29"}, {"state_code": "32"}, {"state_code": "32"}, {"country": "GB"}):
            person = till.shop.world.actor("student", of=till.shop.org)
            order = till.buy(person, buyer=buyer)
            succeeded(till.confirm(order, till.pay(order), by=person))
        till.shop.world.settle()
        succeeded(till.refund(order, amount_minor=100_000))
        till.shop.world.settle()

        rows = table(till, "gst")

        found = [(row["section"], row["place_of_supply"], row["rate_bp"], row["taxable_minor"]) for row in rows]
        assert ("b2b", "29-Karnataka", "1800", "84746") in found
        assert ("b2cs", "29-Karnataka", "1800", "84746") in found
        assert ("b2cs", "32-Kerala", "1800", str(2 * 84_746)) in found
        assert ("exp", "96-Other Countries", "0", "100000") in found
        assert ("cdnur", "96-Other Countries", "0", "100000") in found
        taxes = [row for row in rows if row["section"] not in {"hsn", "docs"}]
        assert ("hsn", "", "1800", str(4 * 84_746)) in found
        assert {row["currency"] for row in rows if row["section"] == "hsn"} == {"INR"}
        owed = balances_in(LedgerRepository(till.shop.org.org_id))
        assert sum(int(row["igst_minor"]) for row in taxes) == -owed["output_tax:igst", "INR"]
        assert sum(int(row["cgst_minor"]) for row in taxes) == -owed["output_tax:cgst", "INR"]
        assert [row["documents"] for row in rows if row["section"] == "docs"] == ["5", "1"]


class TestPayouts:
    def test_add_up_to_what_is_owed(self, till: Till) -> None:
        taught(till)
        order = bought(till)
        succeeded(till.refund(order, amount_minor=50_000))
        till.shop.world.settle()

        [row] = table(till, "payouts")

        owed = balances_in(LedgerRepository(till.shop.org.org_id))[f"payable:{till.shop.tutor.user_id}", "INR"]
        assert (row["user_id"], int(row["change_minor"])) == (till.shop.tutor.user_id, -owed)


class TestSettlements:
    def test_say_what_matches_and_what_is_missing_on_either_side(self, till: Till) -> None:
        matched = till.pay(till.buy())
        till.deliver()
        buyer = till.shop.world.actor("student", of=till.shop.org)
        foreign = till.pay(till.buy(buyer))
        till.account.settle()
        sweep(till, but=foreign)
        late = till.pay(till.buy(till.shop.world.actor("student", of=till.shop.org)))
        till.deliver([event for event in till.events if late["id"].encode() in event.body])

        found = {row["movement_id"]: row for row in table(till, "settlements")}

        assert found[matched["id"]]["verdict"] == "matched"
        assert found[foreign["id"]]["verdict"] == "missing_here"
        assert found[late["id"]]["verdict"] == "missing_there"

    def test_say_where_the_amount_differs(self, till: Till) -> None:
        payment = till.pay(till.buy())
        till.deliver()
        till.account.settle()
        till.account.settled[0]["amount"] += 1
        sweep(till)

        [row] = table(till, "settlements")

        assert (row["movement_id"], row["verdict"], row["differs_minor"]) == (payment["id"], "amount_differs", "-1")


def sweep(till: Till, but: Json | None = None) -> None:
    """Ask the gateway for all that it has; of one payment it says nothing but in the settlement."""
    hidden = till.account.payments.pop(but["id"]) if but else None
    for _ in range(2):
        sweeping_service(till.shop.org.org_id).sweep(till.connection_id)
    if hidden:
        till.account.payments[hidden["id"]] = hidden
