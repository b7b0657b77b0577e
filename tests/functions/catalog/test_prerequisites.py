"""Courses that stand before courses, over HTTP."""

from functools import partial
from itertools import pairwise

import pytest

from functions.catalog.domain.courses import MOST_PREREQUISITES
from shared.ids import new_id
from tests.functions.catalog.conftest import Desk, if_match, succeeded
from tests.support.client import Answer
from tests.support.courses import archive_course, draft_course, publish_course
from tests.support.world import at_once


def published(desk: Desk, title: str = "Atoms") -> str:
    return publish_course(desk.org.org_id, desk.tutor.user_id, title=title).course_id


def put_before(desk: Desk, course_id: str, *prerequisites: str) -> Answer:
    path = f"/courses/{course_id}"
    return desk.tutor.put(path, {"prerequisites": list(prerequisites)}, headers=if_match(desk.tutor.get(path)))


def close_link(desk: Desk, ring: list[str], number: int) -> Answer:
    """Put each before the one it follows: together they would be a ring."""
    return put_before(desk, ring[number], ring[(number + 1) % len(ring)])


def before(desk: Desk, course_id: str) -> list[str]:
    listed: list[str] = desk.tutor.get(f"/courses/{course_id}").json()["prerequisites"]
    return listed


class TestPrerequisites:
    def test_are_what_was_named_each_once(self, desk: Desk) -> None:
        one, two = published(desk), published(desk)

        changed = succeeded(put_before(desk, desk.course_id, two, one, two))

        assert changed.json()["prerequisites"] == [two, one] == before(desk, desk.course_id)
        assert changed.headers["etag"] == desk.tutor.get(desk.path).headers["etag"]

    def test_are_seen_by_students_at_once(self, desk: Desk) -> None:
        one, two = published(desk), published(desk)

        succeeded(put_before(desk, one, two))
        student = desk.member("student")

        assert student.get(f"/courses/{one}").json()["prerequisites"] == [two]
        listed = {item["course_id"]: item["prerequisites"] for item in student.get("/courses").json()["items"]}
        assert listed == {one: [two], two: []}

    def test_stay_with_the_next_version(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        one = published(desk)
        succeeded(put_before(desk, desk.course_id, one))

        desk.publish()

        assert desk.member("student").get(desk.path).json()["prerequisites"] == [one]

    def test_must_have_been_published_in_the_same_organization(self, desk: Desk) -> None:
        draft = draft_course(desk.org.org_id, desk.tutor.user_id).course_id
        stranger = desk.world.actor("tutor")
        theirs = publish_course(stranger.org_id, stranger.user_id).course_id

        answers = [put_before(desk, desk.course_id, published(desk), one) for one in (draft, theirs, new_id("crs"))]

        assert [answer.json()["errors"][0]["pointer"] for answer in answers] == ["/prerequisites/1"] * 3
        assert {answer.json()["errors"][0]["code"] for answer in answers} == {"not_published"}

    def test_may_be_archived(self, desk: Desk) -> None:
        old = publish_course(desk.org.org_id, desk.tutor.user_id)
        archive_course(old)

        assert put_before(desk, desk.course_id, old.course_id).status_code == 200

    def test_are_not_more_than_ten(self, desk: Desk) -> None:
        ids = [new_id("crs") for _ in range(MOST_PREREQUISITES + 1)]

        assert put_before(desk, desk.course_id, *ids).json()["errors"][0]["pointer"] == "/prerequisites"

    def test_can_be_taken_away(self, desk: Desk) -> None:
        succeeded(put_before(desk, desk.course_id, published(desk)))

        assert succeeded(put_before(desk, desk.course_id)).json()["prerequisites"] == []

    def test_that_are_the_same_make_no_new_revision(self, desk: Desk) -> None:
        one = published(desk)
        first = succeeded(put_before(desk, desk.course_id, one))

        assert succeeded(put_before(desk, desk.course_id, one)).headers["etag"] == first.headers["etag"]


class TestCycle:
    def test_is_refused_with_the_way_round(self, desk: Desk) -> None:
        ids = {title: published(desk, title) for title in ("Atoms", "Cells", "Life")}
        succeeded(put_before(desk, ids["Cells"], ids["Atoms"]))
        succeeded(put_before(desk, ids["Life"], ids["Cells"]))

        refused = put_before(desk, ids["Atoms"], ids["Life"])

        assert (refused.status_code, refused.code) == (409, "prerequisite_cycle")
        assert refused.json()["course_ids"] == [ids["Atoms"], ids["Life"], ids["Cells"]]
        assert refused.json()["titles"] == ["Atoms", "Life", "Cells"]
        assert "“Atoms” → “Life” → “Cells” → “Atoms”" in refused.json()["detail"]
        assert before(desk, ids["Atoms"]) == []

    def test_of_one_is_refused(self, desk: Desk) -> None:
        one = published(desk)

        assert put_before(desk, one, one).code == "prerequisite_cycle"

    def test_of_a_draft_with_itself_is_refused(self, desk: Desk) -> None:
        assert put_before(desk, desk.course_id, desk.course_id).code == "prerequisite_cycle"

    def test_of_two_edits_at_once_does_not_slip_through(self, desk: Desk) -> None:
        for _ in range(3):
            ring = [published(desk, f"Course {number}") for number in range(6)]

            answers = at_once(6, partial(close_link, desk, ring))

            assert sorted(answer.status_code for answer in answers) == [200] * 5 + [409]
            assert sum(len(before(desk, course_id)) for course_id in ring) == 5

    def test_is_told_from_courses_met_twice(self, desk: Desk) -> None:
        left, right, base = (published(desk, title) for title in ("Left", "Right", "Base"))
        for side in (left, right):
            succeeded(put_before(desk, side, base))

        assert put_before(desk, desk.course_id, left, right, base).status_code == 200


class TestALongWay:
    def test_has_an_end(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each course of the chain stands before the next; the last but one has as many before it as may be."""
        most = 8  # where making a hundred courses would show no more
        monkeypatch.setattr("functions.catalog.domain.prerequisites.MOST_BEFORE", most)
        chain = [published(desk, f"Course {number}") for number in range(most + 2)]
        for course_id, following in pairwise(chain[:-1]):
            succeeded(put_before(desk, following, course_id))

        refused = put_before(desk, chain[-1], chain[-2])

        assert (refused.status_code, refused.code) == (409, "too_many_prerequisites")
        assert put_before(desk, chain[-1], chain[-3]).status_code == 200
