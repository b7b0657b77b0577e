"""A draft's quality: the rules by themselves, and the whole over HTTP."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.catalog.domain.courses import Course, Difficulty
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.quality import (
    MOST_SUGGESTIONS,
    WEIGHTS,
    LessonReport,
    Quality,
    Rule,
    appraise,
    examine,
)
from functions.catalog.domain.quality.reading import hard_to_read, sentences_of, syllables, words_of
from functions.catalog.domain.quality.rules import OF_THE_COURSE
from tests.functions.catalog.conftest import Desk, rich_text
from tests.functions.catalog.large import draft_large_course
from tests.support.calls import counting_calls

NOW = datetime(2026, 11, 22, tzinfo=UTC)
Node = dict[str, Any]


def text(words: str, href: str | None = None) -> Node:
    marks = [{"type": "link", "attrs": {"href": href}}] if href else []
    return {"type": "text", "text": words} | ({"marks": marks} if marks else {})


def paragraph(*content: Node) -> Node:
    return {"type": "paragraph", "content": list(content)}


def heading(level: int) -> Node:
    return {"type": "heading", "attrs": {"level": level}, "content": [text("A part")]}


def table(first_cell: str) -> Node:
    cells = [{"type": kind, "content": [paragraph(text("1"))]} for kind in (first_cell, "tableCell")]
    return {"type": "table", "content": [{"type": "tableRow", "content": cells}]}


def written(*content: Node) -> Node:
    """A rich text block, as it is stored."""
    return {"type": "rich_text", "block_id": "blk_1", "document": {"type": "doc", "content": list(content)}}


def course(**details: Any) -> Course:
    about = {"title": "Cells", "summary": "What they are.", "objectives": ("Name the parts",), **details}
    return Course(course_id="crs_1", instructor_ids=("usr_1",), created_at=NOW, updated_at=NOW, **about)


def topic(topic_id: str = "top_1") -> Topic:
    return Topic(topic_id=topic_id, course_id="crs_1", title="Topic", position="a0", created_at=NOW, updated_at=NOW)


def lesson(topic_id: str = "top_1", minutes: int | None = 5, lesson_id: str = "les_1") -> Lesson:
    return Lesson(
        title="Lesson",
        estimated_minutes=minutes,
        lesson_id=lesson_id,
        course_id="crs_1",
        topic_id=topic_id,
        ordinal=0,
        body_id="bod",
        position="a0",
        created_at=NOW,
        updated_at=NOW,
    )


def report(*blocks: Node, minutes: int | None = 5, of: Course | None = None, **durations: float) -> LessonReport:
    return examine(of or course(), lesson(minutes=minutes), blocks, durations)


def found(*blocks: Node, **more: Any) -> list[tuple[str, str]]:
    """What is found in a lesson: the rule, and where within the lesson."""
    start = "/topics/top_1/lessons/les_1"
    return [(one.rule.value, one.place.pointer.removeprefix(start)) for one in report(*blocks, **more).findings]


FINE = written(paragraph(text("Cells are small.")))


class TestLesson:
    def test_that_is_as_it_should_be_has_no_findings(self) -> None:
        assert found(FINE, {"type": "quiz", "block_id": "blk_2", "assessment_id": "asm_1"}) == []

    @pytest.mark.parametrize(
        ("block", "rule", "place"),
        [
            ({"type": "image", "asset_id": "ast_1", "alt": " ", "decorative": False}, "alt_missing", "/alt"),
            ({"type": "video", "asset_id": "ast_1", "captions": []}, "captions_missing", "/captions"),
            ({"type": "audio", "asset_id": "ast_1", "transcript": None}, "transcript_missing", "/transcript"),
            (written(heading(2), heading(4)), "heading_skipped", "/document/content/1"),
            (written(heading(3)), "heading_skipped", "/document/content/0"),
            (
                written(paragraph(text("For more, "), text("click here", "https://example.org"))),
                "link_vague",
                "/document/content/0/content/1",
            ),
            (
                written(paragraph(text("यहाँ क्लिक करें", "https://example.org"))),
                "link_vague",
                "/document/content/0/content/0",
            ),
            (
                written(paragraph(text("https://example.org", "https://example.org"))),
                "link_vague",
                "/document/content/0/content/0",
            ),
            (written(table("tableCell")), "table_header_missing", "/document/content/0"),
        ],
    )
    def test_says_what_is_wrong_and_where(self, block: Node, rule: str, place: str) -> None:
        assert found(FINE, {"block_id": "blk_2", **block}) == [(rule, f"/blocks/1{place}")]
        assert report(FINE, {"block_id": "blk_2", **block}).findings[0].place.block_id == block.get("block_id", "blk_2")

    @pytest.mark.parametrize(
        "block",
        [
            {"type": "image", "asset_id": "ast_1", "alt": "", "decorative": True},
            {"type": "image", "asset_id": "ast_1", "alt": "A cell", "decorative": False},
            {"type": "video", "asset_id": "ast_1", "captions": [{"language": "en", "asset_id": "ast_2"}]},
            {"type": "audio", "asset_id": "ast_1", "transcript": "It says."},
            written(heading(2), heading(3), heading(4), heading(2), heading(1)),
            written(table("tableHeader")),
            written(paragraph(text("the atlas of cells", "https://example.org"))),
            written(paragraph(text("read more", "https://a.example"), text(" about cells", "https://a.example"))),
        ],
    )
    def test_is_content_with_what_is_right(self, block: Node) -> None:
        assert found(FINE, block) == []

    def test_looks_into_what_lies_deep(self) -> None:
        item = {"type": "listItem", "content": [paragraph(text("here", "https://example.org")), table("tableCell")]}

        places = found(written({"type": "bulletList", "content": [item]}))

        assert places == [
            ("link_vague", "/blocks/0/document/content/0/content/0/content/0/content/0"),
            ("table_header_missing", "/blocks/0/document/content/0/content/0/content/1"),
        ]

    def test_asks_long_videos_for_chapters(self) -> None:
        video = {"type": "video", "asset_id": "ast_1", "captions": [{}], "chapters": []}

        assert found(video, ast_1=601.0) == [("chapters_missing", "/blocks/0/chapters")]
        assert found(video, ast_1=600.0) == found(video) == found({**video, "chapters": [{}]}, ast_1=601.0) == []

    def test_without_content_is_told_so_and_nothing_else(self) -> None:
        assert found(minutes=None) == [("lesson_empty", "")]

    def test_is_asked_how_long_it_takes(self) -> None:
        assert found(FINE, minutes=None) == [("minutes_missing", "/estimated_minutes")]

    def test_is_overlong_by_what_it_says_by_its_words_or_by_its_video(self) -> None:
        words = written(*(paragraph(text("A cell is small. " * 100)) for _ in range(16)))
        video = {"type": "video", "asset_id": "ast_1", "captions": [{}], "chapters": [{}]}

        overlong = [found(FINE, minutes=31), found(words), found(video, ast_1=31 * 60.0)]

        assert overlong == [[("lesson_overlong", "")]] * 3
        assert found(FINE, minutes=30) == found(video, ast_1=30 * 60.0) == []


class TestReading:
    def test_knows_where_sentences_end(self) -> None:
        assert len(sentences_of("It is 3.5 m. Is it? “Yes!” he said… Good")) == 5
        assert len(sentences_of("कोशिका छोटी है। क्या यह जीवित है? हाँ॥")) == 3
        assert len(sentences_of("细胞很小。它活着！")) == 2
        assert sentences_of(" 1. 2. ") == []

    def test_knows_words_in_scripts_with_vowel_signs(self) -> None:
        assert words_of("कोशिका जीवन की इकाई है — 42 !") == ["कोशिका", "जीवन", "की", "इकाई", "है"]

    @pytest.mark.parametrize(
        ("word", "count"),
        [
            ("cat", 1),
            ("table", 2),
            ("make", 1),
            ("tree", 1),
            ("mitochondria", 5),
            ("energy", 3),
            ("Hmm", 1),
            ("the", 1),
        ],
    )
    def test_counts_syllables_about_right(self, word: str, count: int) -> None:
        assert abs(syllables(word) - count) <= (1 if count > 4 else 0)

    def test_english_goes_by_grades_and_difficulty(self) -> None:
        easy = ["The cell is small. It has a wall. It lives in you and me. " * 12]
        middling = ["The membrane separates the interior of every cell from the outside environment. " * 12]
        hard = [
            "Notwithstanding considerable methodological heterogeneity, contemporary investigations "
            "characteristically demonstrate extraordinarily sophisticated intracellular communication. " * 12
        ]

        def judged(paragraphs: list[str]) -> list[bool]:
            levels = (Difficulty.BEGINNER, Difficulty.INTERMEDIATE, Difficulty.ADVANCED)
            return [hard_to_read(paragraphs, "en-IN", level) is not None for level in levels]

        assert judged(easy) == [False, False, False]
        assert judged(middling) == [True, False, False]
        assert judged(hard) == [True, True, True]

    def test_other_languages_go_by_the_length_of_sentences(self) -> None:
        hindi = "कोशिका जीवन की सबसे छोटी इकाई है "

        assert hard_to_read([(hindi + "। ") * 20], "hi", None) is None
        assert hard_to_read([(hindi * 5 + "। ") * 5], "hi", None) == (
            "Its sentences have 35 words on average: make them shorter."
        )
        assert hard_to_read([hindi * 50], "hi", None) is not None

    def test_unspaced_languages_go_by_characters(self) -> None:
        assert hard_to_read(["细胞很小。" * 100], "zh-Hans", None) is None
        assert hard_to_read(["细胞" * 40 + "。" + "细胞" * 200], "zh", None) is not None

    def test_says_nothing_of_short_texts(self) -> None:
        assert hard_to_read(["Notwithstanding methodological heterogeneity " * 20], "en", None) is None


class TestScore:
    def test_weights_make_a_hundred(self) -> None:
        assert (sum(WEIGHTS.values()), set(WEIGHTS)) == (100, set(Rule))

    def test_of_a_good_course_is_a_hundred(self) -> None:
        quiz = {"type": "quiz", "block_id": "blk_2", "assessment_id": "asm_1"}

        quality = appraise(course(), [topic()], [lesson()], [report(FINE, quiz)])

        assert (quality.score, quality.suggestions, quality.suggestion_count) == (100, [], 0)

    def test_of_an_empty_course_is_what_is_said_about_it(self) -> None:
        described = appraise(course(), [topic()], [], [])
        bare = appraise(course(summary="", objectives=()), [], [], [])

        assert (described.score, bare.score) == (16, 0)
        assert [one.code for one in described.suggestions] == ["course_empty", "assessment_missing"]
        assert sum(one.points for one in bare.suggestions) == 100

    def test_takes_the_share_of_what_is_wrong(self) -> None:
        quiz = {"type": "quiz", "block_id": "blk_2", "assessment_id": "asm_1"}
        images = [{"type": "image", "asset_id": "ast_1", "alt": "x" * (n % 4)} for n in range(8)]

        quality = appraise(course(), [topic(), topic("top_2")], [lesson()], [report(FINE, quiz, *images)])

        results = {one.code: (one.checked, one.found, one.points) for one in quality.rules if one.found}
        assert results == {"topic_empty": (2, 1, 3.0), "alt_missing": (8, 2, 2.5)}
        assert quality.score == 94  # 100 - 3 - 2.5, rounded down
        assert [(one.code, one.points) for one in quality.suggestions] == [
            ("topic_empty", 3.0),
            ("alt_missing", 1.25),
            ("alt_missing", 1.25),
        ]

    def test_lists_the_heaviest_first_and_no_more_than_it_may(self) -> None:
        images = [{"type": "image", "asset_id": "ast_1", "alt": ""}] * 90
        reports = [report(FINE, *images) for _ in range(10)]

        quality = appraise(course(), [topic()], [lesson()], reports)

        points = [one.points for one in quality.suggestions]
        assert (len(points), quality.suggestion_count) == (MOST_SUGGESTIONS, 901)
        assert points == sorted(points, reverse=True)

    @given(
        st.lists(
            st.lists(
                st.sampled_from(
                    [
                        FINE,
                        {"type": "image", "asset_id": "ast_1", "alt": ""},
                        {"type": "image", "asset_id": "ast_1", "alt": "A cell"},
                        {"type": "video", "asset_id": "ast_2", "captions": []},
                        {"type": "quiz", "assessment_id": "asm_1"},
                        written(heading(4), table("tableCell")),
                    ]
                ),
                max_size=4,
            ),
            max_size=4,
        ),
        st.booleans(),
    )
    def test_is_a_hundred_less_all_points(self, contents: list[list[Node]], is_described: bool) -> None:
        about = course() if is_described else course(summary="", objectives=())
        lessons = [lesson(lesson_id=f"les_{number}") for number in range(len(contents))]

        quality = appraise(about, [topic()], lessons, [report(*blocks, of=about) for blocks in contents])

        assert 0 <= quality.score <= 100
        self._assert_adds_up(quality)

    def _assert_adds_up(self, quality: Quality) -> None:
        lost = sum(one.points for one in quality.rules)
        assert abs(lost - sum(one.points for one in quality.suggestions)) < 0.01
        assert -0.01 < (100 - lost) - quality.score < 1.01
        assert (quality.score == 100) is (quality.suggestions == [])


class TestOverHttp:
    def test_tells_score_and_suggestions(self, desk: Desk) -> None:
        desk.new_topic("Empty")
        lesson_id = desk.new_lesson(desk.new_topic("Full"))

        quality = desk.tutor.get(f"{desk.path}/quality").json()

        assert quality["course_id"] == desk.course_id
        assert [(one["code"], one["points"]) for one in quality["suggestions"]] == [
            ("objectives_missing", 10.0),
            ("assessment_missing", 10.0),
            ("summary_missing", 6.0),
            ("minutes_missing", 4.0),
            ("topic_empty", 3.0),
        ]
        assert (quality["score"], quality["suggestion_count"]) == (67, 5)
        assert quality["suggestions"][3]["lesson_id"] == lesson_id
        assert quality["suggestions"][3]["pointer"].endswith(f"/lessons/{lesson_id}/estimated_minutes")
        assert {one["code"]: one["weight"] for one in quality["rules"]} == {rule.value: WEIGHTS[rule] for rule in Rule}

    def test_follows_the_draft(self, desk: Desk) -> None:
        empty = desk.tutor.get(f"{desk.path}/quality").json()["score"]
        desk.new_lesson(desk.new_topic(), estimated_minutes=5)
        desk.put(desk.path, {"summary": "What cells are.", "objectives": ["Name their parts"]})

        assert (empty, desk.tutor.get(f"{desk.path}/quality").json()["score"]) == (0, 90)

    def test_is_for_its_instructors_and_administrators(self, desk: Desk) -> None:
        codes = {role: desk.member(role).get(f"{desk.path}/quality").code for role in ("student", "tutor", "org_admin")}

        assert codes == {"student": "forbidden", "tutor": "not_an_instructor", "org_admin": None}
        assert desk.world.actor("tutor").get(f"{desk.path}/quality").code == "course_not_found"

    def test_reads_contents_by_the_hundred(self, desk: Desk) -> None:
        course_id = draft_large_course(desk.org.org_id, desk.tutor.user_id, lessons=250, topics=5)
        desk.tutor.get(desk.path)

        with counting_calls() as calls:
            quality = desk.tutor.get(f"/courses/{course_id}/quality")

        assert quality.status_code == 200, quality.text
        assert [call for call in calls if call != "UpdateItem"] == ["Query"] + ["BatchGetItem"] * 3

    def test_counts_lessons_with_equal_content_each(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        for title in "AB":
            desk.new_lesson(topic_id, title, blocks=[rich_text("The same.")])

        rules = {one["code"]: one for one in desk.tutor.get(f"{desk.path}/quality").json()["rules"]}

        assert rules["lesson_empty"]["checked"] == 2


def test_rules_of_the_course_look_at_one_thing() -> None:
    quality = appraise(course(), [topic()], [lesson()], [report(FINE)])
    checked: Sequence[int] = [one.checked for one in quality.rules if one.code in OF_THE_COURSE]

    assert checked == [1, 1, 1]
