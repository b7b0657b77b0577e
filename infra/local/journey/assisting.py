"""The chapter of help: a course in short, questions made of it that nobody sees before the tutor does, and figures."""

from __future__ import annotations

from collections.abc import Callable

from infra.local.client import Api, Json
from infra.local.journey.advising import advise
from infra.local.journey.checks import expect, refused, soon
from infra.local.journey.tale import Tale

__all__ = ["assist", "look_at_figures"]

WANTED = 8
OVER = {"succeeded", "partial", "failed", "cancelled"}


def assist(tale: Tale, tutor: Api, student: Api, course_id: str) -> None:
    """A published course is summarized, questions are made of it, and one of them is asked."""
    _course_is_summarized(tale, student, course_id)
    approved = _questions_are_made(tale, tutor, student, course_id)
    advise(tale, tutor, student, course_id, approved)


def look_at_figures(tale: Tale, admin: Api, tutor: Api, course_id: str) -> None:
    """The same numbers on every desk, once everything has been heard."""
    with tale.step("The tutor and the administrator look at their figures") as saw:

        def own() -> Json | None:
            found: Json | None = next(
                (one for one in tutor.items("/analytics/tutor/dashboard") if one["course_id"] == course_id), None
            )
            return found if found and found["funnel"]["finished"] else None

        course = soon(own)
        expect(course is not None, "the tutor sees that somebody finished", tutor.get("/analytics/tutor/dashboard"))
        funnel = (course or {})["funnel"]
        expect((funnel["enrolled"], funnel["finished"]) == (1, 1), "one learner, who finished", funnel)
        org = admin.get(f"/analytics/organization/{admin.organization_id}/dashboard")
        expect(org["learnt_in_all"]["courses_completed"] == 1, "the organization counts the same", org)
        refused(
            lambda: tutor.get(f"/analytics/organization/{admin.organization_id}/dashboard"), 403, what="the whole house"
        )
        saw(f"1 of 1 finished, {course and course['lessons_completed']} lessons; the organization says the same")


def _course_is_summarized(tale: Tale, student: Api, course_id: str) -> None:
    with tale.step("The student has the course summarized: every sentence says where it stands") as saw:
        order = student.post("/ai/summarize-content", {"course_id": course_id, "words": 120})
        path = f"/ai/summaries/{order['summary_id']}"
        found = _over(lambda: student.get(path), lambda answer: answer["order"]["state"])
        summary = found["summary"]
        expect(found["order"]["state"] == "succeeded" and bool(summary["sentences"]), "there is a summary", found)
        expect(all(one["cites"] for one in summary["sentences"]), "each sentence is traced", summary)
        terms = [one["term"] for one in summary["glossary"]]
        saw(f"{len(summary['sentences'])} sentences by {summary['used'][0]['provider']}; terms: {', '.join(terms[:3])}")


def _questions_are_made(tale: Tale, tutor: Api, student: Api, course_id: str) -> Json:
    with tale.step("The tutor has questions made of the course, and approves one: only that is in the bank") as saw:
        wish = {"course_id": course_id, "count": WANTED}
        generation_id = tutor.post("/ai/generate-questions", wish)["generation_id"]
        path = f"/ai/question-generations/{generation_id}"
        made = _over(lambda: tutor.get(path), lambda answer: answer["state"])
        drafts = list(tutor.items(f"/ai/courses/{course_id}/question-drafts"))
        expect(bool(drafts), "there are drafts", made)
        expect(all(one["passages"] for one in drafts), "each cites where it is from", drafts[0])
        refused(lambda: student.get(f"/ai/courses/{course_id}/question-drafts"), 403, what="a look at the drafts")
        chosen = next(one for one in drafts if one["type"] != "essay")
        approved = tutor.post(f"/ai/question-drafts/{chosen['draft_id']}/approval")

        def in_the_bank() -> Json | None:
            bank = tutor.items(f"/question-banks/{course_id}/questions")
            found = [one for one in bank if (one.get("origin") or {}).get("draft_id") == approved["draft_id"]]
            return found[0] if len(found) == 1 else None

        expect(soon(in_the_bank), "the approved question is in the bank once", approved)
        saw(f"{len(drafts)} drafts of {WANTED} wanted, each with its passage; one is in the bank")
    return approved


def _over(ask: Callable[[], Json], state: Callable[[Json], str]) -> Json:
    """The answer once the work is over, or as it is when patience is."""
    return soon(lambda: answer if state(answer := ask()) in OVER else None) or ask()
