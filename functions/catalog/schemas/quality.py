"""The answer about a course's quality."""

from typing import Any

from pydantic import ConfigDict

from functions.catalog.domain.quality import Quality
from shared.schemas import Out

_COURSE = "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7"
_TOPIC = "top_01JD5H01AA2B3C4D5E6F7G8H9J"
_LESSON = "les_01JD5H02BB3C4D5E6F7G8H9JKM"
_SUGGESTION: dict[str, Any] = {
    "code": "captions_missing",
    "message": "Add captions, for who cannot hear it.",
    "pointer": f"/topics/{_TOPIC}/lessons/{_LESSON}/blocks/0/captions",
    "topic_id": _TOPIC,
    "lesson_id": _LESSON,
    "block_id": "blk_01JD5H03CC4D5E6F7G8H9JKMNP",
    "points": 4.0,
}
_RULE: dict[str, Any] = {"code": "captions_missing", "weight": 8, "checked": 2, "found": 1, "points": 4.0}


class SuggestionOut(Out):
    """What would make the course better, where, and how many points it would bring.

    `pointer` leads from the course through the ids of topics and lessons to the field.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_SUGGESTION]})

    code: str
    message: str
    pointer: str
    topic_id: str | None
    lesson_id: str | None
    block_id: str | None
    points: float


class RuleResultOut(Out):
    """How the course does by one rule: `found` of the `checked` units break it, which costs that share of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_RULE]})

    code: str
    weight: int
    checked: int
    found: int
    points: float


class QualityOut(Out):
    """How good a course's draft is: 100 less the points of all rules, rounded down. `suggestions` are those that bring
    most first, at most 500 of `suggestion_count`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "course_id": _COURSE,
                    "score": 96,
                    "rules": [_RULE],
                    "suggestions": [_SUGGESTION],
                    "suggestion_count": 1,
                }
            ]
        }
    )

    course_id: str
    score: int
    rules: list[RuleResultOut]
    suggestions: list[SuggestionOut]
    suggestion_count: int

    @classmethod
    def of(cls, course_id: str, quality: Quality) -> "QualityOut":
        """The answer for a course."""
        return cls(
            course_id=course_id,
            score=quality.score,
            rules=[RuleResultOut.model_validate(result) for result in quality.rules],
            suggestions=[
                SuggestionOut(
                    code=suggestion.code,
                    message=suggestion.message,
                    pointer=suggestion.place.pointer,
                    topic_id=suggestion.place.topic_id,
                    lesson_id=suggestion.place.lesson_id,
                    block_id=suggestion.place.block_id,
                    points=suggestion.points,
                )
                for suggestion in quality.suggestions
            ],
            suggestion_count=quality.suggestion_count,
        )
