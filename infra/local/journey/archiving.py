"""The chapter of what is kept: a term of before is counted from the archive, and what it holds are the figures."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.local.client import Api, Json
from infra.local.journey.checks import expect, soon
from infra.local.journey.past import LEARNERS, a_term
from infra.local.journey.tale import Tale
from infra.recount import recount

__all__ = ["Archive", "count_a_term_of_before", "look_into_the_archive"]

COUNTED = ("enrolments", "lessons_completed", "courses_completed", "attempts")


@dataclass(frozen=True)
class Archive:
    """Where all that is told is kept, as an operator sees it."""

    client: Callable[[str], Any]
    """A client of an AWS service."""
    bucket: str
    counter: str
    """The function that counts anew."""

    def lines(self, org_id: str) -> list[Json]:
        """What an organization's files hold."""
        store = self.client("s3")
        pages = store.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=f"archive/org={org_id}/")
        keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
        files = (store.get_object(Bucket=self.bucket, Key=key)["Body"].read() for key in keys)
        return [json.loads(line) for content in files for line in gzip.decompress(content).splitlines()]

    def keep(self, org_id: str, lines: Iterable[Json]) -> None:
        """Lay lines down, by their days, as the delivery stream does."""
        days: dict[str, list[Json]] = {}
        for line in lines:
            days.setdefault(line["time"][:10], []).append(line)
        for day, told in days.items():
            key = f"archive/org={org_id}/day={day}/before.json.gz"
            content = gzip.compress("".join(f"{json.dumps(one)}\n" for one in told).encode())
            self.client("s3").put_object(Bucket=self.bucket, Key=key, Body=content)

    def count_anew(self, org_id: str, first: datetime, last: datetime) -> int:
        """Have it counted, as ``infra.recount`` does. Returns how many lines it saw."""
        return recount(self.counter, org_id, first.date(), last.date(), self.client("lambda"))


def count_a_term_of_before(tale: Tale, archive: Archive, admin: Api, course_id: str) -> None:
    """Learners of six weeks, whom nobody has counted yet, come from the archive; counting again changes nothing."""
    with tale.step("A term that was taught before is counted from the archive") as saw:
        org_id = str(admin.organization_id)
        path = f"/analytics/organization/{org_id}/dashboard"
        before = admin.get(path)["learnt_in_all"]["enrolments"]
        lines = list(a_term(org_id, course_id, datetime.now(UTC)))
        archive.keep(org_id, lines)
        first = min(datetime.fromisoformat(line["detail"]["occurred_at"]) for line in lines)
        seen = [archive.count_anew(org_id, first, datetime.now(UTC)) for _ in range(2)]
        after = admin.get(path)["learnt_in_all"]["enrolments"]
        expect(after - before == LEARNERS, "each learner is counted once, though counted twice", (before, after))
        expect(min(seen) >= len(lines), "every line was looked at", seen)
        saw(f"{len(lines)} events of {LEARNERS} learners, counted twice, there once")


def look_into_the_archive(tale: Tale, archive: Archive, admin: Api) -> None:
    """What was told is there, and adds up to what the dashboards say, money included."""
    with tale.step("The archive holds the story: its lines add up to what the dashboard says") as saw:
        org_id = str(admin.organization_id)

        def alike() -> Json | None:
            board = admin.get(f"/analytics/organization/{org_id}/dashboard")
            money: Json = next((one for one in board["money_in_all"] if one["currency"] == "INR"), {})
            shown = {name: board["learnt_in_all"][name] for name in COUNTED}
            shown |= {name: money.get(name, 0) for name in ("orders", "sold_minor", "refunded_minor")}
            compared.update(shown=shown, kept=_sums(archive.lines(org_id)))
            return shown if shown == compared["kept"] else None

        compared: Json = {}
        figures = soon(alike)
        expect(figures is not None, "the archive and the dashboard say the same", compared)
        saw(", ".join(f"{number} {name.replace('_', ' ')}" for name, number in (figures or {}).items()))


def _sums(lines: Iterable[Json]) -> Json:
    """What lines add up to; each may lie there twice."""
    told: dict[str, dict[str, Json]] = {}
    for line in lines:
        told.setdefault(line["detail-type"].partition(".")[0], {})[line["detail"]["event_id"]] = line["detail"]["data"]

    def distinct(kind: str, *names: str) -> int:
        return len({tuple(data[name] for name in names) for data in told.get(kind, {}).values()})

    def amount(kind: str) -> int:
        return sum(int(data["amount_minor"]) for data in told.get(kind, {}).values())

    return {
        "enrolments": len(told.get("EnrolmentOpened", {})),
        "lessons_completed": distinct("LessonCompleted", "course_id", "lesson_id", "user_id"),
        "courses_completed": distinct("CourseCompleted", "course_id", "user_id"),
        "attempts": distinct("AttemptSubmitted", "attempt_id"),
        "orders": distinct("OrderPaid", "order_id"),
        "sold_minor": amount("OrderPaid"),
        "refunded_minor": amount("RefundProcessed"),
    }
