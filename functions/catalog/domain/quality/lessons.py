"""What can be said of the quality of one lesson."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from functions.catalog.domain.courses import Course
from functions.catalog.domain.lessons import Lesson
from functions.catalog.domain.quality.documents import Reading
from functions.catalog.domain.quality.reading import hard_to_read
from functions.catalog.domain.quality.rules import (
    LONG_MINUTES,
    LONG_VIDEO_S,
    WORDS_A_MINUTE,
    Finding,
    Place,
    Rule,
)

Blocks = Iterable[Mapping[str, Any]]
DOCUMENTS = {"rich_text": ("document",), "exercise": ("prompt",)}
"""Where the types of block have documents that are read while learning."""


@dataclass(frozen=True, slots=True)
class LessonReport:
    """What was looked at in a lesson, and what was found."""

    checked: Counter[Rule]
    findings: list[Finding]
    is_assessed: bool


def examine(course: Course, lesson: Lesson, blocks: Blocks, durations: Mapping[str, float]) -> LessonReport:
    """Look at a lesson and its content. ``durations`` are those of its videos, in seconds, as far as they are known."""
    return _Examination(course, lesson).of(list(blocks), durations)


class _Examination:
    def __init__(self, course: Course, lesson: Lesson) -> None:
        self._course = course
        self._lesson = lesson
        self._at = f"/topics/{lesson.topic_id}/lessons/{lesson.lesson_id}"
        self._checked: Counter[Rule] = Counter()
        self._findings: list[Finding] = []

    def of(self, blocks: list[Mapping[str, Any]], durations: Mapping[str, float]) -> LessonReport:
        """Everything that is to be said."""
        self._check(Rule.LESSON_EMPTY, None if blocks else "It has no content yet: write it, or remove it.")
        if blocks:
            missing = self._lesson.estimated_minutes is None
            told = "Say how many minutes it takes, so that learners can plan." if missing else None
            self._check(Rule.MINUTES_MISSING, told, "/estimated_minutes")
        reading = Reading()
        ids: dict[str, str | None] = {}
        for number, block in enumerate(blocks):
            at = f"/blocks/{number}"
            ids[at] = block.get("block_id")
            self._look_at(block, at, durations)
            for name in DOCUMENTS.get(block["type"], ()):
                reading.read(block[name], f"{at}/{name}")
        self._look_into(reading, ids)
        if blocks:
            self._measure(reading, sum(durations.get(block.get("asset_id", ""), 0) for block in blocks))
        return LessonReport(
            self._checked, self._findings, any(block["type"] in {"quiz", "assignment"} for block in blocks)
        )

    def _look_at(self, block: Mapping[str, Any], at: str, durations: Mapping[str, float]) -> None:
        block_id = block.get("block_id")
        match block["type"]:
            case "image" if not block.get("decorative"):
                told = None if (block.get("alt") or "").strip() else "Say in words what the image shows."
                self._check(Rule.ALT_MISSING, told, f"{at}/alt", block_id)
            case "video":
                told = None if block.get("captions") else "Add captions, for who cannot hear it."
                self._check(Rule.CAPTIONS_MISSING, told, f"{at}/captions", block_id)
                if durations.get(block["asset_id"], 0) > LONG_VIDEO_S:
                    minutes = int(durations[block["asset_id"]] // 60)
                    told = None if block.get("chapters") else f"Divide its {minutes} minutes into chapters."
                    self._check(Rule.CHAPTERS_MISSING, told, f"{at}/chapters", block_id)
            case "audio":
                told = None if block.get("transcript") else "Add a transcript, for who cannot hear it."
                self._check(Rule.TRANSCRIPT_MISSING, told, f"{at}/transcript", block_id)

    def _look_into(self, reading: Reading, ids: Mapping[str, str | None]) -> None:
        def id_at(place: str) -> str | None:
            return ids["/".join(place.split("/", 3)[:3])]

        self._checked[Rule.HEADING_SKIPPED] += len(reading.headings)
        for before, level, place in reading.skipped_headings():
            told = f"A heading of level {level} follows level {before}: leave no level out."
            self._found(Rule.HEADING_SKIPPED, told, place, id_at(place))
        self._checked[Rule.LINK_VAGUE] += len(reading.links)
        for words, place in reading.vague_links():
            told = f"Let the words of the link say where it leads, in place of “{words.strip()[:60]}”."
            self._found(Rule.LINK_VAGUE, told, place, id_at(place))
        for has_header, place in reading.tables:
            told_of = None if has_header else "Give the table a row or a column of headers."
            self._check(Rule.TABLE_HEADER_MISSING, told_of, place, id_at(place))

    def _measure(self, reading: Reading, video_s: float) -> None:
        minutes = max(self._lesson.estimated_minutes or 0, int(reading.words / WORDS_A_MINUTE + video_s / 60))
        told = f"It takes some {minutes} minutes: make it two." if minutes > LONG_MINUTES else None
        self._check(Rule.LESSON_OVERLONG, told)
        self._check(
            Rule.HARD_TO_READ,
            hard_to_read(reading.paragraphs, self._course.language, self._course.difficulty),
        )

    def _check(self, rule: Rule, told: str | None, within: str = "", block_id: str | None = None) -> None:
        self._checked[rule] += 1
        if told:
            self._found(rule, told, within, block_id)

    def _found(self, rule: Rule, told: str, within: str, block_id: str | None) -> None:
        lesson = self._lesson
        place = Place(f"{self._at}{within}", lesson.topic_id, lesson.lesson_id, block_id)
        self._findings.append(Finding(rule, told, place))


def videos_in(lessons: Iterable[Lesson]) -> Iterator[str]:
    """The files of which it matters how long they take."""
    return (use.asset_id for lesson in lessons for use in lesson.assets if use.kind in {"video", "audio"})
