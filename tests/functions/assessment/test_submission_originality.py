"""Submissions checked for originality: against what others handed in, and what lessons say."""

from typing import Any

from functions.assessment.domain.originality.lessons import text_of
from functions.assessment.workers import lesson_service
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.questions import document
from tests.functions.assessment.test_assignments import an_assignment, hand_in
from tests.functions.assessment.test_originality import OTHER, PROGRAM, RENAMED, SOURCE
from tests.support.courses import publish_again, publish_course

Json = dict[str, Any]


def report(room: Classroom, path: str, handed: Any) -> Json | None:
    """What staff read of a submission, after everybody has heard of it."""
    room.world.settle()
    read = room.tutor.get(f"{path}/submissions/{handed.json()['submission_id']}/originality")
    assert read.status_code == 200, read.text
    found: Json | None = read.json()["report"]
    return found


class TestAReport:
    def test_shows_passages_of_what_others_handed_in_to_staff_only(self, room: Classroom) -> None:
        path = an_assignment(room, originality="prose")
        first = hand_in(room, path, SOURCE)
        room.world.settle()
        copied = hand_in(room, path, f"{OTHER} {SOURCE}", room.another_learner())

        found = report(room, path, copied)

        assert found is not None
        [source] = found["sources"]
        assert (source["kind"], source["work_id"]) == ("submission", first.json()["submission_id"])
        assert source["user_ids"] == [room.learner.user_id]
        assert source["passages"][0]["text"] == source["passages"][0]["source_text"]
        assert room.learner.get(f"{path}/submissions/{copied.json()['submission_id']}/originality").status_code == 403

    def test_reads_programs_by_their_tokens(self, room: Classroom) -> None:
        path = an_assignment(room, originality="python")
        hand_in(room, path, PROGRAM)
        room.world.settle()

        found = report(room, path, hand_in(room, path, RENAMED, room.another_learner()))

        assert found is not None
        assert found["score_bp"] == 10_000

    def test_is_none_where_nobody_asks_for_it_or_there_is_too_little(self, room: Classroom) -> None:
        unasked, short = an_assignment(room), an_assignment(room, originality="prose")

        assert report(room, unasked, hand_in(room, unasked, SOURCE)) is None
        assert report(room, short, hand_in(room, short, "It was a sickle.")) is None

    def test_is_of_another_assignment_for_nobody(self, room: Classroom) -> None:
        path, other = an_assignment(room, originality="prose"), an_assignment(room)
        handed = hand_in(room, path, SOURCE)

        refused = room.tutor.get(f"{other}/submissions/{handed.json()['submission_id']}/originality")

        assert refused.code == "submission_not_found"


class TestLessons:
    def test_are_sources_as_published(self, room: Classroom) -> None:
        blocks = [{"type": "rich_text", "document": document(SOURCE)}]
        taught = publish_course(room.org.org_id, room.tutor.user_id, lessons=2, blocks=blocks)
        room.world.settle()
        path = an_assignment(room, originality="prose")

        found = report(room, path, hand_in(room, path, f"{OTHER} {SOURCE}"))

        assert found is not None
        assert [(one["kind"], one["course_id"], one["user_ids"]) for one in found["sources"]] == [
            ("lesson", taught.course_id, [])
        ] * 2
        assert {one["work_id"] for one in found["sources"]} == set(taught.lesson_ids)

    def test_are_read_some_at_a_time_and_again_where_they_changed(self, room: Classroom) -> None:
        one, other = ([{"type": "rich_text", "document": document(text)}] for text in (SOURCE, OTHER))
        taught = publish_course(room.org.org_id, room.tutor.user_id, lessons=11, blocks=one)
        service, path = lesson_service(room.org.org_id), an_assignment(room, originality="prose")
        places = [service.read_some(taught.course_id, 1, place) for place in (0, 10)]
        publish_again(taught, ordinals=[0], blocks=other)
        room.world.settle()

        found = report(room, path, hand_in(room, path, OTHER))

        assert places == [10, None]
        assert found is not None
        assert (found["score_bp"], len(found["sources"])) == (10_000, 1)

    def test_say_what_their_blocks_say_but_no_hints_and_solutions(self) -> None:
        words = [{"type": "text", "text": "half", "marks": [{"type": "bold"}]}, {"type": "text", "text": "-moon"}]
        blocks: list[Json] = [
            {"type": "rich_text", "document": {"type": "doc", "content": [{"type": "paragraph", "content": words}]}},
            {"type": "exercise", "prompt": document("Draw it."), "hints": ["a hint"], "solution": document("solved")},
            {"type": "interactive", "cards": [{"front": "Moon?", "back": "It waxes."}]},
        ]

        assert text_of(blocks) == "half-moon\n\nDraw it.\n\nMoon?\n\nIt waxes."
