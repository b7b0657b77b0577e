"""Counting: a deed counts once, whatever comes twice, at once, late or in another order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.motivation.domain.boards import Board
from functions.motivation.repository.boards import BoardRepository, Leader
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.motivation.school import COURSE, OTHER, School, Told, certificate, course, graded, lesson
from tests.support.faults import counted
from tests.support.world import World, at_once

NOON = datetime(2027, 11, 20, 12, tzinfo=UTC)


class TestPoints:
    def test_follow_the_rules(self, school: School) -> None:
        school.tell(lesson(school.learner), course(school.learner), graded(school.learner, 8_999))

        assert school.standing()["points"] == 10 + 100 + 20

    def test_are_more_for_an_assessment_passed_well(self, school: School) -> None:
        school.tell(graded(school.learner, 9_000))

        assert school.standing()["points"] == 30

    def test_are_none_for_a_certificate_nor_is_that_a_day_of_the_streak(self, school: School) -> None:
        school.tell(certificate(school.learner), certificate(school.learner, "crt_2"))

        standing = school.standing()
        assert (standing["points"], standing["streak"]["current"], standing["certificates_earned"]) == (0, 0, 1)
        assert standing["milestones"] == [{"measure": "certificate_earned", "value": 1}]

    def test_are_none_for_what_was_not_passed(self, school: School) -> None:
        school.tell(graded(school.learner, 9_900, passed=False), graded(school.learner, 9_900, passed=None))

        assert school.standing()["points"] == 0
        assert school.standing()["streak"]["current"] == 0

    def test_count_an_assessment_once_with_its_best_attempt(self, school: School) -> None:
        school.tell(graded(school.learner, 6_000), graded(school.learner, 10_000), graded(school.learner, 7_000))

        standing = school.standing()
        assert (standing["points"], standing["assessments_passed"]) == (30, 1)
        assert "bdg_fullmarks" in school.badges()

    def test_count_nothing_twice(self, school: School) -> None:
        again = Told(lesson(school.learner), event_id="evt_1")
        school.tell(again, again, Told(lesson(school.learner), event_id="evt_2"))
        school.tell(again)

        assert school.standing()["points"] == 10

    def test_are_each_organizations_own(self, school: School) -> None:
        school.tell(lesson(school.learner))

        stranger = school.world.actor("student")

        assert school.standing(stranger)["points"] == 0


class TestLevelsAndMilestones:
    def test_a_level_takes_fifty_more_than_the_one_before(self, school: School) -> None:
        for number in range(15):
            school.tell(lesson(school.learner, f"les_{number}"))

        standing = school.standing()
        assert (standing["level"], standing["next_level_at"]) == (3, 300)

    def test_milestones_stay_in_the_order_of_what_they_measure(self, school: School) -> None:
        school.tell(course(school.learner))

        assert school.standing()["milestones"] == [
            {"measure": "points", "value": 100},
            {"measure": "course_completed", "value": 1},
        ]

    def test_tells_of_each_once(self, school: School) -> None:
        school.tell(course(school.learner))
        school.tell(course(school.learner))
        row = school.learners.find_standing(school.learner.user_id)

        assert row.revision == 1
        assert school.told() == [
            ("BadgeEarned.v1", {"user_id": school.learner.user_id, "badge_id": "bdg_firstcourse"}),
            ("LevelReached.v1", {"user_id": school.learner.user_id, "level": 2}),
            ("MilestoneReached.v1", {"user_id": school.learner.user_id, "measure": "points", "value": 100}),
            ("MilestoneReached.v1", {"user_id": school.learner.user_id, "measure": "course_completed", "value": 1}),
        ]


class TestRaces:
    def test_fifty_completions_at_once_are_one_badge_and_points_once(self, school: School) -> None:
        told = Told(course(school.learner), NOON)

        assert sum(at_once(50, lambda _: school.tell(told))) == 0

        standing = school.standing()
        assert (standing["points"], standing["courses_completed"]) == (100, 1)
        assert [badge["badge_id"] for badge in standing["badges"]] == ["bdg_firstcourse"]
        assert school.learners.find_standing(school.learner.user_id).revision == 1

    def test_different_deeds_at_once_all_count(self, school: School) -> None:
        left = sum(at_once(8, lambda number: school.tell(lesson(school.learner, f"les_{number}"))))

        assert left == 0
        assert school.standing()["points"] == 80
        assert not school.recount()

    def test_learners_at_once_are_all_in_the_crowd(self, school: School) -> None:
        people = [f"usr_{number:026}" for number in range(12)]
        at_once(12, lambda number: school.tell(lesson(people[number])))

        answer = school.learner.get("/leaderboards").json()
        school.tell(lesson(school.learner), lesson(school.learner, "les_2"))

        assert answer["own_rank"] is None
        assert school.learner.get("/leaderboards").json()["own_rank"] == 1


def _facts() -> list[tuple[str, str, datetime, int | None]]:
    begin = NOON - timedelta(days=12)
    lessons = [("lesson", f"{COURSE if number % 2 else OTHER}|les_{number}", number) for number in range(9)]
    facts: list[tuple[str, str, datetime, int | None]] = [
        (kind, what, begin + timedelta(days=number, hours=number), None) for kind, what, number in lessons
    ]
    facts += [("lesson", f"{COURSE}|les_1", begin + timedelta(days=8), None)]  # once more, days later
    facts += [("course", COURSE, NOON - timedelta(days=1), None), ("course", OTHER, NOON, None)]
    facts += [("graded", "asm_1", NOON - timedelta(days=days), score) for days, score in ((1, 6_000), (3, 9_500))]
    facts += [("graded", "asm_2", NOON, 10_000)]
    return facts


def _told(user: str, fact: tuple[str, str, datetime, int | None]) -> Told:
    kind, what, at, score = fact
    if kind == "lesson":
        course_id, _, lesson_id = what.partition("|")
        return Told(lesson(user, lesson_id, course_id), at)
    if kind == "course":
        return Told(course(user, what), at)
    return Told(graded(user, score or 0, assessment_id=what), at)


def _plain(state: Any, user: str) -> str:
    return repr(state).replace(user, "usr")


class TestOrder:
    @pytest.fixture
    def expected(self, school: School) -> str:
        """What comes of the facts, told once each in the order of time."""
        with school.world.clock(NOON):
            for fact in sorted(_facts(), key=lambda fact: fact[2]):
                school.tell(_told("usr_1", fact))
        return _plain(_ordered(school.state("usr_1")), "usr_1")

    @given(data=st.data())
    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    def test_duplicates_and_batches_make_no_difference(
        self, school: School, expected: str, data: st.DataObject
    ) -> None:
        user = new_id("usr")
        facts = _facts()
        order = data.draw(st.permutations([*range(len(facts)), *data.draw(st.lists(st.integers(0, len(facts) - 1)))]))
        told = [_told(user, facts[number]) for number in order]

        with school.world.clock(NOON):
            while told:
                size = data.draw(st.integers(1, 5))
                batch, told = told[:size], told[size:]
                assert school.tell(*batch) == 0

            assert _plain(_ordered(school.state(user)), user) == expected
            assert not school.recount(user)

    def test_a_late_event_fills_yesterday(self, school: School) -> None:
        with school.world.clock(NOON):
            school.tell(Told(lesson(school.learner, "les_1"), NOON - timedelta(days=2)))
            school.tell(Told(lesson(school.learner, "les_3"), NOON))
            assert school.standing()["streak"]["current"] == 1

            school.tell(Told(lesson(school.learner, "les_2"), NOON - timedelta(days=1)))

            assert school.standing()["streak"]["current"] == 3

    def test_an_earlier_telling_moves_the_deed_with_its_day_and_week(self, school: School) -> None:
        with school.world.clock(NOON):
            school.tell(Told(lesson(school.learner), NOON))
            school.tell(Told(lesson(school.learner), NOON - timedelta(days=7)))

            assert school.standing()["streak"]["current"] == 0
            boards = BoardRepository(school.org.org_id)
            assert boards.list_leaders(Board(week="2027-W46"), limit=5) == []
            assert boards.list_leaders(Board(week="2027-W45"), limit=5) == [Leader(school.learner.user_id, 10)]


def _ordered(state: tuple[Any, dict[Board, Any], list[Any]]) -> Any:
    standing, scores, deeds = state
    plain = standing.model_copy(
        update={
            "awards": sorted(standing.awards),
            "tally": _sorted_tally(standing.tally),
        }
    )
    return (
        plain,
        sorted((str(board), str(_sorted_tally(tally)), shown) for board, (tally, shown) in scores.items()),
        deeds,
    )


def _sorted_tally(tally: Any) -> Any:
    scores = {kind.value: sorted(some.items()) for kind, some in tally.scores.items()}
    return tally.points, sorted((kind.value, count) for kind, count in tally.counts.items()), sorted(scores.items())


class TestTimeZones:
    def test_the_day_is_the_learners_own(self, school: School) -> None:
        # In Kolkata it is the next day already, by half an hour.
        with school.world.clock(NOON):
            school.tell(Told(lesson(school.learner, "les_1"), datetime(2027, 11, 19, 18, 45, tzinfo=UTC)))

            assert [deed.day.isoformat() for deed in school.state()[2]] == ["2027-11-20"]
            assert school.standing()["streak"]["current"] == 1

    def test_what_was_done_before_a_move_keeps_its_day(self, world: World, school: School) -> None:
        done = system_clock.now() - timedelta(seconds=2)  # moves are known to the second
        before = school.learner.get("/users/me")
        zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago")
        for zone in zones:
            tag = school.learner.get("/users/me").headers["etag"]
            assert school.learner.put("/users/me", {"time_zone": zone}, headers={"if-match": tag}).status_code == 200
        assert before.status_code == 200

        school.tell(Told(lesson(school.learner), done))

        told_late = (done + timedelta(hours=5, minutes=30)).date()
        assert [deed.day for deed in school.state()[2]] == [told_late]

    def test_the_streak_follows_the_clock(self, school: School) -> None:
        with school.world.clock(NOON):
            school.tell(Told(lesson(school.learner), NOON))
            assert school.standing()["streak"]["current"] == 1
        with school.world.clock(NOON + timedelta(days=1, hours=6)):
            assert school.standing()["streak"]["current"] == 1
        with school.world.clock(NOON + timedelta(days=2)):
            assert school.standing()["streak"]["current"] == 0
            assert school.standing()["streak"]["longest"] == 1


class TestRecounting:
    def test_finds_nothing_to_do(self, school: School) -> None:
        school.tell(lesson(school.learner), course(school.learner), graded(school.learner, 10_000))

        assert not school.recount()

    def test_brings_back_what_was_lost(self, school: School) -> None:
        for number in range(11):
            school.tell(lesson(school.learner, f"les_{number}"))
        school.tell(graded(school.learner, 10_000))
        before = school.state()
        ruined = school.learners.find_standing(school.learner.user_id)
        fresh = ruined.model_copy(
            update={"tally": ruined.tally.model_copy(update={"points": 7}), "days": 1, "awards": {}}
        )
        school.learners.put(
            fresh, None, dict.fromkeys(before[1], fresh.tally), school.learners.list_scores(ruined.user_id)
        )

        assert school.recount()

        assert _ordered(school.state()) == _ordered(before)
        assert not school.recount()

    def test_is_the_administrators(self, school: School) -> None:
        path = f"/motivation/learners/{school.learner.user_id}/recount"

        assert school.learner.post(path).status_code == 403
        assert school.admin.post(path).json() == {"changed": False}


class TestCost:
    def test_of_a_deed_is_one_read_and_one_transaction(self, school: School) -> None:
        school.tell(lesson(school.learner, "les_0"))

        with counted() as calls:
            school.tell(lesson(school.learner, "les_1"))

        assert calls == ["DynamoDB.BatchGetItem", "DynamoDB.TransactWriteItems"]

    def test_of_what_is_known_is_one_read(self, school: School) -> None:
        school.tell(lesson(school.learner))

        with counted() as calls:
            school.tell(lesson(school.learner))

        assert calls == ["DynamoDB.BatchGetItem"]

    def test_of_reading_is_two_reads(self, school: School) -> None:
        school.tell(lesson(school.learner))
        school.standing()

        with counted() as calls:
            school.standing()

        assert set(calls) == {"DynamoDB.BatchGetItem"}
        assert len(calls) <= 2
