"""What learning runs."""

from events.assessment import AttemptGraded
from events.catalog import CourseArchived, CoursePublished
from events.learning import (
    CourseCompleted,
    EnrolmentCancelled,
    EnrolmentExpired,
    EnrolmentInvited,
    EnrolmentOpened,
    EnrolmentPaused,
    EnrolmentResumed,
    EnrolmentSettingsChanged,
    LessonCompleted,
    SeatOffered,
    SeatReservationEnded,
    SeatReserved,
    WaitingListJoined,
)
from shared.manifest import READ, Context, Function, Schedule

LEARNING = Context(
    name="learning",
    routes=(
        "/courses/{course_id}/enroll",
        "/courses/{course_id}/enrollments",
        "/courses/{course_id}/learn",
        "/dashboard",
        "/enrollments",
        "/notes",
    ),
    tells=(
        EnrolmentOpened,
        EnrolmentCancelled,
        EnrolmentInvited,
        EnrolmentPaused,
        EnrolmentResumed,
        EnrolmentExpired,
        EnrolmentSettingsChanged,
        WaitingListJoined,
        SeatOffered,
        SeatReserved,
        SeatReservationEnded,
        LessonCompleted,
        CourseCompleted,
    ),
    hears=(
        CoursePublished,
        CourseArchived,
        EnrolmentCancelled,
        EnrolmentExpired,
        EnrolmentSettingsChanged,
        SeatReservationEnded,
        AttemptGraded,
    ),
    asks=("identity", "catalog"),
    answers=("BatchGetItem",),
    schedules=(Schedule(task="sweep_seats", every="rate(1 minute)"),),
    api=Function(table=(*READ, "PutItem", "UpdateItem", "DeleteItem")),
    handlers=Function(
        table=("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"), asks=("catalog",)
    ),
    tasks=Function(timeout_s=60, table=("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"), asks=()),
)
