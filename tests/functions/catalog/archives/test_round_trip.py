"""What goes into an archive comes out of it: the same course gives the same bytes, and an imported one again."""

import io
import json
import zipfile
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.catalog.domain.content import Body
from functions.catalog.domain.copying import PlannedLesson
from tests.functions.catalog.archives.making import (
    CONTENTS,
    Course,
    course_of,
    imported,
    packed,
    reader,
    unpacked,
    whole_course,
)
from tests.functions.catalog.blocks import EVERY_TYPE, FILE, IMAGE, texts_of, with_text
from tests.functions.catalog.conftest import Json

LINES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)
PROSE_PLACES = ("/text", "/code", "/title", "/caption", "/transcript", "/front", "/back", "/alt", "/hints/0", "/when")


@st.composite
def blocks(draw: Any) -> list[Json]:
    """Some blocks of any types, with other words in them."""
    drawn = draw(st.lists(st.sampled_from(EVERY_TYPE), max_size=5, unique_by=lambda block: block["block_id"]))
    worded = []
    for block in drawn:
        for pointer, _ in texts_of(block):
            if pointer.endswith(PROSE_PLACES) and draw(st.booleans()):
                block = with_text(block, pointer, draw(LINES))
        worded.append(block)
    return worded


@st.composite
def lessons(draw: Any) -> Json:
    """A lesson."""
    attached = draw(st.lists(st.sampled_from([*CONTENTS]), max_size=3))
    return {
        "title": draw(LINES),
        "required": draw(st.booleans()),
        "free_preview": draw(st.booleans()),
        "estimated_minutes": draw(st.none() | st.integers(1, 6000)),
        "blocks": draw(blocks()),
        "attachments": [[f"att_{place}", asset_id, draw(LINES)] for place, asset_id in enumerate(attached)],
        "release": draw(
            st.lists(
                st.one_of(
                    st.just({"type": "previous_lesson"}),
                    st.builds(lambda days: {"type": "days_after_enrolment", "days": days}, st.integers(1, 3650)),
                    st.just({"type": "lesson_done", "lesson_id": "les_of0x0"}),
                ),
                max_size=3,
            )
        ),
    }


@st.composite
def courses(draw: Any) -> Course:
    """A course; some of its files have the same content."""
    topics = [[draw(lessons())], *draw(st.lists(st.lists(lessons(), max_size=3), max_size=3))]
    contents = {asset_id: draw(st.binary(max_size=3)) for asset_id in CONTENTS}
    return course_of(
        topics,
        contents,
        title=draw(LINES),
        difficulty=draw(st.sampled_from([None, "beginner", "advanced"])),
        objectives=draw(st.lists(LINES, max_size=3)),
    )


class TestRoundTrip:
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(courses())
    def test_gives_the_same_archive_again(self, course: Course) -> None:
        archive = course.archived("Biology")

        again = imported(archive)

        assert again.archived("Biology") == archive
        assert {lesson.fields["title"] for lesson in again.blueprint.lessons} == {
            lesson.fields["title"] for lesson in course.blueprint.lessons
        }

    def test_of_every_type_of_block_keeps_all_of_it(self) -> None:
        course = whole_course()

        again = imported(course.archived())

        assert again.archived() == course.archived()
        before, after = (_shown(one) for one in (course, again))
        assert before == after
        assert again.blueprint.course["title"] == "Cells"
        [_, _, later] = again.blueprint.lessons
        assert later.fields["release"][0]["lesson_id"] == again.blueprint.lessons[0].lesson_id != "les_of0x0"

    def test_carries_the_files_once_each(self) -> None:
        course = course_of(
            [[{"attachments": [["att_1", FILE, "One"], ["att_2", IMAGE, "Two"]]}]], dict.fromkeys(CONTENTS, b"x")
        )

        names = [name for name in unpacked(course.archived()) if name.startswith("files/")]

        assert len(names) == 1

    def test_leaves_out_what_means_something_in_its_organization_only(self) -> None:
        text = unpacked(whole_course().archived("Biology"))["course.json"].decode()

        assert json.loads(text)["course"]["category"] == "Biology"
        assert "cat_1" not in text
        assert "crs_1" not in text
        assert "les_of" not in text

    def test_gives_blocks_of_old_the_ids_that_they_lack(self) -> None:
        course = course_of([[{"blocks": EVERY_TYPE[:1]}]])
        [lesson] = course.blueprint.lessons
        old = Body(
            "bod_old", json.dumps([{name: value for name, value in EVERY_TYPE[0].items() if name != "block_id"}])
        )
        [topic] = course.blueprint.topics
        held = PlannedLesson(lesson.lesson_id, "bod_old", lesson.fields)
        blueprint = type(course.blueprint)(
            course.blueprint.course, (type(topic)(topic.topic_id, topic.fields, (held,)),)
        )

        archive = Course(blueprint, {"bod_old": old}, {}).archived()

        assert imported(archive).archived() == archive
        assert reader(archive).lesson(1).body.blocks[0]["block_id"].startswith("blk_")


class TestArchive:
    def test_is_one_that_every_program_opens(self) -> None:
        with zipfile.ZipFile(io.BytesIO(whole_course().archived())) as archive:
            assert archive.testzip() is None
            names = archive.namelist()

        assert names[0] == "course.json"
        assert names[1:4] == ["lessons/1.json", "lessons/2.json", "lessons/3.json"]
        assert names[-1] == "manifest.json"

    def test_packed_by_another_program_is_the_same_course(self) -> None:
        archive = whole_course().archived()

        again = packed(unpacked(archive), zipfile.ZIP_DEFLATED)

        assert imported(again).archived() == archive


def _shown(course: Course) -> list[Any]:
    """The lessons with the content of files in the place of their ids."""
    shown = []
    for lesson in course.blueprint.lessons:
        blocks = course.bodies[lesson.body_id].blocks_json
        attachments = json.dumps([[title, asset_id] for _, asset_id, title in lesson.fields["attachments"]])
        for asset_id, content in course.files.items():
            blocks = blocks.replace(f'"{asset_id}"', repr(content))
            attachments = attachments.replace(f'"{asset_id}"', repr(content))
        shown.append((lesson.fields["title"], lesson.fields["free_preview"], blocks, attachments))
    return shown
