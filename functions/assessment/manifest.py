"""What assessment runs."""

from events.assessment import AttemptGraded, AttemptSubmitted, GradingRequested
from shared.manifest import READ, Context, Function, Schedule

ASSESSMENT = Context(
    name="assessment",
    routes=("/assessments", "/question-banks"),
    tells=(AttemptSubmitted, AttemptGraded, GradingRequested),
    asks=("identity", "catalog", "learning"),
    layers=("core", "patterns"),
    schedules=(Schedule(task="end_attempts", every="rate(1 minute)"),),
    api=Function(table=(*READ, "PutItem", "DeleteItem")),
    tasks=Function(timeout_s=120, layers=("lexers",), table=(*READ, "PutItem", "DeleteItem"), asks=()),
)
