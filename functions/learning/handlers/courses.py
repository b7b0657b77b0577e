"""What becomes of news about courses."""

from events.catalog import CourseArchived, CoursePublished
from functions.learning.domain.courses import CourseStatus
from functions.learning.handlers.listener import listener
from functions.learning.wiring import course_service
from shared.events import Envelope


@listener.on(CoursePublished)
def offer_version(told: Envelope[CoursePublished]) -> None:
    """Learners study the new version from now on. Safe to repeat: only newer news changes what is known."""
    news = told.data
    course_service(told.org_id).hear(news.course_id, news.version, CourseStatus.PUBLISHED, told=told.revision)


@listener.on(CourseArchived)
def close_course(told: Envelope[CourseArchived]) -> None:
    """The course takes no new learners; those in it stay. Safe to repeat: only newer news changes what is known."""
    news = told.data
    course_service(told.org_id).hear(news.course_id, news.version, CourseStatus.ARCHIVED, told=told.revision)
