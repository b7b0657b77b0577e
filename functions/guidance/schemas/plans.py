"""Bodies about learning paths."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ConfigDict, Field

from functions.guidance.domain.difficulty import AimedAt, Hardness
from functions.guidance.domain.plans import Step, StepKind, WhyCode
from functions.guidance.service.planning import Planned
from shared.schemas import Out

MOST_STEPS = 200
"""So many steps are shown of each list."""
_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
_LESSON = "les_01JD0K6A1B2C3D4E5F6G7H8J9K"
_SKILL = "skl_01JD5M0Y3C4D5E6F7G8H9J0KAB"
_WHY: dict[str, Any] = {
    "code": "skill_missing",
    "message": "Your answers show that “Percentages” is missing.",
    "skill_ids": [_SKILL],
    "for_id": None,
}
_STEP: dict[str, Any] = {
    "kind": "lesson",
    "course_id": _COURSE,
    "lesson_id": _LESSON,
    "title": "What a percentage is",
    "minutes": 10,
    "success_bp": 6840,
    "why": _WHY,
    "waits_for": [],
}
_AIM: dict[str, Any] = {"success_bp": 7500, "hardness": -0.33, "difficulty": "medium"}
_TARGET: dict[str, Any] = {
    "skill_id": _SKILL,
    "name": "Percentages",
    "level_bp": 8000,
    "mastery_bp": 6840,
    "state": "missing",
}


class WhyOut(Out):
    """Why a step is in the way."""

    model_config = ConfigDict(json_schema_extra={"examples": [_WHY]})

    code: WhyCode
    message: str
    skill_ids: list[str] = Field(description="Of the skills that are wanted and not met, those that it teaches.")
    for_id: str | None = Field(description="The lesson or course that waits for it.")


class WaitsForOut(Out):
    """What a step waits for that cannot be done yet."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "not_yet",
                    "message": "It opens at 2026-12-01 09:00 UTC.",
                    "lesson_id": None,
                    "course_id": None,
                    "assessment_id": None,
                    "opens_at": "2026-12-01T09:00:00Z",
                }
            ]
        }
    )

    code: str
    message: str
    lesson_id: str | None
    course_id: str | None
    assessment_id: str | None
    opens_at: datetime | None


class PlanStepOut(Out):
    """Something to do."""

    model_config = ConfigDict(json_schema_extra={"examples": [_STEP]})

    kind: StepKind
    course_id: str
    lesson_id: str | None = Field(description="Null where it is to enrol.")
    title: str
    minutes: int = Field(description="What it takes, as its course says; 10 where that says nothing.")
    success_bp: int | None = Field(description="The chance of success with it by today's evidence, in basis points.")
    why: WhyOut
    waits_for: list[WaitsForOut] = Field(description="Empty in `steps`.")

    @classmethod
    def of(cls, step: Step, names: Mapping[str, str]) -> "PlanStepOut":
        """The answer for a step."""
        fields = ("kind", "course_id", "lesson_id", "title", "minutes")
        return cls(
            **{name: getattr(step, name) for name in fields},
            success_bp=None if step.success is None else round(step.success * 10_000),
            why=WhyOut(
                code=step.why, message=_message(step, names), skill_ids=list(step.skill_ids), for_id=step.for_id
            ),
            waits_for=[WaitsForOut.model_validate(lock) for lock in step.locks],
        )


class AimOut(Out):
    """How hard the questions of the first lesson should be. `hardness` is in logits beside a typical question of its
    skills: with it the chance of a right answer is `success_bp`.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_AIM]})

    success_bp: int
    hardness: float
    difficulty: Hardness

    @classmethod
    def of(cls, aim: AimedAt) -> "AimOut":
        """The answer for an aim."""
        return cls(success_bp=round(aim.success * 10_000), hardness=round(aim.hardness, 2), difficulty=aim.label)


class PathTargetOut(Out):
    """A skill that is wanted, and how the learner stands towards it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TARGET]})

    skill_id: str
    name: str
    level_bp: int
    mastery_bp: int
    state: str = Field(description="`unknown` without an answer, `missing` or `met` by whether the level is reached.")


class LearningPathOut(Out):
    """The way to what is wanted. Of each list the first 200 are shown."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                    "targets": [_TARGET],
                    "steps": [_STEP],
                    "later": [],
                    "skipped": [],
                    "step_count": 1,
                    "minutes": 10,
                    "weeks": 1,
                    "aim": _AIM,
                }
            ]
        }
    )

    user_id: str
    targets: list[PathTargetOut]
    steps: list[PlanStepOut] = Field(description="What to do, in order: each can be done after those before it.")
    later: list[PlanStepOut] = Field(description="What cannot be done yet, with what it waits for.")
    skipped: list[PlanStepOut] = Field(description="What a course requires but teaches nothing that is missing.")
    step_count: int
    minutes: int = Field(description="What all steps take.")
    weeks: int | None = Field(description="The same in weeks of the learner's goal; null without one.")
    aim: AimOut | None

    @classmethod
    def of(cls, user_id: str, found: Planned) -> "LearningPathOut":
        """The answer for a plan."""
        lists = {
            name: [PlanStepOut.of(step, found.names) for step in getattr(found.plan, name)[:MOST_STEPS]]
            for name in ("steps", "later", "skipped")
        }
        minutes, weekly = found.plan.minutes, found.weekly_minutes
        return cls(
            user_id=user_id,
            targets=[
                PathTargetOut(
                    skill_id=gap.estimate.skill_id,
                    name=found.names[gap.estimate.skill_id],
                    level_bp=gap.level_bp,
                    mastery_bp=gap.estimate.mastery_bp,
                    state=gap.state.value,
                )
                for gap in found.gaps
            ],
            **lists,
            step_count=len(found.plan.steps),
            minutes=minutes,
            weeks=-(-minutes // weekly) if weekly else None,
            aim=AimOut.of(found.aim) if found.aim else None,
        )


def _message(step: Step, names: Mapping[str, str]) -> str:
    taught = ", ".join(f"“{names[one]}”" for one in step.skill_ids[:3])
    return {
        WhyCode.SKILL_MISSING: f"Your answers show that {taught} is missing.",
        WhyCode.SKILL_UNKNOWN: f"It teaches {taught}, of which no answer of yours says anything yet.",
        WhyCode.REQUIRED: "The course requires it.",
        WhyCode.PREREQUISITE: "Its course comes before another one that you want.",
        WhyCode.UNLOCKS: "What you want is locked until it is completed.",
        WhyCode.COURSE_WANTED: "You want what this course teaches, and have no place in it yet.",
    }[step.why]
