"""What each organization used, added up from log lines."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from infra.bench.prices import PRICES
from infra.config import STAGING
from infra.usage import Usage, table, usage


class Insights:
    """Answers queries as Logs Insights does, at the second time of asking."""

    def __init__(self, groups: int, rows: list[dict[str, str]], status: str = "Complete") -> None:
        self.groups = [f"/lms/staging/room-{number}" for number in range(groups)]
        self.rows, self.status = rows, status
        self.asked: list[dict[str, Any]] = []
        self._looks = 0

    def get_paginator(self, _: str) -> Any:
        pages = [{"logGroups": [{"logGroupName": name} for name in self.groups]}]
        return SimpleNamespace(paginate=lambda logGroupNamePrefix: pages)

    def start_query(self, **asked: Any) -> dict[str, str]:
        self.asked.append(asked)
        return {"queryId": "q"}

    def get_query_results(self, queryId: str) -> dict[str, Any]:
        self._looks += 1
        if self._looks % 2:
            return {"status": "Running"}
        cells = [[{"field": name, "value": value} for name, value in row.items()] for row in self.rows]
        return {"status": self.status, "results": cells}


ROWS = [
    {"org_id": "org_1", "message": "request", "times": "1000", "read": "5000", "written": "20.5", "ms": "12000"},
    {"org_id": "org_1", "message": "event.handled", "times": "10", "written": "100", "ms": "300"},
    {"org_id": "org_2", "message": "task.done", "times": "1", "read": "2", "written": "3", "ms": "4000"},
]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is there at once."""
    monkeypatch.setattr("infra.usage.time.sleep", lambda _: None)


class TestUsage:
    def test_is_added_up_for_each_organization(self) -> None:
        used = usage(STAGING, Insights(3, ROWS), since=timedelta(days=7))

        assert used == {
            "org_1": Usage(requests=1000, events=10, read=5000, written=120.5, ms=12300),
            "org_2": Usage(tasks=1, read=2, written=3, ms=4000),
        }

    def test_looks_into_fifty_groups_at_a_time(self) -> None:
        insights = Insights(70, ROWS)

        used = usage(STAGING, insights, since=timedelta(days=1))

        assert [len(asked["logGroupNames"]) for asked in insights.asked] == [50, 20]
        assert {asked["endTime"] - asked["startTime"] for asked in insights.asked} == {86_400}
        assert used["org_1"].requests == 2000

    def test_costs_what_its_units_cost(self) -> None:
        of_a_request = ("lambda request", "http api request", "cloudfront request", "waf request")
        each = sum(PRICES[price] for price in of_a_request) + 1.2e-6 * PRICES["log GB"]

        assert Usage(written=1e6).dollars == pytest.approx(0.7116)
        assert Usage(requests=1000).dollars == pytest.approx(1000 * each)
        assert Usage(ms=1000).dollars == pytest.approx(PRICES["lambda GB-second"])
        assert (Usage(read=1e6) + Usage(events=10)).dollars == pytest.approx(
            Usage(read=1e6).dollars + Usage(events=10).dollars
        )

    def test_is_shown_with_the_dearest_first(self) -> None:
        lines = list(table(usage(STAGING, Insights(1, ROWS), since=timedelta(days=7))))

        assert [line.split()[0] for line in lines] == ["organization", "org_1", "org_2"]

    def test_of_a_query_that_failed_is_no_usage(self) -> None:
        with pytest.raises(ValueError, match="Failed"):
            usage(STAGING, Insights(1, ROWS, status="Failed"), since=timedelta(days=7))
