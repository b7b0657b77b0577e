"""Every answer is one that the document promises: when all is well, and when something is wrong."""

import pytest

from tests.support.calls import counting_calls
from tests.support.scene import OPERATIONS, Operation, Scene
from tests.support.scene.conformance import require_conformance

each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)
guarded = pytest.mark.parametrize("operation", [one for one in OPERATIONS if not one.is_public], ids=str)


class TestAnAnswer:
    @each_operation
    def test_is_as_promised_when_all_is_well(self, scene: Scene, operation: Operation) -> None:
        if operation.is_public:
            answer = scene.things.send(operation, client=scene.client)
        else:
            answer = scene.things.send(operation, scene.user_of(operation))

        assert operation.is_public or answer.status_code < 300 or answer.status_code == 409
        require_conformance(operation, answer)

    @guarded
    def test_is_as_promised_for_who_is_not_signed_in(self, scene: Scene, operation: Operation) -> None:
        require_conformance(operation, scene.things.send(operation, client=scene.client))

    @guarded
    def test_is_as_promised_for_everybody_else(self, scene: Scene, operation: Operation) -> None:
        for cast in (scene.peers, scene.strangers, scene.deactivated, scene.suspended, scene.signed_out):
            for actor in cast.values():
                require_conformance(operation, scene.things.send(operation, actor))

    @pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.needs_tag], ids=str)
    def test_is_as_promised_for_another_version(self, scene: Scene, operation: Operation) -> None:
        user = scene.user_of(operation)

        heard = [scene.things.send(operation, user, headers={"if-match": tag}) for tag in ('"rev-99"', "*", "x" * 101)]

        assert [answer.status_code for answer in heard] == [412, 412, 422]
        for answer in heard:
            require_conformance(operation, answer)

    @pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.body], ids=str)
    def test_is_as_promised_for_another_kind_of_body(self, scene: Scene, operation: Operation) -> None:
        owner = scene.client if operation.is_public else scene.user_of(operation).client
        path = operation.path.format_map(scene.things.ids)

        answer = owner.request(operation.method, path, content=b"<xml/>", headers={"content-type": "application/xml"})

        assert answer.status_code == 415
        require_conformance(operation, answer)


MOST_CALLS = 3
MORE_CALLS = {
    "/courses/{course_id}/gradebook/learners": 4,  # course and rules, marks, names, what is graded
    "/courses/{course_id}/gradebook/file": 4,  # the same, page after page
    "/assignments/{assignment_id}/peer-reviews": 5,  # assignment, course, who reads whom, what was said, texts
    "/assignments/{assignment_id}/submissions/{submission_id}/appeals": 4,  # submission, assignment and team, course
    "/assessments/{assessment_id}/learners": 5,  # assessment, course, who took it, attempts, names
    "/courses/{course_id}/enrollments/{enrollment_id}": 4,  # course, enrolment, progress, name
    "/courses/{course_id}/quality": 4,  # the caller's rate, the draft's parts, their texts, versions
}
"""Reads that one person at a time makes of the staff, or seldom: each thing is named by the one before."""


class TestARead:
    @pytest.mark.parametrize("operation", [one for one in OPERATIONS if not one.writes], ids=str)
    def test_that_is_made_again_asks_storage_seldom(self, scene: Scene, operation: Operation) -> None:
        client = scene.client if operation.is_public else scene.user_of(operation).client

        with scene.world.clock():  # nothing is asked again because time has passed meanwhile
            scene.things.send(operation, client=client)
            with counting_calls() as calls:
                scene.things.send(operation, client=client)

        assert len(calls) <= MORE_CALLS.get(operation.path.removeprefix("/api/v1"), MOST_CALLS), calls
