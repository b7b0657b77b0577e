"""Of somebody who is removed nothing is kept that they wrote, that was suggested for it, or that was made of it."""

from functions.ai.repository.forgetting import ForgettingRepository
from functions.ai.repository.judgements import JudgementRepository
from functions.ai.tables import AiRow, TraceRow
from shared.dynamo import Repository
from tests.functions.ai.test_judgements import GOOD, hand_in
from tests.functions.ai.test_summaries import WISH
from tests.functions.assessment.conftest import Classroom
from tests.support.actors import Actor


class _All(Repository):
    table = AiRow

    def of(self, user_id: str) -> list[AiRow]:
        return self._query_all(AiRow, TraceRow.key(self.org_id, user_id)[0])


def mark(room: Classroom, made: dict[str, str]) -> None:
    body = {"attempt_id": made["attempt_id"], "question_id": made["question_id"], "score_centi": 100}
    assert room.tutor.post(f"{made['path']}/grade", body).status_code == 200
    room.world.settle()


def remove(room: Classroom, who: Actor) -> None:
    admin = room.world.actor("org_admin", of=room.org)
    assert admin.delete(f"/users/{who.user_id}").status_code == 204
    room.world.settle()


class TestARemovedMember:
    def test_leaves_no_answers_suggestions_or_summaries(self, room: Classroom) -> None:
        made = hand_in(room)
        mark(room, made)
        summary = room.tutor.post("/ai/summarize-content", WISH).json()
        own = room.learner.post("/ai/summarize-content", WISH).json()
        room.world.settle()
        judgements = JudgementRepository(room.org.org_id)
        (judgement,) = judgements.list_of_attempt(made["attempt_id"], limit=2).items

        remove(room, room.learner)

        assert judgements.marked(made["question_id"]) == []
        assert judgements.find(judgement.judgement_id) is None
        assert judgements.answers(judgement.judgement_id) == ()
        assert _All(room.org.org_id).of(room.learner.user_id) == []
        admin = room.world.actor("org_admin", of=room.org)
        assert admin.get(f"/ai/summaries/{own['summary_id']}").status_code == 404
        assert room.tutor.get(f"/ai/summaries/{summary['summary_id']}").status_code == 200

    def test_is_not_learned_from_later(self, room: Classroom) -> None:
        made = hand_in(room)
        remove(room, room.learner)

        mark(room, made)

        assert JudgementRepository(room.org.org_id).marked(made["question_id"]) == []

    def test_leaves_no_judgement_from_before_it_was_kept_whose_it_is(self, room: Classroom) -> None:
        made = hand_in(room)
        judgements = JudgementRepository(room.org.org_id)
        (kept,) = judgements.list_of_attempt(made["attempt_id"], limit=2).items
        old = kept.model_copy(update={"judgement_id": "jdg_0old", "learner_id": None, "revision": 0})
        judgements.save(old)
        mark(room, made)

        remove(room, room.learner)

        assert judgements.find(old.judgement_id) is None

    def test_is_forgotten_again_without_harm(self, room: Classroom) -> None:
        hand_in(room)
        for _ in range(2):
            ForgettingRepository(room.org.org_id).forget(room.learner.user_id)

        assert _All(room.org.org_id).of(room.learner.user_id) == []


def test_what_is_kept_to_learn_from_holds_no_names(room: Classroom) -> None:
    made = hand_in(room, f"Meera Nair wrote at x@example.org: {GOOD}")
    mark(room, made)

    [kept] = JudgementRepository(room.org.org_id).marked(made["question_id"])
    assert kept.text == f"[name] wrote at [e-mail]: {GOOD}"
