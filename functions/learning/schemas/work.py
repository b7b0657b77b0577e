"""Bodies of what devices tell, and of what comes of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from functions.learning.domain.completion import CourseRule, Rules
from functions.learning.domain.facts import Fact, FactKind
from functions.learning.domain.work import LONGEST_S
from functions.learning.repository.work import Resume
from functions.learning.schemas.enrolments import PROGRESS, CourseProgressOut
from functions.learning.schemas.seats import Moment
from functions.learning.service.facts import LessonWork, Taken
from functions.learning.service.progress import Study
from shared.schemas import BodyId, In, Out, ShownAs

MOST_FACTS = 200
_LESSON_ID = "les_01JD0K6A1B2C3D4E5F6G7H8J9K"
_FACT: dict[str, Any] = {
    "key": "f-000172",
    "lesson_id": _LESSON_ID,
    "kind": "watched",
    "at": "2026-11-22T10:05:30Z",
    "active_s": 30,
    "block_id": "blk_film",
    "from_s": 120,
    "to_s": 150,
    "length_s": 640,
    "position_s": 150,
}
_WORK: dict[str, Any] = {
    "lesson_id": _LESSON_ID,
    "completed": False,
    "opened": True,
    "confirmed": False,
    "time_spent_s": 330,
    "block_id": "blk_film",
    "position_s": 150,
    "blocks": [
        {"block_id": "blk_film", "length_s": 640, "watched": [[0, 150]], "watched_percent": 23, "score_bp": None}
    ],
}
_RULES: dict[str, Any] = {
    "course": "required",
    "assessment_id": None,
    "at_least": None,
    "watched_percent": 90,
    "reading_s": 60,
}

_Name = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]
_BlockId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]
_AssessmentId = Annotated[str, StringConstraints(max_length=32, pattern=r"^asm_[0-9A-Za-z]+$")]
_Second = Annotated[int, Field(ge=0, le=LONGEST_S)]


class FactIn(In):
    """What a device saw its learner do in a lesson, under a key of its own choice.

    `at` is the device's clock, and `active_s` how long the learner was at it just before.

    `watched` names a block and the seconds of it that were played; `answered` one to try out, and its result.
    """

    key: _Name
    lesson_id: BodyId
    kind: Literal["opened", "studied", "watched", "answered", "confirmed"]
    at: Moment
    active_s: Annotated[int, Field(ge=0, le=120)] = 0
    block_id: _BlockId | None = None
    from_s: _Second | None = None
    to_s: _Second | None = None
    length_s: Annotated[int, Field(ge=1, le=LONGEST_S)] | None = None
    position_s: _Second | None = None
    score_bp: Annotated[int, Field(ge=0, le=10_000)] | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [_FACT]})

    @model_validator(mode="after")
    def _says_what_it_must(self) -> "FactIn":
        if self.kind in {"watched", "answered"} and self.block_id is None:
            raise ValueError("must name a block")
        if self.kind == "watched" and (self.from_s is None or self.to_s is None or self.from_s >= self.to_s):
            raise ValueError("must name a range of seconds that is not empty")
        if self.kind == "answered" and self.score_bp is None:
            raise ValueError("must name a result")
        return self

    def fact(self) -> Fact:
        """The fact that it tells."""
        return Fact(
            fact_id=self.key,
            lesson_id=self.lesson_id,
            kind=FactKind(self.kind),
            at=self.at,
            active_s=self.active_s,
            block_id=self.block_id,
            start_s=self.from_s or 0,
            end_s=self.to_s or 0,
            length_s=self.length_s,
            position_s=self.position_s,
            score_bp=self.score_bp or 0,
        )


_FACTS = TypeAdapter(FactIn)
# Each is read by itself, so that one that is wrong does not spoil the others.
_Told = Annotated[Any, ShownAs(FactIn)]


class FactsIn(In):
    """What a device tells, in any order, and again until it has an answer. `sent_at` is its clock as it sends them."""

    sent_at: Moment
    facts: Annotated[list[_Told], Field(min_length=1, max_length=MOST_FACTS)]

    model_config = ConfigDict(json_schema_extra={"examples": [{"sent_at": "2026-11-22T10:05:31Z", "facts": [_FACT]}]})

    def read(self) -> tuple[list[Fact], dict[int, str]]:
        """The facts that can be understood; what is wrong with the others, by their place."""
        facts: list[Fact] = []
        wrong: dict[int, str] = {}
        for place, told in enumerate(self.facts):
            try:
                facts.append(_FACTS.validate_python(told, strict=False).fact())
            except ValidationError as error:
                fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
                wrong[place] = "/".join(["", *map(str, fault["loc"])]) + f": {fault['msg']}"[:300]
        return facts, wrong


class VerdictOut(Out):
    """What became of a fact, in the order in which they were sent. A refused one is not to be sent again, unless its
    `code` is `lesson_locked`. `code` is also `invalid`, `lesson_not_found`, `block_not_found`, `in_the_future`,
    `too_old`, `before_enrollment`, `too_many_lessons` or `too_much`.
    """

    key: str | None
    taken: bool
    code: str | None
    message: str | None


class BlockWorkOut(Out):
    """What was done with a block: what of it was watched, as ranges of seconds, or the best result in it."""

    block_id: str
    length_s: int | None
    watched: list[tuple[int, int]]
    watched_percent: int
    score_bp: int | None


class LessonWorkOut(Out):
    """What was done in a lesson, and where to go on. Time counts once, on however many devices it was spent."""

    lesson_id: str
    completed: bool
    opened: bool
    confirmed: bool
    time_spent_s: int
    block_id: str | None
    position_s: int | None
    blocks: list[BlockWorkOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_WORK]})

    @classmethod
    def of(cls, one: LessonWork) -> "LessonWorkOut":
        """The answer for a lesson."""
        work, place = one.done.work, one.done.place
        return cls(
            lesson_id=one.lesson.lesson_id,
            completed=one.completed,
            opened=work.opened,
            confirmed=work.confirmed,
            time_spent_s=work.seconds,
            block_id=place.block_id if place else None,
            position_s=place.position_s if place else None,
            blocks=[
                BlockWorkOut(
                    block_id=block_id,
                    length_s=one.parts.length(work, block_id) or None,
                    watched=work.ranges(block_id),
                    watched_percent=one.parts.seen(work, block_id),
                    score_bp=work.answered.get(block_id),
                )
                for block_id in sorted(work.watched.keys() | work.answered.keys())
            ],
        )


class FactsOut(Out):
    """What became of the facts, how the lessons stand that they are of, and the course."""

    verdicts: list[VerdictOut]
    lessons: list[LessonWorkOut]
    progress: CourseProgressOut

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "verdicts": [{"key": "f-000172", "taken": True, "code": None, "message": None}],
                    "lessons": [_WORK],
                    "progress": PROGRESS,
                }
            ]
        }
    )

    @classmethod
    def of(cls, sent: Sequence[Any], wrong: dict[int, str], taken: Taken) -> "FactsOut":
        """The answer for the facts that were sent."""
        return cls(
            verdicts=[_verdict(told, wrong.get(place), taken) for place, told in enumerate(sent)],
            lessons=[LessonWorkOut.of(one) for one in taken.lessons],
            progress=CourseProgressOut.model_validate(taken.enrolment.progress(taken.study.course)),
        )


def _verdict(told: Any, wrong: str | None, taken: Taken) -> VerdictOut:
    fact_id = told.get("key") if isinstance(told, dict) else None
    if wrong is not None:
        shown = fact_id if isinstance(fact_id, str) and len(fact_id) <= 64 else None
        return VerdictOut(key=shown, taken=False, code="invalid", message=wrong)
    code = taken.refused.get(str(fact_id))
    return VerdictOut(key=fact_id, taken=code is None, code=code, message=None)


class ResumeOut(Out):
    """Where to go on in a course: null once everything is done, and nothing was opened."""

    course_id: str
    lesson_id: str | None
    title: str | None
    opened_at: datetime | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
                    "lesson_id": _LESSON_ID,
                    "title": "Mitochondria",
                    "opened_at": "2026-11-22T10:00:00Z",
                }
            ]
        }
    )

    @classmethod
    def of(cls, study: Study, lesson: Any, resume: Resume | None) -> "ResumeOut":
        """The answer for a course."""
        return cls(
            course_id=study.course.course_id,
            lesson_id=lesson.lesson_id if lesson else None,
            title=lesson.title if lesson else None,
            opened_at=resume.opened_at if resume else None,
        )


class RulesIn(In):
    """What completes a course: `all` lessons, the `required` ones, or a `score` of at least so many per cent in an
    assessment. A lesson is done by itself once each video was watched to `watched_percent` and each assessment in it
    passed; one without either after `reading_s` seconds, or when the learner confirms it.
    """

    course: CourseRule = CourseRule.REQUIRED
    assessment_id: _AssessmentId | None = None
    at_least: Annotated[int, Field(ge=0, le=100)] | None = None
    watched_percent: Annotated[int, Field(ge=1, le=100)] = 90
    reading_s: Annotated[int, Field(ge=1, le=86_400)] | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [_RULES]})

    @model_validator(mode="after")
    def _names_the_score(self) -> "RulesIn":
        named = [self.assessment_id is not None, self.at_least is not None]
        if not (all(named) if self.course is CourseRule.SCORE else not any(named)):
            raise ValueError("assessment_id and at_least go with the rule score, and only with it")
        return self

    def rules(self, revision: int) -> Rules:
        """The rules that they are."""
        return Rules(**self.model_dump(exclude={"at_least"}), at_least=self.at_least or 0, revision=revision)


class RulesOut(Out):
    """What completes a course and its lessons."""

    course: CourseRule
    assessment_id: str | None
    at_least: int | None
    watched_percent: int
    reading_s: int | None

    model_config = ConfigDict(json_schema_extra={"examples": [_RULES]})

    @classmethod
    def of(cls, rules: Rules) -> "RulesOut":
        """The answer for a course's rules."""
        scored = rules.course is CourseRule.SCORE
        return cls(**rules.model_dump(exclude={"at_least", "revision"}), at_least=rules.at_least if scored else None)
