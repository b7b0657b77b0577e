"""What a course's quality is measured by: rules that weigh one hundred together."""

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What is looked for. Each rule has its weight, and a unit of which some may break it: a lesson, a link."""

    OBJECTIVES_MISSING = "objectives_missing"
    SUMMARY_MISSING = "summary_missing"
    ASSESSMENT_MISSING = "assessment_missing"
    TOPIC_EMPTY = "topic_empty"
    LESSON_EMPTY = "lesson_empty"
    LESSON_OVERLONG = "lesson_overlong"
    MINUTES_MISSING = "minutes_missing"
    CHAPTERS_MISSING = "chapters_missing"
    CAPTIONS_MISSING = "captions_missing"
    TRANSCRIPT_MISSING = "transcript_missing"
    ALT_MISSING = "alt_missing"
    HEADING_SKIPPED = "heading_skipped"
    LINK_VAGUE = "link_vague"
    TABLE_HEADER_MISSING = "table_header_missing"
    HARD_TO_READ = "hard_to_read"


WEIGHTS = {
    Rule.OBJECTIVES_MISSING: 10,
    Rule.SUMMARY_MISSING: 6,
    Rule.ASSESSMENT_MISSING: 10,
    Rule.TOPIC_EMPTY: 6,
    Rule.LESSON_EMPTY: 8,
    Rule.LESSON_OVERLONG: 6,
    Rule.MINUTES_MISSING: 4,
    Rule.CHAPTERS_MISSING: 5,
    Rule.CAPTIONS_MISSING: 8,
    Rule.TRANSCRIPT_MISSING: 4,
    Rule.ALT_MISSING: 10,
    Rule.HEADING_SKIPPED: 5,
    Rule.LINK_VAGUE: 4,
    Rule.TABLE_HEADER_MISSING: 4,
    Rule.HARD_TO_READ: 10,
}
OF_THE_COURSE = frozenset({Rule.OBJECTIVES_MISSING, Rule.SUMMARY_MISSING, Rule.ASSESSMENT_MISSING})
"""Rules whose unit is the course itself; all others look at what is in it."""

LONG_MINUTES = 30
"""A lesson that takes longer had better be two."""
WORDS_A_MINUTE = 200
LONG_VIDEO_S = 600
"""A video that takes longer needs chapters."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a JSON pointer through ids, and the ids by themselves."""

    pointer: str
    topic_id: str | None = None
    lesson_id: str | None = None
    block_id: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A unit that breaks a rule, and what to do about it."""

    rule: Rule
    message: str
    place: Place
