"""The chapter of what learning earns: points, a badge, a place on the board, and a page to show."""

from __future__ import annotations

from infra.local.client import Api, Json
from infra.local.journey.checks import expect, refused, soon
from infra.local.journey.tale import Tale

__all__ = ["be_spurred_on"]

BADGE = "bdg_firstcourse"


def be_spurred_on(tale: Tale, student: Api, visitor: Api, course_id: str) -> None:
    """After the course was learned."""
    with tale.step("The student has earned points and a badge, and shows it for a while") as saw:

        def earned() -> Json | None:
            standing = student.get("/motivation")
            return standing if any(badge["badge_id"] == BADGE for badge in standing["badges"]) else None

        def first() -> Json | None:
            board = student.get("/leaderboards", course_id=course_id)
            return board if board["own_rank"] == 1 else None

        standing = soon(earned)
        expect(standing is not None, "the badge for a first course is there", student.get("/motivation"))
        expect(soon(first) is not None, "the student leads the course's board", None)
        code = student.put(f"/badges/{BADGE}/share")["code"]
        shown = visitor.get(f"/achievements/{code}")
        expect(shown["name"] == "Finisher", "anybody with the address sees the badge", shown)
        student.delete(f"/badges/{BADGE}/share")
        refused(lambda: visitor.get(f"/achievements/{code}"), 404, what="a page that was closed")
        saw(f"{(standing or {}).get('points')} points, a badge, first on the board; the page is closed again")
