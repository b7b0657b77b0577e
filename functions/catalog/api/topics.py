"""Topics over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.catalog.errors import (
    ChangedMeanwhile,
    CourseBeingRestored,
    CourseFull,
    CourseNotFound,
    NotAnInstructor,
    PlaceNotFound,
    ReleaseCycle,
    TopicNotEmpty,
    TopicNotFound,
)
from functions.catalog.permissions import EDIT_COURSES
from functions.catalog.schemas import TopicChangeIn, TopicIn, TopicOut
from functions.catalog.wiring import Topics
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/courses/{course_id}/topics", tag="Topics")

Editor = Annotated[Caller, permitted(EDIT_COURSES)]


@router.post(
    "",
    status_code=201,
    response_model=TopicOut,
    responses=problems(
        CourseNotFound,
        NotAnInstructor,
        CourseBeingRestored,
        CourseFull,
        PlaceNotFound,
        ReleaseCycle,
        IdempotencyKeyReused,
    ),
)
def create_topic(
    course_id: PathId, body: TopicIn, caller: Editor, topics: Topics, once: OnceOnly, response: Response
) -> TopicOut:
    """Add a topic to a course, at the end unless `after` names a place."""
    topic = topics.create(course_id, body.title, body.summary, body.place(), release=body.release, by=caller, once=once)
    tag(response, topic.revision)
    return TopicOut.of(topic)


@router.get("", response_model=PageOut[TopicOut], responses=problems(CourseNotFound, NotAnInstructor))
def list_topics(course_id: PathId, caller: Editor, topics: Topics, paging: Paging) -> PageOut[TopicOut]:
    """List a course's topics as they are drafted, in order."""
    query = f"topics|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = topics.list(course_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, TopicOut.of, query, org_id=caller.org_id)


@router.get("/{topic_id}", response_model=TopicOut, responses=problems(CourseNotFound, TopicNotFound, NotAnInstructor))
def read_topic(course_id: PathId, topic_id: PathId, caller: Editor, topics: Topics, response: Response) -> TopicOut:
    """Read a topic as it is drafted."""
    topic = topics.read(course_id, topic_id, by=caller)
    tag(response, topic.revision)
    return TopicOut.of(topic)


@router.put(
    "/{topic_id}",
    response_model=TopicOut,
    responses=problems(
        CourseNotFound,
        TopicNotFound,
        NotAnInstructor,
        CourseBeingRestored,
        ChangedMeanwhile,
        PlaceNotFound,
        ReleaseCycle,
    ),
)
def change_topic(
    course_id: PathId,
    topic_id: PathId,
    body: TopicChangeIn,
    caller: Editor,
    topics: Topics,
    expected: ExpectedRevision,
    response: Response,
) -> TopicOut:
    """Change a topic; with `after`, put it elsewhere in the course."""
    topic = topics.change(course_id, topic_id, body.changes(), body.place(), by=caller, expected=expected)
    tag(response, topic.revision)
    return TopicOut.of(topic)


@router.delete(
    "/{topic_id}",
    status_code=204,
    responses=problems(CourseNotFound, TopicNotFound, NotAnInstructor, CourseBeingRestored, TopicNotEmpty),
)
def delete_topic(course_id: PathId, topic_id: PathId, caller: Editor, topics: Topics) -> None:
    """Remove a topic that has no lessons from the draft."""
    topics.delete(course_id, topic_id, by=caller)
