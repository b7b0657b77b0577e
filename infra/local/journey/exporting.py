"""The chapter of files: a dashboard goes into a spreadsheet, and says there what it said before."""

from __future__ import annotations

import secrets

from infra.local.client import Api
from infra.local.journey.checks import expect, finished, refused
from infra.local.journey.tale import Tale

__all__ = ["export_figures"]


def export_figures(tale: Tale, admin: Api, tutor: Api) -> None:
    """The organization's dashboard as a file, and every week from now on."""
    with tale.step("The administrator has the dashboard as a file, and from now on for every week") as saw:
        wish = {"kind": "organization_days", "form": "csv"}
        asked = admin.post("/analytics/exports", {**wish, "days": 30}, key=secrets.token_hex(8))
        finished(admin, asked["job_id"])
        path = f"/analytics/exports/{asked['figures_export_id']}"
        totals = admin.get(path)["totals"]["all"]
        learnt = admin.get(f"/analytics/organization/{admin.organization_id}/dashboard")["learnt"]
        expect(totals.items() <= learnt.items(), "the file adds up to what the dashboard says", totals)
        link = admin.get(f"{path}/file")["url"]
        expect("X-Amz-Expires=900" in link, "its link lives a quarter of an hour", link)
        refused(lambda: tutor.get(path), 404, what="somebody else's file")
        weekly = admin.post("/analytics/report-subscriptions", {**wish, "rhythm": "weekly"}, key=secrets.token_hex(8))
        saw(f"{totals['lessons_completed']} lessons in both; the next file is made at {weekly['due_at']}")
