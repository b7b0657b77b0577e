"""What guidance runs."""

from events.catalog import CourseArchived, CoursePublished
from events.guidance import RecommendationFollowed, RecommendationsSeen
from events.identity import MemberRemoved
from events.learning import CourseCompleted, EnrolmentCancelled, EnrolmentOpened
from shared.manifest import Context, Function

GUIDANCE = Context(
    name="guidance",
    routes=("/ai/recommend-courses", "/ai/learning-path"),
    tells=(RecommendationsSeen, RecommendationFollowed),
    hears=(EnrolmentOpened, EnrolmentCancelled, CourseCompleted, CoursePublished, CourseArchived, MemberRemoved),
    asks=("identity", "catalog", "learning", "mastery"),
    answers=(),
    workflows=("recommending",),
    keeps_files=True,
    api=Function(table=("GetItem", "BatchGetItem", "PutItem"), files=("GetObject",)),
    handlers=Function(timeout_s=60, table=("GetItem", "PutItem", "DeleteItem"), asks=(), machines=("recommending",)),
    # Training 100,000 learners and 2,000 courses takes memory of 1 GB; more of it buys processors.
    tasks=Function(
        memory_mb=4096,
        timeout_s=900,
        table=("GetItem", "Query", "PutItem"),
        asks=("catalog",),
        files=("PutObject", "DeleteObject"),
        layers=("texts",),
    ),
)
