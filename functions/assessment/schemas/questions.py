"""Bodies about questions."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from functions.assessment.domain.bank import MOST_SKILLS, MOST_TAGS, BankQuestion, Difficulty, Origin, parsed
from functions.assessment.domain.papers import Centipoints, QuestionId, Tag
from functions.assessment.service.questions import Draft, WholeQuestion
from shared.schemas import In, Out

SkillId = Annotated[str, StringConstraints(max_length=32, pattern=r"^skl_[0-9A-Za-z]+$")]


def document(text: str) -> dict[str, Any]:
    """A paragraph, for examples."""
    return {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]}


DEFINITION: dict[str, Any] = {
    "type": "single_choice",
    "prompt": document("Where does a cell release the energy in food?"),
    "explanation": document("Mitochondria turn sugar and oxygen into ATP."),
    "options": [
        {"key": "a1", "content": document("In the mitochondria"), "share_bp": 10_000},
        {"key": "b2", "content": document("In the nucleus"), "feedback": document("It keeps the plans.")},
    ],
}
_DRAFT: dict[str, Any] = {"question": DEFINITION, "difficulty": 2, "tags": ["cells"], "skill_ids": []}
_QUESTION: dict[str, Any] = {
    "question_id": "que_01JD0P1A2B3C4D5E6F7G8H9JKM",
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "type": "single_choice",
    "title": "Where does a cell release the energy in food?",
    "difficulty": 2,
    "tags": ["cells"],
    "skill_ids": [],
    "version": 1,
    "changed_at": "2026-11-22T09:30:00Z",
    "origin": None,
}


class QuestionIn(In):
    """A question for the bank. What is needed depends on its `type`: `docs/questions.md` shows each of the thirteen."""

    question: Annotated[dict[str, Any], Field(description="The question, as its type has it.")]
    difficulty: Difficulty = 3
    """1 is the easiest."""
    tags: Annotated[tuple[Tag, ...], Field(max_length=MOST_TAGS)] = ()
    skill_ids: Annotated[tuple[SkillId, ...], Field(max_length=MOST_SKILLS)] = ()

    model_config = ConfigDict(json_schema_extra={"examples": [_DRAFT]})

    def draft(self) -> Draft:
        """What is asked for."""
        tags, skills = (tuple(dict.fromkeys(names)) for names in (self.tags, self.skill_ids))
        return Draft(parsed(self.question, "/question"), self.difficulty, tags, skills)


class AdoptedQuestionIn(QuestionIn):
    """An approved question as another room hands it over: under an id that it already has."""

    question_id: QuestionId
    origin: Origin


class AskedQuestionIn(QuestionIn):
    """A question for an assessment, and what it is worth there."""

    points_centi: Centipoints = 100

    model_config = ConfigDict(json_schema_extra={"examples": [{**_DRAFT, "points_centi": 200}]})


class OriginOut(Out):
    """Where a question comes from that nobody wrote by hand."""

    draft_id: str
    made_by: str
    approved_by: str
    lesson_id: str | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "draft_id": "qdr_01JD0P1A2B3C4D5E6F7G8H9JKN",
                    "made_by": "embedded",
                    "approved_by": "usr_01JD0K3V9Q4M5T6W7X8Y9ZABCE",
                    "lesson_id": "les_01JD0K3V9Q4M5T6W7X8Y9ZABCF",
                }
            ]
        }
    )


class BankQuestionOut(Out):
    """A question of a course's bank, in short."""

    question_id: str
    course_id: str
    type: str
    title: str
    difficulty: int
    tags: list[str]
    skill_ids: list[str]
    version: int
    changed_at: datetime
    origin: OriginOut | None
    """Null for a question that somebody wrote."""

    model_config = ConfigDict(json_schema_extra={"examples": [_QUESTION]})

    @classmethod
    def of(cls, question: BankQuestion) -> "BankQuestionOut":
        """The answer for a question."""
        return cls.model_validate(question)


class QuestionOut(BankQuestionOut):
    """A question with what it asks and what is right, for its authors."""

    question: dict[str, Any]
    points_centi: int | None
    """What it is worth in the assessment; null in the bank."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_QUESTION, "question": DEFINITION, "points_centi": 200}]}
    )

    @classmethod
    def whole(cls, whole: WholeQuestion) -> "QuestionOut":
        """The answer for a question."""
        plain = BankQuestionOut.of(whole.question).model_dump()
        asked = whole.frozen.definition.model_dump(mode="json", exclude_none=True)
        return cls(**plain, question=asked, points_centi=whole.points_centi)


class QuestionsOut(Out):
    """The fixed questions of an assessment, in order."""

    items: list[QuestionOut]

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [{**_QUESTION, "question": DEFINITION, "points_centi": 200}]}]}
    )
