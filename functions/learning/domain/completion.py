"""When a lesson is done by itself, and when a course is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.courses import Course, LessonSet
from functions.learning.domain.work import LONGEST_S, Work

PLAYING = frozenset({"video", "audio"})
"""The types of blocks that play."""


class CourseRule(StrEnum):
    """What completes a course."""

    ALL = "all"
    REQUIRED = "required"
    SCORE = "score"


class Rules(BaseModel):
    """What completes a course and its lessons. Said nothing, the required lessons do."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    course: CourseRule = CourseRule.REQUIRED
    assessment_id: str | None = None
    """For ``score``: the assessment in which the score is to be reached."""
    at_least: int = 0
    """For ``score``: what is to be reached in it, in per cent."""
    watched_percent: int = 90
    """How much of each video and recording is to be seen."""
    reading_s: int | None = None
    """After so many seconds a lesson without videos and assessments counts as read; None: only once they say so."""
    revision: int = 0

    def completes(self, course: Course, done: LessonSet, scores: Mapping[str, int]) -> bool:
        """Whether who has done these lessons, with these scores in per cent, has completed the course."""
        if self.course is CourseRule.SCORE:
            return self.assessment_id is not None and scores.get(self.assessment_id, -1) >= self.at_least
        goal = course.lessons if self.course is CourseRule.ALL else course.goal
        return goal & ~done == 0


class Attempt(BaseModel):
    """What was told of one attempt."""

    model_config = ConfigDict(frozen=True)

    score_bp: int
    passed: bool | None
    told: int
    """The revision of the news."""


class Scores(BaseModel):
    """What somebody reached in a course's assessments."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    attempts: dict[str, dict[str, Attempt]] = {}
    """By assessment and attempt."""
    revision: int = 0

    def best(self) -> dict[str, int]:
        """The best score in each assessment, in per cent, rounded down."""
        return {key: max(one.score_bp for one in tries.values()) // 100 for key, tries in self.attempts.items()}

    def passed(self, assessment_id: str) -> bool:
        """Whether one attempt at least has passed, or has a mark where no pass mark is set."""
        return any(attempt.passed is not False for attempt in self.attempts.get(assessment_id, {}).values())

    def hear(self, assessment_id: str, attempt_id: str, attempt: Attempt) -> "Scores":
        """The scores with that attempt's mark, unless newer news of it came before."""
        tries = self.attempts.get(assessment_id, {})
        if attempt_id in tries and tries[attempt_id].told >= attempt.told:
            return self
        return self.model_copy(update={"attempts": {**self.attempts, assessment_id: {**tries, attempt_id: attempt}}})


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a lesson's content decides when it is done."""

    blocks: frozenset[str]
    """The ids of all its blocks."""
    videos: tuple[str, ...]
    """The blocks that play: videos and recordings."""
    assessments: tuple[str, ...]
    lengths: Mapping[str, int] = field(default_factory=dict)
    """How long what plays is, in whole seconds, by its block, as far as that was found when its file was inspected."""

    @classmethod
    def of(cls, blocks: Sequence[Mapping[str, object]], durations: Mapping[str, float] | None = None) -> "Parts":
        """The parts of a lesson with this content; ``durations`` are those of files, in seconds, by their ids."""
        playing = {str(block["block_id"]): str(block["asset_id"]) for block in blocks if block["type"] in PLAYING}
        known = durations or {}
        return cls(
            frozenset(str(block["block_id"]) for block in blocks),
            tuple(playing),
            tuple(str(block["assessment_id"]) for block in blocks if block["type"] in {"quiz", "assignment"}),
            {key: min(max(1, int(known[one])), LONGEST_S) for key, one in playing.items() if one in known},
        )

    def length(self, work: Work, block_id: str) -> int:
        """How long a video is, in seconds: by its file, else as players told; 0 while nobody knows."""
        return self.lengths.get(block_id) or work.lengths.get(block_id, 0)

    def seen(self, work: Work, block_id: str) -> int:
        """How much of a video was seen, in per cent, rounded down; 0 while its length is not known."""
        return work.seen(block_id, self.length(work, block_id))

    def done(self, work: Work, scores: Scores, rules: Rules) -> bool:
        """Whether the lesson is done by itself: everything in it that can be watched or passed is."""
        if not self.videos and not self.assessments:
            return work.confirmed or (rules.reading_s is not None and work.seconds >= rules.reading_s)
        return all(self.seen(work, video) >= rules.watched_percent for video in self.videos) and all(
            map(scores.passed, self.assessments)
        )
