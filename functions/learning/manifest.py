"""What learning runs."""

from events.catalog import CourseArchived, CoursePublished
from events.learning import CourseCompleted, EnrolmentCancelled, EnrolmentOpened, LessonCompleted
from shared.manifest import READ, Context, Function

LEARNING = Context(
    name="learning",
    routes=(
        "/courses/{course_id}/enroll",
        "/courses/{course_id}/enrollments",
        "/courses/{course_id}/learn",
        "/enrollments",
    ),
    tells=(EnrolmentOpened, EnrolmentCancelled, LessonCompleted, CourseCompleted),
    hears=(CoursePublished, CourseArchived),
    asks=("identity", "catalog"),
    answers=("BatchGetItem",),
    api=Function(table=(*READ, "PutItem")),
    handlers=Function(table=("GetItem", "PutItem"), asks=("catalog",)),
)
