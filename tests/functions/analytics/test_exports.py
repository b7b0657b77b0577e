"""Dashboards as files: the same figures, right totals, for whoever may see them, at once or on the morning after."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from functions.analytics.domain.exports import ExportKind, Rhythm
from functions.analytics.service.exports import caller_now
from functions.analytics.tasks import handler as run_task
from infra.local.oneprocess.ground import FILES
from infra.local.oneprocess.running import running_as
from shared import aws
from shared.ids import new_id
from tests.functions.analytics.observatory import NOON, Observatory
from tests.functions.analytics.test_dashboards import course, student, tutor
from tests.functions.commerce.shop import pointers, succeeded
from tests.support.actors import Actor
from tests.support.courses import PublishedCourse, publish_course
from tests.support.world import at_once

__all__ = ["course", "student", "tutor"]

Json = dict[str, Any]


def made(observatory: Observatory, who: Actor, **wish: Any) -> Json:
    """An export that is made."""
    asked = succeeded(who.post("/analytics/exports", {"form": "csv", **wish})).json()
    observatory.world.settle()
    found: Json = succeeded(who.get(f"/analytics/exports/{asked['figures_export_id']}")).json()
    return found


def content(who: Actor, export: Json) -> bytes:
    url = succeeded(who.get(f"/analytics/exports/{export['figures_export_id']}/file")).json()["url"]
    place = unquote(urlsplit(url).path)
    # Links are signed by the real clock: here, where it is another year, the file is read where they lead.
    found: bytes = aws.client("s3").get_object(Bucket=FILES, Key=place[place.index("reports/") :])["Body"].read()
    return found


def table(who: Actor, export: Json) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(who, export).decode("utf-8-sig"))))


def ids(kind: ExportKind, course: PublishedCourse, student: Actor) -> Json:
    known = {"course_id": course.course_id, "lesson_id": course.lesson_ids[0], "user_id": student.user_id}
    return {name: known[name] for name in kind.subjects}


class TestAnExport:
    @pytest.mark.parametrize("kind", [kind for kind in ExportKind if not kind.startswith("platform")])
    def test_is_made_of_every_dashboard(
        self, observatory: Observatory, course: PublishedCourse, student: Actor, kind: ExportKind
    ) -> None:
        export = made(observatory, observatory.admin, kind=kind, **ids(kind, course, student))

        assert export["state"] == "succeeded"
        assert len(table(observatory.admin, export)) == export["rows"]

    @pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("parquet", b"PAR1")])
    def test_is_made_in_every_form(self, observatory: Observatory, student: Actor, form: str, begins: bytes) -> None:
        export = made(observatory, observatory.admin, kind="organization_days", form=form)

        assert content(observatory.admin, export).startswith(begins)

    def test_has_the_figures_of_the_dashboard_and_their_sum(self, observatory: Observatory, student: Actor) -> None:
        days = made(observatory, observatory.admin, kind="organization_days", days=30)
        money = made(observatory, observatory.admin, kind="organization_money", days=30)

        board = observatory.dashboard(30)
        found = [
            {name: int(value) if value.isdigit() else value or None for name, value in row.items()}
            for row in table(observatory.admin, days)
        ]
        assert found == board["days"]
        in_all = {name: board["learnt"][name] for name in days["totals"]["all"]}
        assert days["totals"] == {"all": in_all}
        assert money["totals"]["INR"] == {name: board["money"][0][name] for name in money["totals"]["INR"]}
        assert (
            sum(int(row["net_minor"]) for row in table(observatory.admin, money)) == money["totals"]["INR"]["net_minor"]
        )

    def test_of_the_platform_is_the_operators_with_days_of_everybody(
        self, observatory: Observatory, student: Actor
    ) -> None:
        operator = observatory.world.actor("platform_admin")

        days = made(observatory, operator, kind="platform_days", days=30)
        money = made(observatory, operator, kind="platform_money", days=30)

        board = operator.get("/analytics/platform/dashboard", params={"days": 30}).json()
        assert {int(row["active"]) for row in table(operator, days)} == {day["active"] for day in board["days"]} != {0}
        assert money["totals"]["INR"] == {name: board["money"][0][name] for name in money["totals"]["INR"]}
        assert observatory.admin.get(f"/analytics/exports/{days['figures_export_id']}").status_code == 404

    def test_names_students(
        self, observatory: Observatory, course: PublishedCourse, tutor: Actor, student: Actor
    ) -> None:
        export = made(observatory, tutor, kind="course_students", course_id=course.course_id)

        (row,) = table(tutor, export)
        assert (row["user_id"], row["studying"]) == (student.user_id, "true")
        assert row["name"] == student.get("/users/me").json()["name"]

    def test_has_cells_that_calculate_nothing(self, observatory: Observatory, tutor: Actor) -> None:
        publish_course(observatory.org.org_id, tutor.user_id, title='=HYPERLINK("http://evil.example")')

        (row,) = table(tutor, made(observatory, tutor, kind="taught_courses"))

        assert row["title"] == """'=HYPERLINK("http://evil.example")"""

    def test_can_be_fetched_for_fifteen_minutes(self, observatory: Observatory, student: Actor) -> None:
        export = made(observatory, observatory.admin, kind="organization_days")

        link = observatory.admin.get(f"/analytics/exports/{export['figures_export_id']}/file").json()

        assert "X-Amz-Expires=900" in link["url"]
        assert datetime.fromisoformat(link["expires_at"]) == NOON + timedelta(minutes=15)

    def test_is_a_job(self, observatory: Observatory) -> None:
        asked = observatory.admin.post("/analytics/exports", {"kind": "organization_days", "form": "csv"})
        early = observatory.admin.get(f"/analytics/exports/{asked.json()['figures_export_id']}/file")
        observatory.world.settle()

        job = succeeded(observatory.admin.get(f"/jobs/{asked.json()['job_id']}")).json()

        assert (asked.status_code, early.code, job["state"]) == (202, "figures_export_not_ready", "succeeded")

    def test_needs_exactly_the_ids_of_its_kind(self, observatory: Observatory, course: PublishedCourse) -> None:
        for wish, pointer in [
            ({"kind": "course_days"}, "/course_id"),
            ({"kind": "organization_days", "course_id": course.course_id}, "/course_id"),
            ({"kind": "lesson_watching", "course_id": course.course_id}, "/lesson_id"),
        ]:
            answer = observatory.admin.post("/analytics/exports", {"form": "csv", **wish})

            assert (answer.status_code, pointers(answer)) == (422, [pointer])

    def test_is_of_what_one_may_see(
        self, observatory: Observatory, course: PublishedCourse, tutor: Actor, student: Actor
    ) -> None:
        other = observatory.world.actor("tutor", of=observatory.org)
        for who, wish in [
            (tutor, {"kind": "organization_days"}),
            (observatory.admin, {"kind": "platform_days"}),
            (other, {"kind": "course_students", "course_id": course.course_id}),
            (student, {"kind": "learner_courses", "user_id": student.user_id}),
        ]:
            assert who.post("/analytics/exports", {"form": "csv", **wish}).status_code == 403

    def test_is_its_askers_own(self, observatory: Observatory, tutor: Actor) -> None:
        export = made(observatory, observatory.admin, kind="organization_days")
        path = f"/analytics/exports/{export['figures_export_id']}"

        assert {tutor.get(p).status_code for p in (path, f"{path}/file")} == {404}
        assert tutor.get("/analytics/exports").json()["items"] == []
        assert observatory.admin.get("/analytics/exports").json()["items"] == [export]

    def test_is_not_given_to_who_may_not_see_it_any_more(
        self, observatory: Observatory, course: PublishedCourse, tutor: Actor, student: Actor
    ) -> None:
        asked = succeeded(
            tutor.post("/analytics/exports", {"kind": "course_students", "form": "csv", "course_id": course.course_id})
        ).json()
        observatory.world.process.skip_news()
        leave(observatory, tutor)
        event = {"task": "make_export", "org_id": observatory.org.org_id, "report_id": asked["figures_export_id"]}

        with running_as("analytics-tasks"):
            assert run_task(event, None)["status"] == "failed"
            assert run_task({**event, "task": "abandon_export"}, None)["status"] == "failed"

        assert observatory.admin.get(f"/jobs/{asked['job_id']}").json()["problem"]["code"] == "report_failed"


def leave(observatory: Observatory, who: Actor) -> None:
    """Be removed by an administrator."""
    succeeded(observatory.admin.delete(f"/users/{who.user_id}"))


class TestRhythm:
    @pytest.mark.parametrize(
        ("rhythm", "zone", "due", "first", "last"),
        [
            (Rhythm.WEEKLY, "Asia/Kolkata", "2037-11-23T00:30:00+00:00", "2037-11-16", "2037-11-22"),
            (Rhythm.MONTHLY, "Asia/Kolkata", "2037-12-01T00:30:00+00:00", "2037-11-01", "2037-11-30"),
            (Rhythm.WEEKLY, "America/New_York", "2037-11-23T11:00:00+00:00", "2037-11-16", "2037-11-22"),
        ],
    )
    def test_is_due_on_the_morning_after(self, rhythm: Rhythm, zone: str, due: str, first: str, last: str) -> None:
        due_at = rhythm.due_after(NOON, zone)
        period = rhythm.period_before(due_at, zone)

        assert due_at.astimezone(UTC).isoformat() == due
        assert (period.first.isoformat(), period.last.isoformat()) == (first, last)

    def test_has_weeks_that_follow_each_other_over_a_change_of_the_clocks(self) -> None:
        due = Rhythm.WEEKLY.due_after(datetime(2026, 10, 20, tzinfo=UTC), "Europe/Berlin")
        after = Rhythm.WEEKLY.due_after(due, "Europe/Berlin")

        periods = [Rhythm.WEEKLY.period_before(one, "Europe/Berlin") for one in (due, after)]
        assert periods[0].last + timedelta(days=1) == periods[1].first


def subscribed(who: Actor, **wish: Any) -> Json:
    asked = {"kind": "organization_days", "form": "csv", "rhythm": "weekly", **wish}
    found: Json = succeeded(who.post("/analytics/report-subscriptions", asked)).json()
    return found


def run(observatory: Observatory) -> int:
    """What the clock does every quarter of an hour."""
    with running_as("analytics-tasks"):
        sent: int = run_task({"task": "send_due_reports"}, None)["sent"]
    observatory.world.settle()
    return sent


class TestASubscription:
    def test_has_a_file_made_and_mailed_once_for_each_week(self, observatory: Observatory, student: Actor) -> None:
        one = subscribed(observatory.admin)

        early = run(observatory)
        with observatory.world.clock(NOON + timedelta(days=1)):
            sent = [run(observatory), run(observatory)]
        (export,) = observatory.admin.get("/analytics/exports").json()["items"]
        again = observatory.admin.get(f"/analytics/report-subscriptions/{one['report_subscription_id']}").json()
        (notice,) = observatory.admin.get("/notices").json()["items"]

        assert (early, sent) == (0, [1, 0])
        assert (export["first_day"], export["last_day"], export["state"]) == ("2037-11-16", "2037-11-22", "succeeded")
        assert export["report_subscription_id"] == one["report_subscription_id"]
        assert again["due_at"] == "2037-11-30T00:30:00Z"
        assert notice["kind"] == "subscribed_report_ready"

    def test_is_sent_once_by_many_at_once(self, observatory: Observatory) -> None:
        subscribed(observatory.admin)

        with observatory.world.clock(NOON + timedelta(days=1)):
            sent = at_once(4, lambda _: run_task({"task": "send_due_reports"}, None)["sent"])
            observatory.world.settle()
        items = observatory.admin.get("/analytics/exports").json()["items"]

        assert sum(sent) == len(items) == 1

    def test_that_fails_holds_up_no_other(
        self, observatory: Observatory, tutor: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        subscribed(tutor, kind="taught_courses")
        subscribed(observatory.admin)

        def fail_for_tutor(org_id: str, user_id: str) -> Any:
            if user_id == tutor.user_id:
                raise RuntimeError("no answer")
            return caller_now(org_id, user_id)

        monkeypatch.setattr("functions.analytics.service.subscriptions.caller_now", fail_for_tutor)
        with observatory.world.clock(NOON + timedelta(days=1)), pytest.raises(RuntimeError, match="no answer"):
            run(observatory)

        assert len(observatory.admin.get("/analytics/exports").json()["items"]) == 1

    def test_ends_when_its_owner_says_so(self, observatory: Observatory) -> None:
        path = f"/analytics/report-subscriptions/{subscribed(observatory.admin)['report_subscription_id']}"

        assert observatory.admin.delete(path).status_code == 204
        assert observatory.admin.delete(path).status_code == 404
        with observatory.world.clock(NOON + timedelta(days=1)):
            assert run(observatory) == 0

    def test_ends_when_its_owner_leaves(self, observatory: Observatory, tutor: Actor) -> None:
        subscribed(tutor, kind="taught_courses")
        leave(observatory, tutor)

        with observatory.world.clock(NOON + timedelta(days=1)):
            assert [run(observatory), run(observatory)] == [0, 0]

    def test_is_one_of_twenty(self, observatory: Observatory) -> None:
        for _ in range(20):
            once = {"idempotency-key": new_id("key")}
            wish = {"kind": "organization_days", "form": "csv", "rhythm": "weekly"}
            succeeded(observatory.admin.post("/analytics/report-subscriptions", wish, headers=once))

        answer = observatory.admin.post("/analytics/report-subscriptions", {**wish, "form": "xlsx"})

        assert (answer.status_code, answer.code) == (409, "too_many_report_subscriptions")

    def test_is_its_owners_own(self, observatory: Observatory, tutor: Actor) -> None:
        one = subscribed(observatory.admin)

        assert tutor.get(f"/analytics/report-subscriptions/{one['report_subscription_id']}").status_code == 404
        assert tutor.get("/analytics/report-subscriptions").json() == {"items": []}
