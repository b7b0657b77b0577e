"""The chapter of foresight: somebody new joins, and at the end of the story the tutor sees who may not finish."""

from __future__ import annotations

import time

from infra.local.client import Api, Json
from infra.local.journey.checks import expect, refused
from infra.local.journey.past import LEARNERS
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


def look_who_may_not_finish(tale: Tale, tutor: Api, newcomer: Api, course_id: str, *, has_past: bool) -> None:
    """The list: who finished is not on it, who is new is unknown rather than safe, and who does not want it is gone.

    Of the learners of a term of before, the one who stopped comes first, and then the one who is late with low marks.
    """
    with tale.step("The tutor looks who may not finish; the newcomer reads the same, and opts out") as saw:
        path = f"/analytics/course/{course_id}/at-risk"
        user_id = newcomer.get("/auth/me")["user_id"]

        def listed() -> list[Json]:
            return list(tutor.items(path, level="unknown"))

        deadline = time.monotonic() + CLOCK_COMES_BY
        while not (found := listed()) and time.monotonic() < deadline:
            time.sleep(1)
        expect(len(found) == 1 + has_past * LEARNERS, "all are on it who have not finished", found)
        expect((found[-1]["user_id"], found[-1]["level"]) == (user_id, "unknown"), "who is new is unknown", found[-1])
        (own,) = newcomer.get(f"/analytics/user/{user_id}/insights")["courses"]
        expect(own["risk"]["level"] == "unknown", "the newcomer reads the same", own)
        warned = list(tutor.items(path, level="some"))
        codes = [one["reasons"][0]["code"] for one in warned]
        expect(codes == ["missed", "marks"] * has_past, "two are at risk, each for a reason", warned)
        chances = [one["chance_bp"] for one in found[:-1]]
        expect(chances == sorted(chances, reverse=True), "the highest chance comes first", chances)
        newcomer.put("/analytics/profiling", {"is_judged": False})
        left = [one["user_id"] for one in listed()]
        expect(user_id not in left, "who does not want to be judged is not on the list", left)
        for one in warned:
            saw(f"{one['chance_bp'] // 100} %: {' '.join(reason['text'] for reason in one['reasons'])}")
        saw(f"{len(found)} on the list, the newcomer unknown; then {len(left)}")
