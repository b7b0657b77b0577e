"""Guidance's reactions to what others tell."""

from events.catalog import CourseArchived, CoursePublished
from events.identity import MemberRemoved
from events.learning import CourseCompleted, EnrolmentCancelled, EnrolmentOpened
from functions.guidance.manifest import GUIDANCE
from functions.guidance.wiring import change_service, history_service, learn_soon
from shared.events import Envelope
from shared.listening import Listener

listener = Listener(GUIDANCE)


@listener.on(EnrolmentOpened)
def note_enrolment(told: Envelope[EnrolmentOpened]) -> None:
    """Safe to repeat, and in any order: a place counts by when it was got."""
    history_service(told.org_id).enrol(told.data.user_id, told.data.course_id, told.occurred_at)
    learn_soon(told.org_id, told.event_id)


@listener.on(EnrolmentCancelled)
def note_leaving(told: Envelope[EnrolmentCancelled]) -> None:
    """Safe to repeat, and in any order: a place counts by when it was lost."""
    history_service(told.org_id).leave(told.data.user_id, told.data.course_id, told.occurred_at)


@listener.on(CourseCompleted)
def note_completion(told: Envelope[CourseCompleted]) -> None:
    """Safe to repeat: a course is completed once."""
    history_service(told.org_id).complete(told.data.user_id, told.data.course_id, told.occurred_at)


@listener.on(CoursePublished)
def offer_course(told: Envelope[CoursePublished]) -> None:
    """Safe to repeat: only newer news of the course is taken."""
    change_service(told.org_id).note(told.data.course_id, offered=True, told=told.revision)
    learn_soon(told.org_id, told.event_id)


@listener.on(CourseArchived)
def withdraw_course(told: Envelope[CourseArchived]) -> None:
    """Recommend the course no more. Safe to repeat: only newer news of the course is taken."""
    change_service(told.org_id).note(told.data.course_id, offered=False, told=told.revision)


@listener.on(MemberRemoved)
def forget_person(told: Envelope[MemberRemoved]) -> None:
    """Let go of what somebody took and was shown; the next edition learns nothing of it. Safe to repeat."""
    history_service(told.org_id).forget(told.data.user_id)


listener.require_all()
handler = listener.handler
