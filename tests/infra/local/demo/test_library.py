"""The demo courses: that they are complete, of the promised size, and right where a machine can tell."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import prosemirror as pm
from infra.local.courses import CoursePlan, LessonPlan
from infra.local.demo.library import COURSES, Malformed, course, read_course
from shared.rich_text.checking import faults_of

SLUGS = sorted(folder.name for folder in COURSES.iterdir() if folder.is_dir())
HEADINGS = {"en": {"Try it", "Worked answers"}, "hi": {"अभ्यास", "हल"}}
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
LATIN = re.compile(r"[A-Za-z]")

LESSONS = [
    pytest.param(course(slug), lesson, id=f"{slug}/{number}")
    for slug in SLUGS
    for number, lesson in enumerate(course(slug).lessons, start=1)
]


def nodes(node: pm.Node, kind: str) -> Iterator[pm.Node]:
    if node["type"] == kind:
        yield node
    for child in node.get("content", ()):
        yield from nodes(child, kind)


class TestTheCollection:
    def test_four_courses_of_twenty_lessons_or_more_one_in_hindi(self) -> None:
        assert len(SLUGS) == 4
        assert sum(len(course(slug).lessons) for slug in SLUGS) >= 20
        assert [course(slug).details["language"] for slug in SLUGS].count("hi") == 1

    @pytest.mark.parametrize("slug", SLUGS)
    def test_every_text_belongs_to_its_course_once(self, slug: str) -> None:
        titles = [lesson.title for lesson in course(slug).lessons]

        assert len(titles) == len(set(titles)) == len(list((COURSES / slug).glob("*.md")))

    @pytest.mark.parametrize("slug", SLUGS)
    def test_the_catalog_entry_is_complete(self, slug: str) -> None:
        details = course(slug).details

        assert details.keys() >= {"summary", "language", "difficulty", "objectives", "tags"}
        assert course(slug).category
        assert all(topic.summary for topic in course(slug).topics)
        assert "\n" not in details["summary"]


@pytest.mark.parametrize(("plan", "lesson"), LESSONS)
class TestEveryLesson:
    def test_is_worth_reading_and_short_enough_for_one_sitting(self, plan: CoursePlan, lesson: LessonPlan) -> None:
        assert 350 <= lesson.words <= 700
        assert lesson.minutes
        assert 8 <= lesson.minutes <= 20

    def test_is_a_document_that_the_catalog_takes(self, plan: CoursePlan, lesson: LessonPlan) -> None:
        assert faults_of(lesson.documents[0]) == []

    def test_has_exercises_and_their_answers(self, plan: CoursePlan, lesson: LessonPlan) -> None:
        headings = {pm.plain_text(node) for node in nodes(lesson.documents[0], "heading")}

        assert headings >= HEADINGS[plan.details["language"]]

    def test_leaves_no_markdown_behind(self, plan: CoursePlan, lesson: LessonPlan) -> None:
        prose = [pm.plain_text(node) for kind in ("paragraph", "heading") for node in nodes(lesson.documents[0], kind)]

        marked = [words for words in prose if "**" in words or "~~" in words or words.startswith(("#", "|", "- "))]
        assert [words for words in marked if "written `**`" not in words and "A power is written" not in words] == []

    def test_speaks_its_language(self, plan: CoursePlan, lesson: LessonPlan) -> None:
        text = pm.plain_text(lesson.documents[0])

        mostly_hindi = len(DEVANAGARI.findall(text)) > 20 * len(LATIN.findall(text))
        assert mostly_hindi == (plan.details["language"] == "hi")


@pytest.mark.parametrize("file", sorted((COURSES / "python-for-spreadsheet-users").glob("*.md")), ids=lambda f: f.stem)
def test_the_programs_print_what_the_lesson_says(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = re.findall(r"^```(python|text)\n(.*?)^```", file.read_text("utf-8"), re.MULTILINE | re.DOTALL)

    for (kind, source), (next_kind, expected) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if kind == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(source, names)
            assert printed.getvalue().strip() == (expected.strip() if next_kind == "text" else "")


class TestAMalformedCourse:
    def folder(self, tmp_path: Path, lesson: str) -> Path:
        head = 'title = "T"\nsummary = "S"\n[[topics]]\ntitle = "A"\nlessons = ["one"]\n'
        (tmp_path / "course.toml").write_text(head, "utf-8")
        (tmp_path / "one.md").write_text(lesson, "utf-8")
        return tmp_path

    @pytest.mark.parametrize(
        ("lesson", "why"),
        [
            ("No front matter.", "between two lines of"),
            ("+++\ntitle = \n+++\nText", "one.md: Invalid value"),
            ('+++\ntitle = "T"\n+++\n\n![x](y.png)', "line 2: a lesson cannot hold image"),
        ],
    )
    def test_is_refused_with_its_file(self, tmp_path: Path, lesson: str, why: str) -> None:
        with pytest.raises(Malformed, match=why):
            read_course(self.folder(tmp_path, lesson))
