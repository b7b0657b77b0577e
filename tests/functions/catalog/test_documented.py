"""Lessons with every type of block are answered as the API's document promises."""

import pytest

from tests.functions.catalog.blocks import EVERY_TYPE
from tests.functions.catalog.conftest import Desk
from tests.functions.catalog.test_assets import KINDS
from tests.support.assets import ready_asset
from tests.support.scene import OPERATIONS
from tests.support.scene.conformance import require_conformance

BY_NAME = {str(operation): operation for operation in OPERATIONS}


@pytest.fixture
def lesson_id(desk: Desk) -> str:
    """A published lesson that has everything."""
    lesson_id = desk.new_lesson(desk.new_topic(), blocks=EVERY_TYPE, free_preview=True)
    for asset_id, kind in KINDS.items():
        ready_asset(desk.org.org_id, kind, asset_id=asset_id)
    attached = {"asset_id": next(iter(KINDS)), "title": "Film"}
    assert desk.tutor.post(f"/lessons/{lesson_id}/attachments", attached).status_code == 201
    desk.publish()
    desk.world.settle()
    return lesson_id


@pytest.mark.parametrize("form", ["document", "html"])
@pytest.mark.parametrize(
    "path",
    [
        "/lessons/{lesson_id}",
        "/courses/{course_id}/preview/lessons/{lesson_id}",
        "/courses/{course_id}/syllabus/lessons/{lesson_id}",
        "/courses/{course_id}/learn/lessons/{lesson_id}",
    ],
)
def test_answer_with_every_type_of_block_is_as_promised(desk: Desk, lesson_id: str, path: str, form: str) -> None:
    who = desk.tutor
    if "learn" in path:
        who = desk.member("student")
        who.post(f"{desk.path}/enroll")

    answer = who.get(path.format(course_id=desk.course_id, lesson_id=lesson_id), params={"format": form})

    assert len(answer.json()["blocks"]) == len(EVERY_TYPE)
    require_conformance(BY_NAME[f"GET {path}"], answer)


def test_a_new_lesson_and_what_is_wrong_with_it_are_as_promised(desk: Desk) -> None:
    topic_id = desk.new_topic()
    operation = BY_NAME["POST /topics/{topic_id}/lessons"]

    made = desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": "All", "blocks": EVERY_TYPE})
    refused = desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": "All", "blocks": [*EVERY_TYPE, EVERY_TYPE[0]]})

    assert (made.status_code, refused.code) == (201, "content_not_valid")
    require_conformance(operation, made)
    require_conformance(operation, refused)
