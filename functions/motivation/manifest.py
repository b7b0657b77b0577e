"""What motivation runs."""

from events.assessment import AttemptGraded
from events.certificates import CertificateIssued
from events.learning import CourseCompleted, LessonCompleted
from events.motivation import BadgeEarned, LevelReached, MilestoneReached, RewardRedeemed
from shared.manifest import READ, Context, Function

MOTIVATION = Context(
    name="motivation",
    routes=("/motivation", "/badges", "/leaderboards", "/rewards", "/achievements"),
    tells=(BadgeEarned, LevelReached, MilestoneReached, RewardRedeemed),
    hears=(LessonCompleted, CourseCompleted, AttemptGraded, CertificateIssued),
    asks=("identity", "catalog"),
    answers=("BatchGetItem",),
    api=Function(table=(*READ, "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem")),
    # A batch of ten events, each tried again where others count for the same person at the same moment.
    handlers=Function(timeout_s=60, table=("BatchGetItem", "Query", "PutItem", "UpdateItem"), asks=("identity",)),
)
