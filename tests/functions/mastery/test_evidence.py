"""What is learned from answers: once, again, late, out of order, at once."""

from typing import Any

from functions.mastery.domain.evidence import Said
from functions.mastery.domain.learners import refolded
from functions.mastery.repository.learners import LearnerRepository
from functions.mastery.tables import HardnessRow
from shared.ids import new_id
from tests.functions.mastery.conftest import School, deliver, learner_of
from tests.support.calls import counting_calls
from tests.support.world import at_once


def stored(school: School) -> Any:
    """The learner as stored."""
    return learner_of(school.org.org_id, school.learner.user_id)


def hardness(school: School, *names: str) -> dict[str, Said]:
    """What is stored of how hard these are."""
    org_id = school.org.org_id
    kept = LearnerRepository(org_id).read(school.learner.user_id, school.course.course_id, "att_x", names)
    return dict(kept.hardness)


class TestLearnFromAnswers:
    def test_right_answers_raise_mastery_and_wrong_ones_lower_it(self, school: School) -> None:
        sums = school.skill("Sums")

        school.answer(sums, 10_000)
        first = school.mastery()[sums]
        school.answer(sums, 10_000, 10_000)
        second = school.mastery()[sums]
        school.answer(sums, 0)
        third = school.mastery()[sums]

        assert first["mastery_bp"] < second["mastery_bp"] > third["mastery_bp"]
        assert [one["answer_count"] for one in (first, second, third)] == [1, 3, 4]

    def test_more_answers_make_it_surer(self, school: School) -> None:
        sums = school.skill("Sums")
        widths = []
        for _ in range(3):
            school.answer(sums, *[10_000, 0] * 5)
            now = school.mastery()[sums]
            widths.append(now["high_bp"] - now["low_bp"])

        assert widths == sorted(widths, reverse=True)

    def test_half_of_the_points_is_between(self, school: School) -> None:
        sums = school.skill("Sums")
        found = []
        for score in (0, 5_000, 10_000):
            learner = school.world.actor("student", of=school.org)
            school.answer(sums, score, learner=learner)
            found.append(school.mastery(learner)[sums]["mastery_bp"])

        assert found == sorted(set(found))

    def test_what_may_be_a_guess_raises_it_less(self, school: School) -> None:
        sums = school.skill("Sums")
        guesser = school.world.actor("student", of=school.org)
        school.answer(sums, 10_000)
        message = school.news((new_id("que"), [sums], 10_000), learner=guesser)
        message["detail"]["data"]["answers"][0]["guess_bp"] = 5_000

        deliver(message)

        assert school.mastery(guesser)[sums]["mastery_bp"] < school.mastery()[sums]["mastery_bp"]

    def test_twice_is_as_once(self, school: School) -> None:
        sums = school.skill("Sums")
        message = school.news(("que_1", [sums], 10_000))
        deliver(message)
        before, hard = stored(school), hardness(school, "que_1", sums)

        deliver(message, message)

        assert (stored(school), hardness(school, "que_1", sums)) == (before, hard)

    def test_answers_without_skills_say_nothing(self, school: School) -> None:
        failed = deliver(school.news(("que_1", [], 10_000), ("que_2", ["skl_01JD5M0Y3C4D5E6F7G8H9J0KAB"], 10_000)))

        assert failed == []
        assert school.mastery() == {}

    def test_an_attempt_is_a_read_and_a_write(self, school: School) -> None:
        sums = school.skill("Sums")
        school.answer(sums, 10_000)

        with counting_calls() as calls:
            deliver(school.news(*((f"que_{number}", [sums], 10_000) for number in range(50))))

        assert calls == ["BatchGetItem", "TransactWriteItems"]

    def test_an_attempt_of_two_hundred_questions_is_one_transaction_too(self, school: School) -> None:
        sums = school.skill("Sums")

        failed = deliver(school.news(*((f"que_{number}", [sums], 10_000) for number in range(200))))

        assert failed == []
        assert school.mastery()[sums]["answer_count"] == 200


class TestOtherMarks:
    def test_newer_news_takes_the_place_of_older(self, school: School) -> None:
        sums, attempt_id = school.skill("Sums"), new_id("att")
        marks = [("que_1", [sums], 0), ("que_2", [sums], 10_000)]
        better = [("que_1", [sums], 10_000), ("que_2", [sums], 10_000)]
        deliver(school.news(*marks, attempt_id=attempt_id))
        worse = school.mastery()[sums]

        deliver(school.news(*better, attempt_id=attempt_id, revision=2))
        deliver(school.news(*marks, attempt_id=attempt_id, revision=1))

        now = school.mastery()[sums]
        assert (now["answer_count"], now["mastery_bp"] > worse["mastery_bp"]) == (2, True)

    def test_the_end_is_as_if_it_had_been_so_at_once(self, school: School) -> None:
        sums, attempt_id = school.skill("Sums"), new_id("att")
        other = school.world.actor("student", of=school.org)
        right, wrong = ("que_1", [sums], 10_000), ("que_1", [sums], 0)
        deliver(school.news(wrong, attempt_id=attempt_id))
        deliver(school.news(right, attempt_id=attempt_id, revision=2))
        hard = hardness(school, "que_1", sums)
        deliver(school.news(attempt_id=attempt_id, revision=3))
        cleared = hardness(school, "que_1", sums)

        deliver(school.news(right, attempt_id=attempt_id, learner=other))

        assert cleared == {"que_1": Said(), sums: Said()}
        assert hardness(school, "que_1", sums) == hard

    def test_quite_other_questions_fit_into_one_transaction(self, school: School) -> None:
        sums, attempt_id = school.skill("Sums"), new_id("att")
        deliver(school.news(*((f"que_{number}", [sums], 0) for number in range(70)), attempt_id=attempt_id))
        others = [(f"que_{number}", [sums], 10_000) for number in range(100, 170)]

        failed = deliver(school.news(*others, attempt_id=attempt_id, revision=2))

        assert failed == []
        assert hardness(school, "que_0")["que_0"] == Said()
        assert school.mastery()[sums]["answer_count"] == 70

    def test_news_of_the_past_goes_to_its_place(self, school: School) -> None:
        sums = school.skill("Sums")
        ids = [new_id("att") for _ in range(4)]
        # Settled questions, so that only the order could make a difference.
        marks = {one: (f"que_{number}", [sums], 10_000 * (number % 2)) for number, one in enumerate(ids)}
        other = school.world.actor("student", of=school.org)
        for name in (sums, *(mark[0] for mark in marks.values())):
            pk, sk = HardnessRow.key(school.org.org_id, name)
            HardnessRow(pk=pk, sk=sk, precision=50_000_000, shift=10_000_000).save()

        for one in ids:
            deliver(school.news(marks[one], attempt_id=one))
        for one in (ids[2], ids[0], ids[3], ids[1]):
            deliver(school.news(marks[one], attempt_id=one, learner=other))

        assert learner_of(school.org.org_id, other.user_id) == stored(school)

    def test_what_is_believed_can_be_made_again_from_what_is_kept(self, school: School) -> None:
        skills = [school.skill("Sums"), school.skill("Shapes")]
        ids = [new_id("att") for _ in range(5)]
        for revision, order in ((1, (0, 3, 1, 4, 2)), (2, (3, 1))):
            for number in order:
                marks = [
                    (f"que_{place}", skills[: 1 + place % 2], 2_500 * ((number + place + revision) % 5))
                    for place in range(4)
                ]
                deliver(school.news(*marks, attempt_id=ids[number], revision=revision))

        attempts = LearnerRepository(school.org.org_id).list_attempts(school.learner.user_id)
        names = {name for attempt in attempts for name in attempt.subjects()}
        sums = {name: sum((one.said.get(name, Said()) for one in attempts), Said()) for name in names}

        assert [one.told for one in attempts] == [1, 2, 1, 2, 1]
        assert refolded(attempts, "")[0] == stored(school)
        assert hardness(school, *names) == sums


class TestAtOnce:
    def test_attempts_of_one_learner_all_count(self, school: School) -> None:
        sums = school.skill("Sums")
        messages = [school.news((f"que_{number}", [sums], 10_000)) for number in range(6)]

        failed = at_once(6, lambda number: deliver(messages[number]))

        assert failed == [[]] * 6
        assert school.mastery()[sums]["answer_count"] == 6

    def test_many_who_answer_the_same_question_all_count(self, school: School) -> None:
        sums = school.skill("Sums")
        learners = [school.world.actor("student", of=school.org) for _ in range(8)]
        messages = [school.news(("que_1", [sums], 10_000), learner=one) for one in learners]

        failed = at_once(8, lambda number: deliver(messages[number]))

        repository = LearnerRepository(school.org.org_id)
        kept = [one for learner in learners for one in repository.list_attempts(learner.user_id)]
        assert failed == [[]] * 8
        assert hardness(school, "que_1")["que_1"] == sum((one.said.get("que_1", Said()) for one in kept), Said())


class TestForgetting:
    def test_leaves_nothing_of_who_is_no_longer_a_member(self, school: School) -> None:
        sums = school.skill("Sums")
        friend = school.world.actor("student", of=school.org)
        for learner in (school.learner, friend):
            school.answer(sums, 10_000, learner=learner)
        before = hardness(school, sums)

        assert school.admin.delete(f"/users/{school.learner.user_id}").status_code == 204
        school.world.settle()

        learners = LearnerRepository(school.org.org_id)
        assert stored(school).latest == ""
        assert learners.list_attempts(school.learner.user_id) == []
        assert learners.list_answerers(school.course.course_id, limit=10, start=None).items == [friend.user_id]
        assert learner_of(school.org.org_id, friend.user_id).latest
        assert hardness(school, sums) == before
