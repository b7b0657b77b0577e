"""The chapter of foresight: somebody new joins, and at the end of the story the tutor sees who may not finish."""

from __future__ import annotations

import time

from infra.local.client import Api, Json
from infra.local.journey.checks import expect, refused
from infra.local.journey.tale import Tale

__all__ = ["look_who_may_not_finish", "somebody_new_joins"]

CLOCK_COMES_BY = 130.0  # seconds within which a round that was asked for is over: the clock comes by every minute


def somebody_new_joins(tale: Tale, tutor: Api, newcomer: Api, course_id: str) -> None:
    """Somebody enrols and does nothing; the tutor asks for the learners to be judged."""
    with tale.step("Somebody new enrols; the tutor asks who may not finish") as saw:
        newcomer.post(f"/courses/{course_id}/enroll")
        ordered = tutor.put(f"/analytics/course/{course_id}/risk-round")
        refused(lambda: newcomer.put(f"/analytics/course/{course_id}/risk-round"), 403, what="a learner's asking")
        saw(f"they are judged with the clock's next visit, after {ordered['due_at']}")


def look_who_may_not_finish(tale: Tale, tutor: Api, newcomer: Api, course_id: str) -> None:
    """The list: who finished is not on it, who is new is unknown rather than safe, and who does not want it is gone."""
    with tale.step("The tutor looks who may not finish; the newcomer reads the same, and opts out") as saw:
        path = f"/analytics/course/{course_id}/at-risk"
        user_id = newcomer.get("/auth/me")["user_id"]

        def listed() -> list[Json]:
            return list(tutor.items(path, level="unknown"))

        deadline = time.monotonic() + CLOCK_COMES_BY
        while not (found := listed()) and time.monotonic() < deadline:
            time.sleep(1)
        expect([one["user_id"] for one in found] == [user_id], "one learner has not finished", found)
        expect(found[0]["level"] == "unknown", "who is new is unknown, not safe", found)
        (own,) = newcomer.get(f"/analytics/user/{user_id}/insights")["courses"]
        expect(own["risk"]["level"] == "unknown", "the newcomer reads the same", own)
        expect(not list(tutor.items(path, level="some")), "nobody is at risk yet", None)
        newcomer.put("/analytics/profiling", {"is_judged": False})
        expect(not listed(), "who does not want to be judged is not on the list", listed())
        saw(f"1 learner, unknown; to do: {found[0]['next_step']['code']}; then nobody")
