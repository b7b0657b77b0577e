"""Work checked against all that was handed in before, through the index."""

from dataclasses import replace

import pytest

from functions.assessment.domain.originality.contract import Piece
from functions.assessment.service import originality as service
from functions.assessment.wiring import originality_service
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.test_originality import OTHER, PROGRAM, RENAMED, SOURCE
from tests.support.world import World, at_once

PIECE = Piece(
    org_id="org_1",
    course_id="crs_1",
    activity_id="asm_1",
    work_id="att_1",
    item_id="que_1",
    user_ids=("usr_1",),
    text=SOURCE,
)


def check(text: str, number: int, **fields: object) -> int | None:
    """How much is found of what learner ``number`` hands in; None where nothing can be told."""
    whose = {"work_id": f"att_{number}", "user_ids": (f"usr_{number}",), "text": text}
    piece = replace(PIECE, **{**whose, **fields})  # type: ignore[arg-type]  # by name
    finding = originality_service("org_1").check(piece)
    return finding.share_bp if finding else None


class TestACheck:
    def test_finds_what_somebody_else_handed_in(self, world: World) -> None:
        check(SOURCE, 1)

        assert 5_000 < (check(f"{OTHER} {SOURCE}", 2, course_id="crs_2") or 0) < 7_000
        assert check(OTHER.upper(), 3) == 10_000

    def test_finds_programs_under_other_names(self, world: World) -> None:
        check(PROGRAM, 1, language="python")

        assert check(RENAMED, 2, language="python") == 10_000

    def test_does_not_hold_ones_own_earlier_work_against_one(self, world: World) -> None:
        check(SOURCE, 1)

        assert check(SOURCE, 2, user_ids=("usr_1", "usr_2")) == 0

    def test_does_not_look_into_other_organizations(self, world: World) -> None:
        check(SOURCE, 1)
        piece = replace(PIECE, org_id="org_2", work_id="att_2", user_ids=("usr_2",))

        finding = originality_service("org_2").check(piece)

        assert finding is not None
        assert finding.share_bp == 0

    def test_again_says_the_same_though_others_came(self, world: World) -> None:
        first = check(SOURCE, 1)
        check(SOURCE, 2)

        assert (first, check(SOURCE, 1)) == (0, 0)

    def test_tells_nothing_of_a_few_words(self, world: World) -> None:
        assert check("The monsoon reaches Kerala in June.", 1) is None

    def test_does_not_count_what_everybody_was_given(self, world: World) -> None:
        check(f"{SOURCE} {OTHER}", 1, given=(SOURCE,))

        own = "Behind every tree there stands another one, and birds sing in most of them until the keeper walks along."
        found = check(f"{SOURCE} {own} He counts what has fallen in the night.", 2, given=(SOURCE,))

        assert found is not None
        assert found < 1_500

    def test_of_two_at_the_same_moment_finds_at_least_one(self, world: World) -> None:
        found = at_once(2, lambda number: check(SOURCE, number))

        assert 10_000 in found

    def test_forgets_nobody_who_came_before_a_passage_was_everybodys(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(service, "MOST_HOLDERS", 2)

        assert [check(SOURCE, number) for number in range(4)] == [0, 10_000, 10_000, 10_000]


class TestTheReport:
    def test_shows_passages_with_their_sources_to_staff(self, room: Classroom) -> None:
        path = room.assessment("essay", grading={"originality_bp": 4_000})
        works = []
        for learner, text in ((room.learner, SOURCE), (room.another_learner(), f"{OTHER} {SOURCE}")):
            work = room.begin(path, learner)
            room.save(work, {"text": text}, learner=learner)
            learner.post(f"{path}/submit")
            room.world.settle()
            works.append(work)

        place = f"{path}/attempts/{works[1]['attempt_id']}/originality"
        read = room.tutor.get(place)

        assert read.status_code == 200, read.text
        (report,) = read.json()["reports"]
        (source,) = report["sources"]
        assert (source["work_id"], source["user_ids"]) == (works[0]["attempt_id"], [room.learner.user_id])
        assert source["passages"][0]["text"] == source["passages"][0]["source_text"]
        assert report["score_bp"] > 4_000
        assert room.learner.get(place).status_code == 403
