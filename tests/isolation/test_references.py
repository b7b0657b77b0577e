"""Ids in bodies and queries reach no further than ids in paths."""

import re
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest

from tests.support.client import Answer
from tests.support.scene import OPERATIONS, Operation, Scene
from tests.support.scene.scene import MEMBERS
from tests.support.scene.shapes import shapes
from tests.support.scene.things import about

# A file lies in no place of the organization: any lesson may show it, and it may be announced for any course.
ANYWHERE = {
    ("POST /ai/recommend-courses/feedback", "/items/*/course_id"): "crs_",
    ("POST /ai/grade-assignment", "/attempt_id"): "att_",
    ("POST /course-templates", "/course_id"): "crs_",
    ("POST /lessons/{lesson_id}/attachments", "/asset_id"): "ast_",
    ("POST /courses/{course_id}/instructors", "/instructor_id"): "usr_",
    ("PUT /courses/{course_id}", "/prerequisites/*"): "crs_",
    ("PUT /courses/{course_id}", "/category_id"): "cat_",
    ("POST /courses", "/category_id"): "cat_",
    ("POST /course-categories", "/parent_id"): "cat_",
    ("PUT /course-categories/{category_id}", "/parent_id"): "cat_",
    ("POST /course-categories", "/after"): "cat_",
    ("PUT /course-categories/{category_id}", "/after"): "cat_",
    ("POST /skills", "/parent_id"): "skl_",
    ("PUT /skills/{skill_id}", "/parent_id"): "skl_",
    ("PUT /courses/{course_id}/skills", "/targets/*/skill_id"): "skl_",
    ("PUT /courses/{course_id}/skills/lessons/{lesson_id}", "/skills/*/skill_id"): "skl_",
    ("POST /question-banks/{course_id}/questions", "/skill_ids/*"): "skl_",
    ("PUT /question-banks/{course_id}/questions/{question_id}", "/skill_ids/*"): "skl_",
    ("POST /assessments/{assessment_id}/questions", "/skill_ids/*"): "skl_",
    ("PUT /assessments/{assessment_id}/questions/{question_id}", "/skill_ids/*"): "skl_",
    ("POST /media/uploads", "/course_id"): "crs_",
    ("POST /media/work-files", "/assignment_id"): "asg_",
    ("PUT /dashboard/goals", "/finish_by/*/course_id"): "crs_",
    ("POST /assessments", "/course_id"): "crs_",
    ("POST /ai/generate-questions", "/course_id"): "crs_",
    ("POST /groups", "/course_id"): "crs_",
    ("POST /badges", "/course_id"): "crs_",
    ("POST /groups/{group_id}/members", "/user_ids/*"): "usr_",
    ("POST /paths", "/courses/*/course_id"): "crs_",
    ("PUT /paths/{path_id}", "/courses/*/course_id"): "crs_",
    ("PUT /interests", "/category_ids/*"): "cat_",
    ("POST /passes", "/course_ids/*"): "crs_",
    ("POST /coupons", "/course_ids/*"): "crs_",
    ("PUT /coupons/{coupon_id}", "/course_ids/*"): "crs_",
    ("POST /quotes", "/pass_id"): "pas_",
    ("PUT /passes/{pass_id}", "/course_ids/*"): "crs_",
}
GUARDED = [operation for operation in OPERATIONS if not operation.is_public]


def references(operation: Operation) -> list[str]:
    """Where in the body ids stand."""
    found = (
        pointer
        for pointer, shape in shapes(operation.body_schema or {})
        if shape.get("pattern", "").startswith("^[a-z]{2,5}_") or pointer.endswith(("_id", "_ids/*"))
    )
    return list(dict.fromkeys(found))


def worth_trying(operation: Operation, pointer: str, ids: set[str]) -> list[str]:
    """Those of the ids that have the form which the place asks for, and one that has not: it stands for all others."""
    shape = dict(shapes(operation.body_schema or {}))[pointer]
    fitting = {one for one in ids if re.search(shape.get("pattern", ""), one)}
    return sorted(fitting) + sorted(ids - fitting)[:1]


def with_reference(body: Any, pointer: str, one: str) -> Any:
    """The body with another id there."""
    body = deepcopy(body)
    *steps, last = pointer.split("/")[1:]
    place = body
    for step, following in pairwise([*steps, last]):
        empty: Any = [] if following == "*" else {}
        if step == "*" and not place:
            place.append(empty)
        place = place[0] if step == "*" else place.setdefault(step, empty)
    if last == "*":
        place[:] = [one]
    else:
        place[last] = one
    return body


REFERRING = [
    pytest.param(operation, pointer, id=f"{operation} {pointer}")
    for operation in GUARDED
    for pointer in references(operation)
]


def is_refused(answer: Answer) -> bool:
    """Whether nothing of it was done. What devices tell has a verdict for each fact instead of one status for all."""
    if answer.status_code == 200 and "verdicts" in answer.json():
        return not any(verdict["taken"] for verdict in answer.json()["verdicts"])
    return 400 <= answer.status_code < 500


def test_there_are_some() -> None:
    assert REFERRING


@pytest.mark.parametrize(("operation", "pointer"), REFERRING)
def test_an_id_of_another_organization_in_a_body_is_no_way_in(scene: Scene, operation: Operation, pointer: str) -> None:
    assert operation.body
    mine = {one for one in scene.things.ids.values() if "_01" in one}

    for role in operation.roles & set(MEMBERS):
        for one in worth_trying(operation, pointer, mine):
            body = with_reference(about(operation.body[1], scene.their_things.ids), pointer, one)
            answer = scene.their_things.send(operation, scene.strangers[role], body=body)

            assert is_refused(answer), one
            assert {other for other in scene.everything_mine() - {one} if other in answer.text} == set()
    assert scene.tables.changes() == []


@pytest.mark.parametrize(("operation", "pointer"), REFERRING)
def test_an_id_of_another_place_of_ones_own_in_a_body_moves_nothing_there(
    scene: Scene, operation: Operation, pointer: str
) -> None:
    """A topic goes behind another of its course, say, never behind one of another course."""
    name = pointer.rpartition("/")[2]
    elsewhere = {one for one in scene.other_things.ids.values() if "_01" in one} - set(scene.things.ids.values())
    movable = ANYWHERE.get((str(operation), pointer), "none")
    owner = scene.things.owners(operation)[0]
    assert operation.body

    for one in (one for one in worth_trying(operation, pointer, elsewhere) if not one.startswith(movable)):
        body = with_reference(about(operation.body[1], scene.things.ids), pointer, one)
        answer = scene.things.send(operation, owner, body=body)

        assert is_refused(answer), (name, one)
    assert scene.tables.changes() == []


@pytest.mark.parametrize("operation", [one for one in GUARDED if one.method == "GET"], ids=str)
def test_an_id_of_another_organization_in_a_query_finds_nothing(scene: Scene, operation: Operation) -> None:
    names = [parameter["name"] for parameter in operation.about.get("parameters", ()) if parameter["in"] == "query"]
    questions = [{name: scene.things.ids["user_id"]} for name in names]
    questions += [{name: scene.things.ids[name] for name in ("org_id", "user_id")}]

    for role in operation.roles & set(MEMBERS):
        for question in questions:
            answer = scene.their_things.send(operation, scene.strangers[role], params=question)

            assert answer.status_code < 500
            assert {one for one in scene.everything_mine() - set(question.values()) if one in answer.text} == set()
