"""What assessment runs."""

from events.assessment import (
    AppealAnswered,
    AttemptGraded,
    AttemptSubmitted,
    GradingOpened,
    GradingOverdue,
    GradingRequested,
    SuggestionRequested,
)
from shared.manifest import READ, Context, Function, Schedule

_WRITES = ("PutItem", "DeleteItem")

ASSESSMENT = Context(
    name="assessment",
    routes=("/assessments", "/question-banks"),
    tells=(
        AttemptSubmitted,
        AttemptGraded,
        GradingOpened,
        SuggestionRequested,
        GradingRequested,
        GradingOverdue,
        AppealAnswered,
    ),
    hears=(GradingOpened, AttemptGraded, AppealAnswered),
    asks=("identity", "catalog", "learning"),
    layers=("core", "patterns"),
    workflows=("grading",),
    schedules=(Schedule(task="end_attempts", every="rate(1 minute)"),),
    api=Function(table=(*READ, *_WRITES)),
    handlers=Function(table=(*READ, *_WRITES), machines=("grading",), answers_machines=("grading",), asks=()),
    tasks=Function(timeout_s=120, table=(*READ, *_WRITES), answers_machines=("grading",), asks=()),
)
