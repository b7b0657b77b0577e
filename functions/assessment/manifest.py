"""What assessment runs."""

from events.assessment import (
    AppealAnswered,
    AttemptGraded,
    AttemptSubmitted,
    GradingOpened,
    GradingOverdue,
    GradingRequested,
    PeersEvaluated,
    RegradeRequested,
    SubmissionAppealAnswered,
    SubmissionAppealed,
    SubmissionGraded,
    SubmissionGradingOverdue,
    SubmissionGradingRequested,
    SubmissionReceived,
    SuggestionRequested,
)
from events.catalog import CoursePublished
from events.learning import (
    EnrolmentCancelled,
    EnrolmentExpired,
    EnrolmentOpened,
    EnrolmentPaused,
    EnrolmentResumed,
)
from events.media import WorkFileReady
from shared.manifest import READ, Context, Function, Schedule, Watched

_WRITES = ("PutItem", "DeleteItem")

ASSESSMENT = Context(
    name="assessment",
    routes=(
        "/assessments",
        "/assignments",
        "/courses/{course_id}/assignments",
        "/courses/{course_id}/gradebook",
        "/courses/{course_id}/regrades",
        "/question-banks",
    ),
    tells=(
        AttemptSubmitted,
        AttemptGraded,
        GradingOpened,
        SuggestionRequested,
        GradingRequested,
        GradingOverdue,
        AppealAnswered,
        SubmissionReceived,
        SubmissionGraded,
        SubmissionAppealed,
        SubmissionGradingRequested,
        SubmissionGradingOverdue,
        SubmissionAppealAnswered,
        RegradeRequested,
        PeersEvaluated,
    ),
    hears=(
        GradingOpened,
        PeersEvaluated,
        RegradeRequested,
        AttemptGraded,
        AppealAnswered,
        SubmissionReceived,
        SubmissionGraded,
        SubmissionAppealed,
        SubmissionAppealAnswered,
        CoursePublished,
        EnrolmentCancelled,
        EnrolmentExpired,
        EnrolmentOpened,
        EnrolmentPaused,
        EnrolmentResumed,
        WorkFileReady,
    ),
    asks=("identity", "catalog", "learning", "mastery"),
    answers=READ,
    layers=("core", "patterns"),
    workflows=("grading", "reading", "regrading"),
    schedules=(Schedule(task="end_attempts", every="rate(1 minute)"),),
    watched=(Watched("tasks", "DeadlineFailed", runbook="deadlines"),),
    api=Function(table=(*READ, *_WRITES, "UpdateItem"), calls=("sandbox",)),
    handlers=Function(
        table=(*READ, "PutItem"),
        machines=("grading", "reading", "regrading"),
        answers_machines=("grading",),
        asks=("learning",),
    ),
    tasks=Function(
        timeout_s=300,
        layers=("lexers",),
        table=(*READ, *_WRITES, "UpdateItem"),
        answers_machines=("grading",),
        asks=("catalog",),
        calls=("sandbox",),
    ),
)
