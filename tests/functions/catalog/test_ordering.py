"""Order under concurrency: nothing is lost, and everybody sees the same order."""

from random import Random

import pytest

from functions.catalog.domain.positions import TOO_LONG
from functions.catalog.repository.drafts import DraftRepository
from shared.dynamo import ConditionFailed
from tests.functions.catalog.conftest import Desk, if_match
from tests.support.client import Answer
from tests.support.world import at_once


class TestAtOnce:
    def test_lessons_added_at_one_place_all_get_one_of_their_own(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        first, last = desk.new_lesson(topic_id, "First"), desk.new_lesson(topic_id, "Last")

        added = at_once(12, lambda n: desk.new_lesson(topic_id, f"Lesson {n}", after=first))

        seen = desk.lesson_ids(topic_id)
        assert (seen[0], seen[-1], sorted(seen[1:-1])) == (first, last, sorted(added))
        assert [desk.lesson_ids(topic_id) for _ in range(3)] == [seen] * 3
        assert len(set(positions(desk))) == 14
        assert ordinals(desk) == list(range(14))

    def test_topics_added_at_the_end_all_stand_there(self, desk: Desk) -> None:
        first = desk.new_topic("First")

        added = at_once(12, lambda n: desk.new_topic(f"Topic {n}"))

        assert desk.topic_ids()[0] == first
        assert sorted(desk.topic_ids()[1:]) == sorted(added)

    def test_moves_each_come_to_stand_behind_what_they_were_put_after(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        anchors = [desk.new_lesson(topic_id, f"Anchor {n}") for n in range(4)]
        movers = [desk.new_lesson(topic_id, f"Mover {n}") for n in range(8)]

        at_once(8, lambda n: desk.put(f"/lessons/{movers[n]}", {"after": anchors[n // 2]}))

        seen = desk.lesson_ids(topic_id)
        expected = [{anchors[n], movers[2 * n], movers[2 * n + 1]} for n in range(4)]
        assert [set(seen[3 * n : 3 * n + 3]) for n in range(4)] == expected
        assert [seen[3 * n] for n in range(4)] == anchors

    def test_the_same_lesson_moved_by_many_ends_in_one_place(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        anchors = [desk.new_lesson(topic_id, f"Anchor {n}") for n in range(6)]
        mover = desk.new_lesson(topic_id, "Mover")
        read = if_match(desk.tutor.get(f"/lessons/{mover}"))

        def move(number: int) -> Answer:
            return desk.tutor.put(f"/lessons/{mover}", {"after": anchors[number]}, headers=read)

        answers = at_once(6, move)

        winners = [anchors[n] for n, answer in enumerate(answers) if answer.status_code == 200]
        seen = desk.lesson_ids(topic_id)
        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5
        assert seen[seen.index(mover) - 1] == winners[0]
        assert [lesson for lesson in seen if lesson != mover] == anchors

    def test_lessons_go_between_topics_without_being_lost_or_doubled(self, desk: Desk) -> None:
        topics = [desk.new_topic(f"Topic {n}") for n in range(3)]
        lessons = [desk.new_lesson(topics[n % 3], f"Lesson {n}") for n in range(9)]

        at_once(9, lambda n: desk.put(f"/lessons/{lessons[n]}", {"topic_id": topics[(n + 1) % 3], "after": None}))

        now = [desk.lesson_ids(topic_id) for topic_id in topics]
        assert [sorted(lessons[(n + 2) % 3 :: 3]) for n in range(3)] == [sorted(there) for there in now]


class TestSpacing:
    def test_makes_room_in_a_gap_that_became_too_narrow(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        plain = [desk.new_lesson(topic_id, f"Lesson {n}") for n in range(3)]
        squeeze(desk, topic_id)

        added = desk.new_lesson(topic_id, "One more", after=plain[0])

        assert desk.lesson_ids(topic_id) == [plain[0], added, *plain[1:]]
        assert max(map(len, positions(desk))) < 5

    def test_makes_room_for_a_move_and_disturbs_nobody_who_edits(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        plain = [desk.new_lesson(topic_id, f"Lesson {n}") for n in range(4)]
        squeeze(desk, topic_id)
        read = {lesson_id: if_match(desk.tutor.get(f"/lessons/{lesson_id}")) for lesson_id in plain}

        moved = desk.tutor.put(f"/lessons/{plain[3]}", {"after": plain[0]}, headers=read[plain[3]])
        edited = desk.tutor.put(f"/lessons/{plain[2]}", {"title": "Edited"}, headers=read[plain[2]])

        assert (moved.status_code, edited.status_code) == (200, 200)
        assert desk.lesson_ids(topic_id) == [plain[0], plain[3], plain[1], plain[2]]
        assert max(map(len, positions(desk))) < 5

    def test_never_takes_back_a_position_that_spacing_gave(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        for n in range(3):
            desk.new_lesson(topic_id, f"Lesson {n}")
        repository = DraftRepository(desk.org.org_id)
        stale = next(iter(repository.read_all(desk.course_id).lessons.values()))
        repository.space_lessons(repository.read_all(desk.course_id), topic_id)

        with pytest.raises(ConditionFailed):
            repository.save_lesson(stale.model_copy(update={"title": "Late"}), stale, {})

    def test_makes_room_while_many_want_it(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        plain = [desk.new_lesson(topic_id, f"Lesson {n}") for n in range(3)]
        squeeze(desk, topic_id)

        added = at_once(6, lambda n: desk.new_lesson(topic_id, f"New {n}", after=plain[0]))

        seen = desk.lesson_ids(topic_id)
        assert (seen[0], sorted(seen[1:-2]), seen[-2:]) == (plain[0], sorted(added), plain[1:])

    def test_works_for_topics_too(self, desk: Desk) -> None:
        plain = [desk.new_topic(f"Topic {n}") for n in range(3)]
        squeeze(desk)

        added = desk.new_topic("One more", after=plain[0])

        assert desk.topic_ids() == [plain[0], added, *plain[1:]]


class TestAnyMoves:
    @pytest.mark.parametrize("seed", range(3))
    def test_give_the_order_that_a_plain_list_gives(self, desk: Desk, seed: int) -> None:
        chance, topic_id = Random(seed), desk.new_topic()
        plain = [desk.new_lesson(topic_id, f"Lesson {n}") for n in range(5)]
        for _ in range(12):
            mover = chance.choice(plain)
            plain.remove(mover)
            anchor = chance.choice([None, *plain])
            desk.put(f"/lessons/{mover}", {"after": anchor})
            plain.insert(plain.index(anchor) + 1 if anchor else 0, mover)

        assert desk.lesson_ids(topic_id) == plain


def squeeze(desk: Desk, topic_id: str | None = None) -> None:
    """Put the first two members of the list so close together that nothing short stands between them."""
    repository = DraftRepository(desk.org.org_id)
    draft = repository.read_all(desk.course_id)
    low, high = "a0" + "0" * TOO_LONG + "1", "a0" + "0" * TOO_LONG + "2"
    if topic_id is None:
        first, second = sorted(draft.topics.values(), key=lambda topic: topic.position)[:2]
        for topic, position in ((first, low), (second, high)):
            repository.save_topic(topic.model_copy(update={"position": position}), topic)
    else:
        lessons = [lesson for lesson in draft.lessons.values() if lesson.topic_id == topic_id]
        for lesson, position in zip(sorted(lessons, key=lambda lesson: lesson.position), (low, high), strict=False):
            repository.save_lesson(lesson.model_copy(update={"position": position}), lesson, {})


def positions(desk: Desk) -> list[str]:
    lessons = DraftRepository(desk.org.org_id).read_all(desk.course_id).lessons.values()
    return [lesson.position for lesson in lessons]


def ordinals(desk: Desk) -> list[int]:
    lessons = DraftRepository(desk.org.org_id).read_all(desk.course_id).lessons.values()
    return sorted(lesson.ordinal for lesson in lessons)
