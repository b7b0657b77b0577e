"""Bodies about risks and insights. What is said in words comes with its code and figures."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import ConfigDict, StrictBool

from functions.analytics.domain.evidence import RiskSign
from functions.analytics.domain.insights import Insight, NextStep, Said, step_of
from functions.analytics.domain.risk import Reason, RiskLevel
from functions.analytics.domain.words import SAID, STEPS, WHY, Language, say
from functions.analytics.repository.risks import Outlook
from functions.analytics.repository.rounds import Round
from functions.analytics.service.risks import Insights
from shared.schemas import In, Out

_USER_ID = "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"
_COURSE_ID = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
_SILENT = "No activity for 16 days."
_RISK: dict[str, Any] = {
    "since": "2026-11-22",
    "level": "high",
    "chance_bp": 7310,
    "reasons": [{"code": "silent", "figures": {"days": 16}, "text": _SILENT}],
}
_SAID: dict[str, Any] = {
    "code": "stopped",
    "figures": {"days": 16},
    "lesson_id": "les_01JD0K6A1B2C3D4E5F6G7H8J9K",
    "text": _SILENT,
}
_NEXT: dict[str, Any] = {"code": "come_back", "text": "Write to them and ask what keeps them away."}


class RiskReasonOut(Out):
    """What speaks for a risk."""

    code: RiskSign
    figures: dict[str, int]
    text: str

    @classmethod
    def of(cls, reason: Reason, language: Language) -> "RiskReasonOut":
        """The answer for a reason."""
        text = say(WHY[language], reason.sign, reason.figures)
        return cls(code=reason.sign, figures=dict(reason.figures), text=text)


class InsightOut(Out):
    """What somebody's figures say; `lesson_id` is the lesson it speaks of, where it speaks of one."""

    code: Insight
    figures: dict[str, int]
    lesson_id: str | None
    text: str

    @classmethod
    def of(cls, said: Said, language: Language) -> "InsightOut":
        """The answer for something that can be said."""
        text = say(SAID[language], said.insight, said.figures)
        return cls(code=said.insight, figures=dict(said.figures), lesson_id=said.lesson_id, text=text)


class NextStepOut(Out):
    """What to do next."""

    code: NextStep
    text: str


class RiskOut(Out):
    """The chance of not finishing or not passing, in ten-thousandths, and the strongest reasons (at most three), the
    strongest first: as it has been since that day. It is null where nothing can be said yet.
    """

    since: date
    level: RiskLevel
    chance_bp: int | None
    reasons: list[RiskReasonOut]


class LearnerAtRiskOut(RiskOut):
    """Somebody in the course, with what to do next."""

    user_id: str
    next_step: NextStepOut

    model_config = ConfigDict(json_schema_extra={"examples": [{"user_id": _USER_ID, **_RISK, "next_step": _NEXT}]})

    @classmethod
    def of(cls, one: Outlook, language: Language) -> "LearnerAtRiskOut":
        """The answer for a learner of a course."""
        return cls(user_id=one.user_id, next_step=_step(one, language, own=False), **_risk(one, language))


class CourseInsightsOut(Out):
    """What can be said of somebody in a course."""

    course_id: str
    title: str | None
    risk: RiskOut
    insights: list[InsightOut]
    next_step: NextStepOut


class LearnerInsightsOut(Out):
    """What can be said of somebody, in the courses that you may know of and that they have not finished."""

    user_id: str
    courses: list[CourseInsightsOut]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user_id": _USER_ID,
                    "courses": [
                        {
                            "course_id": _COURSE_ID,
                            "title": "Organic chemistry",
                            "risk": _RISK,
                            "insights": [_SAID],
                            "next_step": _NEXT,
                        }
                    ],
                }
            ]
        }
    )

    @classmethod
    def of(cls, found: Insights, language: Language, *, own: bool) -> "LearnerInsightsOut":
        """The answer for somebody's courses, to themselves or to others."""
        courses = []
        for one in found.outlooks:
            card = found.cards.get(one.course_id)
            courses.append(
                CourseInsightsOut(
                    course_id=one.course_id,
                    title=card.title if card else None,
                    risk=RiskOut(**_risk(one, language)),
                    insights=[InsightOut.of(said, language) for said in one.said],
                    next_step=_step(one, language, own=own),
                )
            )
        return cls(user_id=found.user_id, courses=courses)


class RiskRoundOut(Out):
    """When a course's learners were looked at last, and are the next time."""

    judged_at: datetime | None
    due_at: datetime

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"judged_at": "2026-11-21T20:45:00Z", "due_at": "2026-11-22T20:45:00Z"}]}
    )

    @classmethod
    def of(cls, found: Round) -> "RiskRoundOut":
        """The answer for a course's rounds."""
        return cls(judged_at=found.judged_at, due_at=found.due_at)


class ProfilingIn(In):
    """Whether you let yourself be judged."""

    is_judged: StrictBool

    model_config = ConfigDict(json_schema_extra={"examples": [{"is_judged": True}]})


class ProfilingOut(Out):
    """Whether you let yourself be judged: only then there are a chance and insights, for you and your tutors."""

    is_judged: bool

    model_config = ConfigDict(json_schema_extra={"examples": [{"is_judged": True}]})


def _risk(one: Outlook, language: Language) -> Mapping[str, Any]:
    known = one.risk.level is not RiskLevel.UNKNOWN
    return {
        "since": date.fromisoformat(one.day),
        "level": one.risk.level,
        "chance_bp": one.risk.chance_bp if known else None,
        "reasons": [RiskReasonOut.of(reason, language) for reason in one.risk.reasons],
    }


def _step(one: Outlook, language: Language, *, own: bool) -> NextStepOut:
    step = step_of(one.said)
    return NextStepOut(code=step, text=STEPS[language][own][step])
