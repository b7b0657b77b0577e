"""What statistics, lists by progress and activity, and lists by name and group follow from."""

from events.identity import MemberRemoved, MemberRenamed
from events.learning import (
    CourseCompleted,
    EnrolmentCancelled,
    EnrolmentExpired,
    EnrolmentInvited,
    EnrolmentOpened,
    EnrolmentPaused,
    EnrolmentResumed,
    GroupDeleted,
    GroupMemberAdded,
    GroupMemberRemoved,
    LessonCompleted,
    SeatOffered,
    SeatReservationEnded,
    SeatReserved,
    WaitingListJoined,
)
from functions.learning.handlers.listener import listener
from functions.learning.wiring import standing_service
from shared.events import Envelope

Step = (
    EnrolmentOpened
    | EnrolmentCancelled
    | EnrolmentInvited
    | EnrolmentPaused
    | EnrolmentResumed
    | EnrolmentExpired
    | WaitingListJoined
    | SeatOffered
    | SeatReserved
    | SeatReservationEnded
    | LessonCompleted
    | CourseCompleted
)


def count(told: Envelope[Step]) -> None:
    """Safe to repeat, and in any order: an enrolment is counted as it is now, and how it was counted is remembered."""
    standing_service(told.org_id).count(told.data.course_id, told.data.user_id)


listener.on(EnrolmentOpened)(count)
listener.on(EnrolmentCancelled)(count)
listener.on(EnrolmentInvited)(count)
listener.on(EnrolmentPaused)(count)
listener.on(EnrolmentResumed)(count)
listener.on(EnrolmentExpired)(count)
listener.on(WaitingListJoined)(count)
listener.on(SeatOffered)(count)
listener.on(SeatReserved)(count)
listener.on(SeatReservationEnded)(count)
listener.on(LessonCompleted)(count)
listener.on(CourseCompleted)(count)


@listener.on(GroupMemberAdded)
def count_who_joined_a_group(told: Envelope[GroupMemberAdded]) -> None:
    """Safe to repeat: as ``count``."""
    standing_service(told.org_id).count_in_group(told.data.group_id, told.data.user_id)


@listener.on(GroupMemberRemoved)
def count_who_left_a_group(told: Envelope[GroupMemberRemoved]) -> None:
    """Safe to repeat: as ``count``."""
    standing_service(told.org_id).count_in_group(told.data.group_id, told.data.user_id)


@listener.on(GroupDeleted)
def dissolve_group(told: Envelope[GroupDeleted]) -> None:
    """Safe to repeat: who is out of it already is not found again."""
    standing_service(told.org_id).remove_remains(told.data.group_id)


@listener.on(MemberRenamed)
def list_by_new_name(told: Envelope[MemberRenamed]) -> None:
    """Safe to repeat, and in any order: the name is asked for."""
    standing_service(told.org_id).rename(told.data.user_id)


@listener.on(MemberRemoved)
def list_by_no_name(told: Envelope[MemberRemoved]) -> None:
    """Safe to repeat, and in any order: the name is asked for."""
    standing_service(told.org_id).rename(told.data.user_id)
