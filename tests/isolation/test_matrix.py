"""Every operation of the API x everybody who might try it: who gets in, what the others hear, and that nothing happens.

The operations, who may call them and how their bodies look come from the API's document, the things they are about are
made through the API itself. So a later room is in here without a word; an operation about something that nothing makes
fails to build, and one that nobody can use fails.
"""

from collections.abc import Iterable

import pytest

from shared.permissions import Role
from tests.support.client import Answer
from tests.support.scene import OPERATIONS, Operation, Scene, Things
from tests.support.scene.scene import MEMBERS

GUARDED = [operation for operation in OPERATIONS if not operation.is_public]
PLACED = [operation for operation in GUARDED if operation.places]

each_operation = pytest.mark.parametrize("operation", GUARDED, ids=str)
each_role = pytest.mark.parametrize("role", MEMBERS)


def leaks(scene: Scene, answer: Answer, *, allowed: Iterable[str] = ()) -> set[str]:
    """Ids of my organization that an answer has, though they were not in the question."""
    return {one for one in scene.everything_mine() - set(allowed) if one in answer.text}


def written(scene: Scene) -> list[str]:
    """What was written, by key."""
    return [f"{change['event']} {change['Keys']}" for change in scene.tables.changes()]


class TestSomebodyWhoIsNotSignedIn:
    @each_operation
    @pytest.mark.parametrize(
        "authorization", [None, "Bearer nonsense", "Basic YTpi"], ids=["no token", "nonsense", "another scheme"]
    )
    def test_is_asked_to_sign_in(self, scene: Scene, operation: Operation, authorization: str | None) -> None:
        headers = {"authorization": authorization} if authorization else {}

        answer = scene.things.send(operation, client=scene.client, headers=headers)

        assert answer.status_code == 401
        assert written(scene) == []

    @each_operation
    def test_is_asked_to_sign_in_again_when_the_token_is_old(self, scene: Scene, operation: Operation) -> None:
        owner = scene.things.owners(operation)[0]

        with scene.world.later(minutes=16):
            answer = scene.things.send(operation, owner, headers={"if-match": '"rev-1"'})

        assert (answer.status_code, answer.code) == (401, "token_refused")
        assert written(scene) == []

    @each_operation
    def test_is_asked_to_sign_in_again_after_signing_out(self, scene: Scene, operation: Operation) -> None:
        for role in operation.roles & set(MEMBERS):
            answer = scene.things.send(operation, scene.signed_out[role])

            assert (answer.status_code, answer.code) == (401, "session_over")
        assert written(scene) == []


class TestSomebodyWhoMayActNoMore:
    @each_operation
    def test_because_they_were_deactivated(self, scene: Scene, operation: Operation) -> None:
        for role in operation.roles & set(MEMBERS):
            answer = scene.things.send(operation, scene.deactivated[role])

            assert (answer.status_code, answer.code) in {(403, "not_a_member"), (401, "session_over")}
        assert written(scene) == []

    @each_operation
    def test_because_their_organization_is_suspended(self, scene: Scene, operation: Operation) -> None:
        for role in operation.roles & set(MEMBERS):
            answer = scene.things.send(operation, scene.suspended[role])

            assert (answer.status_code, answer.code) in {(403, "organization_not_active"), (401, "session_over")}
        assert written(scene) == []


class TestARoleThatLacksThePermission:
    @each_operation
    def test_is_refused_even_to_ones_own_organizations_members(self, scene: Scene, operation: Operation) -> None:
        for cast in (scene.cast, scene.peers, scene.strangers):
            for role in set(Role) - operation.roles:
                answer = scene.things.send(operation, cast[role])

                assert (answer.status_code, answer.code) == (403, "forbidden"), role
        assert written(scene) == []


class TestSomebodyOfAnotherOrganization:
    @pytest.mark.parametrize("operation", PLACED, ids=str)
    @each_role
    def test_finds_nothing_there(self, scene: Scene, operation: Operation, role: Role) -> None:
        stranger = scene.strangers[role]

        answer = scene.things.send(operation, stranger)

        expected = 404 if role in operation.roles else 403
        assert answer.status_code == expected
        assert written(scene) == []
        assert leaks(scene, answer, allowed=scene.things.ids.values()) == set()

    @pytest.mark.parametrize("operation", [operation for operation in GUARDED if not operation.places], ids=str)
    @each_role
    def test_hears_and_changes_only_what_is_their_own(self, scene: Scene, operation: Operation, role: Role) -> None:
        stranger = scene.strangers[role]

        answer = scene.their_things.send(operation, stranger)

        assert leaks(scene, answer) == set()
        assert [change for change in written(scene) if any(one in change for one in scene.everything_mine())] == []

    @pytest.mark.parametrize("operation", [one for one in PLACED if len(one.places) > 1], ids=str)
    def test_does_not_reach_in_through_a_place_of_their_own(self, scene: Scene, operation: Operation) -> None:
        """Each part of the path theirs but one, which is mine."""
        for role in operation.roles & set(MEMBERS):
            for name in operation.places:
                ids = {name: scene.things.ids[name]}

                answer = scene.their_things.send(operation, scene.strangers[role], ids=ids)

                assert answer.status_code in {403, 404}, name
                assert leaks(scene, answer, allowed=ids.values()) == set()
        assert written(scene) == []


class TestAThingOfAnotherPlace:
    @pytest.mark.parametrize("operation", [one for one in PLACED if len(one.places) > 1], ids=str)
    def test_is_not_there_even_for_who_may_see_both(self, scene: Scene, operation: Operation) -> None:
        """The innermost thing lies in one course, say, and the path names another of the same people."""
        *places, thing = operation.places
        elsewhere = {name: scene.other_things.ids[name] for name in places}
        if elsewhere.items() <= scene.things.ids.items():
            elsewhere = {name: scene.their_things.ids[name] for name in places}

        for owner in scene.things.owners(operation):
            answer = scene.things.send(operation, owner, ids=elsewhere)

            assert answer.status_code in {403, 404}, thing
        assert written(scene) == []


class TestAColleague:
    @pytest.mark.parametrize("operation", PLACED, ids=str)
    @pytest.mark.parametrize("role", [Role.STUDENT, Role.TUTOR])
    def test_is_kept_out_of_what_is_somebody_elses(self, scene: Scene, operation: Operation, role: Role) -> None:
        """Where the document says that a thing may be somebody else's, it is; where not, nothing of theirs changes."""
        colleague = scene.peers[role]

        answer = scene.things.send(operation, colleague)

        if role not in operation.roles:
            assert answer.status_code == 403
        elif operation.refusals:
            assert answer.status_code == 404 or answer.code in {*operation.refusals, "forbidden"}
            assert written(scene) == []
        else:
            owner = scene.things.owners(operation)[0].user_id
            assert [change for change in written(scene) if owner in change] == []


class TestWhoRunsThePlatform:
    @pytest.mark.parametrize("operation", [one for one in PLACED if Role.PLATFORM_ADMIN in one.roles], ids=str)
    def test_reaches_organizations_but_not_into_them(self, scene: Scene, operation: Operation) -> None:
        answer = scene.things.send(operation, scene.cast[Role.PLATFORM_ADMIN])

        if operation.params[0] == "org_id":
            assert answer.status_code < 300
        else:
            assert answer.status_code in {404, 409}
            assert written(scene) == []


class TestItsOwner:
    @each_operation
    def test_may(self, scene: Scene, operation: Operation) -> None:
        tried = _tried(operation, scene.things)
        wrote = written(scene)
        if tried[-1].status_code >= 300:
            tried += _tried(operation, scene.bare_things(operation))

        assert tried[-1].status_code < 300, f"Nobody can do what the example says: {[one.text for one in tried]}"
        assert operation.writes or wrote == []


def _tried(operation: Operation, things: Things) -> list[Answer]:
    """What those heard who might be allowed, up to the first who was."""
    answers: list[Answer] = []
    for owner in things.owners(operation):
        answers.append(things.offer(operation, owner))
        if answers[-1].status_code < 300:
            break
    return answers
