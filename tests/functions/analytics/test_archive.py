"""The archive: what it holds gives the same figures again, and can be asked."""

import gzip
import json
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb
import pytest

from functions.analytics.domain.measures import ORGANIZATION, course_subject
from functions.analytics.gateways import Archive
from functions.analytics.service.recounting import Place
from functions.analytics.tasks import handler as run_task
from functions.analytics.wiring import recounting_service
from infra.local.oneprocess.ground import FILES
from infra.local.oneprocess.running import running_as
from shared import aws
from tests.functions.analytics.observatory import COURSE, NOON, Observatory, Told, lesson, told
from tests.functions.analytics.test_counting import some_month

FOREVER = {"first_day": "2026-01-01", "last_day": "2099-12-31"}


def keep(observatory: Observatory, happened: Sequence[Told], name: str = "1") -> None:
    """Lay events down as Firehose does."""
    days: dict[str, list[str]] = {}
    for one in happened:
        body = json.loads(observatory._record(one)["body"])
        at = one.at.astimezone(UTC)
        line = {"source": one.event.source, "time": f"{at:%Y-%m-%dT%H:%M:%SZ}", **body}
        place = f"archive/org={body['detail']['org_id']}/day={at:%Y-%m-%d}"
        days.setdefault(place, []).append(json.dumps(line))
    for place, lines in days.items():
        content = gzip.compress(("\n".join(lines) + "\n").encode())
        aws.client("s3").put_object(Bucket=FILES, Key=f"{place}/{name}.json.gz", Body=content)


def recount(org_id: str, **days: str) -> dict[str, Any]:
    with running_as("analytics-tasks"):
        return run_task({"task": "recount", "org_id": org_id, **FOREVER, **days}, None)


def figures(observatory: Observatory) -> list[Any]:
    subjects = (ORGANIZATION, course_subject(COURSE), course_subject("crs_other"))
    return [observatory.students(), *(observatory.stored(subject) for subject in subjects)]


@pytest.fixture
def other(observatory: Observatory) -> Observatory:
    """Another organization, of which nothing was heard."""
    org = observatory.world.organization()
    return Observatory(observatory.world, org, observatory.world.actor("org_admin", of=org))


class TestCountingAnew:
    def test_gives_every_figure_that_was_counted_as_it_came(self, observatory: Observatory, other: Observatory) -> None:
        happened = list(some_month())
        dice = random.Random(7)  # no secret
        heard, kept = dice.sample(happened, len(happened)), [*happened, *dice.sample(happened, 12)]
        dice.shuffle(kept)

        observatory.tell(*heard)
        keep(other, [replace(one, org_id=other.org.org_id) for one in kept])
        answer = recount(other.org.org_id)

        assert answer == {"status": "done", "events": len(kept)}
        assert figures(other) == figures(observatory)

    def test_changes_nothing_where_all_was_heard(self, observatory: Observatory) -> None:
        happened = some_month()
        observatory.tell(*happened)
        before = figures(observatory)

        keep(observatory, happened)
        recount(observatory.org.org_id)

        assert figures(observatory) == before

    def test_finds_what_was_never_heard_and_puts_it_into_its_day(self, observatory: Observatory) -> None:
        keep(observatory, [told(lesson("usr_1"), NOON.replace(day=21))])

        recount(observatory.org.org_id, last_day="2037-11-20")
        nothing = observatory.stored()
        recount(observatory.org.org_id, first_day="2037-11-21", last_day="2037-11-21")

        assert nothing == {}
        assert observatory.stored()["DAY#2037-11-21", ""]["lessons"] == 1

    def test_goes_on_where_it_stopped(self, observatory: Observatory) -> None:
        happened = [told(lesson(f"usr_{number}"), NOON) for number in range(3)]
        keep(observatory, happened, "1")
        keep(observatory, happened, "2")
        service, place, looked_at = recounting_service(observatory.org.org_id), Place(), 0

        with running_as("analytics-tasks"):
            calls = 0
            rest: Place | None = place
            while rest is not None:
                found, rest = service.recount("2026-01-01", "2099-12-31", rest, budget_s=0)
                looked_at, calls = looked_at + found, calls + 1

        assert (looked_at, calls) == (6, 7)
        assert observatory.stored()["TOTAL", ""]["lessons"] == 3

    def test_is_of_one_organization(self, observatory: Observatory, other: Observatory) -> None:
        keep(observatory, [told(lesson("usr_1"))])

        assert recount(other.org.org_id)["events"] == 0


class TestQueries:
    def test_of_the_page_about_analytics_answer_what_the_dashboard_says(
        self, observatory: Observatory, tmp_path: Path
    ) -> None:
        happened = some_month()
        observatory.tell(*happened)
        keep(observatory, [*happened, happened[0], happened[1]])

        often, sold = (_asked(observatory.org.org_id, query, tmp_path) for query in _queries())

        assert ("LessonCompleted.v1", 15) in often
        assert sold == [("INR", observatory.stored()["TOTAL", "INR"]["sold_minor"])]


def _queries() -> list[str]:
    page = Path(__file__).parents[3] / "docs" / "analytics.md"
    return re.findall(r"```sql\n(.*?)```", page.read_text(), flags=re.DOTALL)


def _asked(org_id: str, query: str, folder: Path) -> list[tuple[Any, ...]]:
    """What a query for Athena answers, of the files where the table says that they lie."""
    for key in Archive(org_id).files("2026-01-01", "2099-12-31"):
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(aws.client("s3").get_object(Bucket=FILES, Key=key)["Body"].read())
    with duckdb.connect() as engine:
        engine.execute("CREATE MACRO json_extract_scalar(document, path) AS json_extract_string(document, path)")
        engine.execute(
            f"""CREATE VIEW events AS SELECT source, "detail-type" AS detail_type, time, detail, org, day
            FROM read_json('{folder}/archive/**/*.json.gz', format='newline_delimited',
            columns={{source: 'VARCHAR', 'detail-type': 'VARCHAR', time: 'VARCHAR', detail: 'JSON'}},
            hive_partitioning=true, hive_types={{org: VARCHAR, day: VARCHAR}})"""
        )
        for name, value in {"ORG": org_id, "FIRST": "2026-01-01", "LAST": "2099-12-31"}.items():
            query = query.replace(f"'{name}'", f"'{value}'")
        return engine.execute(query).fetchall()
