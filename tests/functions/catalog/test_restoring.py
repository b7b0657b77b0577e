"""A draft becomes what a version was: completely, or not at all as far as anybody is shown."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.catalog import CourseRestoreBegun
from functions.catalog.domain.courses import Course, Structure
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.outlines import Outline
from functions.catalog.domain.positions import Order
from functions.catalog.domain.restoring import Parts, restoration
from functions.catalog.handlers import listener
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import Draft, DraftRepository
from functions.catalog.service.versions import drafted
from shared.clock import system_clock
from tests.functions.catalog.conftest import Desk, Json, if_match, rich_text, succeeded
from tests.functions.catalog.large import draft_large_course
from tests.support.calls import counting_calls
from tests.support.faults import every_death, killed
from tests.support.logs import listening_in
from tests.support.world import at_once

NOW = system_clock.now()


def draft_of(desk: Desk, course_id: str = "") -> Draft:
    return DraftRepository(desk.org.org_id).read_all(course_id or desk.course_id)


def digest(desk: Desk, course_id: str = "") -> str:
    """What publishing the draft would freeze."""
    return drafted(draft_of(desk, course_id), by="usr_1", at=NOW).digest()


def sound(draft: Draft) -> bool:
    """Whether the counts and orders are those of what is there."""
    members: dict[str, list[str]] = {topic_id: [] for topic_id in draft.topics}
    for lesson in draft.lessons.values():
        members[lesson.topic_id].append(lesson.position)
    structure = draft.of_topics()
    positions = [topic.position for topic in draft.topics.values()]
    return (
        (structure.size, structure.lesson_count) == (len(draft.topics), len(draft.lessons))
        and {id_: order.size for id_, order in draft.orders.items()} == {id_: len(m) for id_, m in members.items()}
        and all((draft.orders[id_].last or "") >= max(m, default="") for id_, m in members.items())
        and (structure.last or "") >= max(positions, default="")
        and all(lesson.ordinal < structure.next_ordinal for lesson in draft.lessons.values())
    )


def a_history(desk: Desk) -> None:
    """Two versions that differ in everything, and a draft that differs from both."""
    one, two = desk.new_topic("One"), desk.new_topic("Two")
    lessons = [desk.new_lesson(one, f"Lesson {number}") for number in range(4)]
    other = desk.new_lesson(two, "Other")
    desk.publish()
    desk.put(f"/lessons/{lessons[0]}", {"topic_id": two, "blocks": [rich_text("Rewritten")], "required": False})
    desk.put(f"/lessons/{lessons[3]}", {"after": lessons[1], "title": "Renamed"})
    desk.tutor.delete(f"/lessons/{lessons[2]}")
    desk.put(f"{desk.path}/topics/{two}", {"after": None, "title": "First"})
    desk.put(desk.path, {"title": "Another", "objectives": ["Know"], "tags": ["biology"]})
    desk.publish()
    for lesson_id in (lessons[0], other):
        desk.tutor.delete(f"/lessons/{lesson_id}")
    succeeded(desk.tutor.delete(f"{desk.path}/topics/{two}"))
    desk.new_lesson(desk.new_topic("Three"), "New")


def restore(desk: Desk, version: int) -> Json:
    answer: Json = succeeded(desk.tutor.post(f"{desk.path}/versions/{version}/restore")).json()
    return answer


class TestRestore:
    @pytest.mark.parametrize("version", [1, 2])
    def test_makes_the_draft_as_the_version_was(self, desk: Desk, version: int) -> None:
        a_history(desk)

        course = restore(desk, version)

        found = desk.tutor.get(f"{desk.path}/versions/{version}/changes", params={"since": "draft"}).json()
        assert found["items"] == []
        assert sound(draft_of(desk))
        assert course["title"] == ("Cells: the units of life", "Another")[version - 1]
        assert course == desk.tutor.get(desk.path).json()
        assert desk.publish().json()["version"] == (3, 2)[version - 1]

    def test_keeps_ids_and_ordinals_so_that_progress_stays(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        first, second = desk.new_lesson(topic_id, "First"), desk.new_lesson(topic_id, "Second")
        desk.publish()
        desk.world.settle()
        student = desk.member("student")
        succeeded(student.post(f"{desk.path}/enroll"))
        succeeded(student.put(f"{desk.path}/learn/lessons/{first}/completion"))
        desk.tutor.delete(f"/lessons/{first}")
        desk.publish()
        desk.world.settle()
        assert student.get(f"{desk.path}/learn").json()["progress"]["completed"] == 0
        third = desk.new_lesson(topic_id, "Third")

        restore(desk, 1)
        fourth = desk.new_lesson(topic_id, "Fourth")
        desk.publish()
        desk.world.settle()

        lessons = draft_of(desk).lessons
        assert {id_: lesson.ordinal for id_, lesson in lessons.items()} == {first: 0, second: 1, fourth: 3}
        assert third not in lessons
        assert student.get(f"{desk.path}/learn").json()["progress"]["completed"] == 1

    def test_brings_back_what_can_be_edited_again(self, desk: Desk) -> None:
        topic_id = desk.new_topic("Topic")
        lesson_id = desk.new_lesson(topic_id, "Back")
        desk.publish()
        tag = if_match(desk.tutor.get(f"/lessons/{lesson_id}"))
        desk.tutor.delete(f"/lessons/{lesson_id}")
        desk.tutor.delete(f"{desk.path}/topics/{topic_id}")

        restore(desk, 1)

        assert desk.lesson_ids(topic_id) == [lesson_id]
        assert desk.tutor.put(f"/lessons/{lesson_id}", {"title": "x"}, headers=tag).status_code == 412
        desk.put(f"/lessons/{lesson_id}", {"title": "Edited", "after": None})
        desk.new_lesson(topic_id, "More")
        assert sound(draft_of(desk))

    def test_of_what_is_there_already_changes_nothing(self, desk: Desk) -> None:
        a_history(desk)
        restore(desk, 1)
        before = draft_of(desk)
        desk.world.settle()

        with counting_calls() as calls:
            restore(desk, 1)

        assert draft_of(desk) == before
        assert {"PutItem", "TransactWriteItems"}.isdisjoint(calls)

    def test_is_told(self, desk: Desk) -> None:
        a_history(desk)
        desk.world.settle()
        restore(desk, 1)

        with listening_in() as lines:
            desk.world.settle()

        told = sorted(line["detail_type"] for line in lines.all("event.sent"))
        assert told == ["CourseRestoreBegun.v1", "CourseRestored.v1"]

    def test_is_for_who_may_change_the_content(self, desk: Desk) -> None:
        a_history(desk)
        path = f"{desk.path}/versions/1/restore"

        codes = {role: desk.member(role).post(path).code for role in ("student", "tutor", "org_admin")}

        assert codes == {"student": "forbidden", "tutor": "not_an_instructor", "org_admin": None}

    def test_of_a_course_larger_than_a_transaction(self, desk: Desk) -> None:
        course_id = draft_large_course(desk.org.org_id, desk.tutor.user_id, lessons=120, topics=2)
        path = f"/courses/{course_id}"
        succeeded(desk.tutor.post(f"{path}/publish"))
        before = digest(desk, course_id)
        for topic in draft_of(desk, course_id).topics:
            lessons = desk.tutor.get(f"/topics/{topic}/lessons", params={"limit": 3}).json()["items"]
            desk.tutor.put(
                f"/lessons/{lessons[0]['lesson_id']}",
                {"after": lessons[2]["lesson_id"]},
                headers={"if-match": lessons[0]["etag"]},
            )
            desk.tutor.delete(f"/lessons/{lessons[1]['lesson_id']}")

        with counting_calls() as calls:
            succeeded(desk.tutor.post(f"{path}/versions/1/restore"))

        assert calls.count("TransactWriteItems") == 2
        assert digest(desk, course_id) == before
        assert sound(draft_of(desk, course_id))


@pytest.fixture
def half_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A course whose restoring broke off in the middle."""
    monkeypatch.setattr("functions.catalog.repository.restoring.AT_ONCE", 4)
    a_history(desk)
    desk.world.settle()
    with killed(8, "before") as death:
        desk.tutor.post(f"{desk.path}/versions/1/restore")
    assert death.at
    assert draft_of(desk).course.restoring == 1
    return desk


class TestHalfDone:
    def test_is_neither_edited_nor_published_nor_deleted(self, half_done: Desk) -> None:
        desk = half_done
        topic_id = next(iter(draft_of(desk).topics))
        lesson_id, lesson = next(iter(draft_of(desk).lessons.items()))
        before = draft_of(desk)
        tag = {"if-match": f'"rev-{lesson.revision}"'}

        codes = {
            desk.tutor.post(f"{desk.path}/publish").code,
            desk.tutor.post(f"{desk.path}/archive").code,
            desk.tutor.delete(desk.path).code,
            desk.tutor.put(desk.path, {"title": "x"}, headers={"if-match": f'"rev-{before.course.revision}"'}).code,
            desk.tutor.post(f"{desk.path}/topics", {"title": "x"}).code,
            desk.tutor.delete(f"{desk.path}/topics/{topic_id}").code,
            desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": "x"}).code,
            desk.tutor.put(f"/lessons/{lesson_id}", {"title": "x"}, headers=tag).code,
            desk.tutor.delete(f"/lessons/{lesson_id}").code,
            desk.tutor.post(f"{desk.path}/versions/2/restore").code,
        }

        assert codes == {"course_being_restored"}
        assert draft_of(desk) == before
        assert desk.tutor.get(desk.path).json()["restoring"] == 1
        assert desk.tutor.get(f"/lessons/{lesson_id}").status_code == 200

    def test_is_finished_by_asking_again(self, half_done: Desk) -> None:
        restore(half_done, 1)

        assert sound(draft_of(half_done))
        assert half_done.tutor.get(half_done.path).json()["restoring"] is None

    def test_is_finished_by_itself(self, half_done: Desk) -> None:
        half_done.world.settle()

        found = half_done.tutor.get(f"{half_done.path}/versions/1/changes", params={"since": "draft"}).json()
        assert found["items"] == []
        assert half_done.tutor.get(half_done.path).json()["restoring"] is None
        assert sound(draft_of(half_done))


class TestDeath:
    def test_at_any_call_leaves_what_repeating_or_waiting_completes(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("functions.catalog.repository.restoring.AT_ONCE", 9)
        a_history(desk)
        expected: dict[int, str] = {}
        for version in (1, 2):
            restore(desk, version)
            expected[version] = digest(desk)
        restore(desk, 1)
        desk.world.settle()
        desk.tutor.get(desk.path)
        finish: tuple[Callable[[], object], ...] = (lambda: restore(desk, 2), desk.world.settle)

        for number, moment in every_death(lambda: desk.tutor.post(f"{desk.path}/versions/2/restore")):
            restore(desk, 1)
            desk.world.settle()
            with killed(number, moment) as death:
                desk.tutor.post(f"{desk.path}/versions/2/restore")
            assert death.at
            course = draft_of(desk).course
            if course.restoring is None:
                assert digest(desk) in expected.values(), death
            else:
                assert desk.tutor.post(f"{desk.path}/publish").code == "course_being_restored"
            begun = course.restoring is not None or digest(desk) == expected[2]
            repeats = number % 2 == 0

            (finish[0] if repeats else finish[1])()

            assert draft_of(desk).course.restoring is None, death
            assert digest(desk) == expected[2 if begun or repeats else 1], death
            assert sound(draft_of(desk)), death

    def test_of_the_reaction_leaves_what_the_next_delivery_completes(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("functions.catalog.repository.restoring.AT_ONCE", 9)
        a_history(desk)
        restore(desk, 2)
        expected = digest(desk)

        def begin() -> None:
            restore(desk, 1)
            course = draft_of(desk).course
            CourseRepository(desk.org.org_id).begin_restoring(course.model_copy(update={"restoring": 2}))

        def react() -> None:
            detail = {
                "event_id": "evt_1",
                "occurred_at": "2026-11-22T10:00:00Z",
                "org_id": desk.org.org_id,
                "actor_id": desk.tutor.user_id,
                "request_id": "req_1",
                "correlation_id": "req_1",
                "revision": 1,
                "data": {"course_id": desk.course_id, "version": 2},
            }
            listener.handle(CourseRestoreBegun.detail_type(), detail)

        begin()
        for number, moment in every_death(react):
            begin()
            with killed(number, moment) as death:
                react()

            react()
            react()

            assert (digest(desk), draft_of(desk).course.restoring) == (expected, None), death
            assert sound(draft_of(desk)), death


class TestRaces:
    def test_of_many_who_restore_publish_and_edit_never_publish_a_mix(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """All lessons of a version have one title; with two titles it would have been published half restored."""
        monkeypatch.setattr("functions.catalog.repository.restoring.AT_ONCE", 3)
        topic_id = desk.new_topic()
        lessons = [desk.new_lesson(topic_id, f"Lesson {number}") for number in range(6)]
        for title in ("Old", "New"):
            for lesson_id in lessons:
                desk.put(f"/lessons/{lesson_id}", {"title": title})
            desk.publish()

        def act(number: int) -> None:
            for turn in range(4):
                if number < 2:
                    desk.tutor.post(f"{desk.path}/versions/{(number + turn) % 2 + 1}/restore")
                else:
                    desk.tutor.post(f"{desk.path}/publish")

        at_once(4, act)
        desk.world.settle()

        assert draft_of(desk).course.restoring is None
        last = desk.tutor.get(desk.path).json()["version"]
        for version in range(1, last + 1):
            items = desk.tutor.get(f"{desk.path}/versions/{version}").json()["items"]
            assert len({item["title"] for item in items}) == 1
            assert [item["lesson_id"] for item in items] == lessons

    def test_of_restoring_and_editing_leave_a_sound_draft(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("functions.catalog.repository.restoring.AT_ONCE", 3)
        topic_id = desk.new_topic()
        lessons = [desk.new_lesson(topic_id, f"Lesson {number}") for number in range(6)]
        desk.publish()
        for lesson_id in lessons[:3]:
            desk.tutor.delete(f"/lessons/{lesson_id}")

        def act(number: int) -> None:
            for turn in range(4):
                if number == 0:
                    desk.tutor.post(f"{desk.path}/versions/1/restore")
                elif number == 1:
                    desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": f"New {turn}", "after": lessons[4]})
                else:
                    desk.tutor.delete(f"/lessons/{lessons[5 - turn]}")

        at_once(3, act)
        desk.world.settle()

        assert draft_of(desk).course.restoring is None
        assert sound(draft_of(desk))
        restore(desk, 1)
        assert desk.lesson_ids(topic_id) == lessons


numbers = st.lists(st.integers(0, 7), max_size=8, unique=True)


def lesson(number: int, topic: int, position: str, body: int) -> Lesson:
    return Lesson(
        lesson_id=f"les_{number}",
        course_id="crs_1",
        topic_id=f"top_{topic}",
        ordinal=number,
        title=f"Lesson {number}",
        body_id=f"bod_{body}",
        position=position,
        created_at=NOW,
        updated_at=NOW,
        revision=1,
    )


@st.composite
def drafts(draw: st.DrawFn) -> Parts:
    """A sound draft with some of eight lessons in some of three topics."""
    structure, topics, orders, lessons = Structure(next_ordinal=8, revision=1), {}, {}, {}
    homes = [(number, draw(st.integers(0, 2))) for number in draw(numbers)]
    for topic in draw(st.permutations(range(3))):
        structure, position = structure.append()
        order = Order(revision=1)
        for number, home in homes:
            if home == topic:
                order, place = order.append()
                one = lesson(number, topic, place, draw(st.integers(0, 1)))
                lessons[one.lesson_id] = one
        members = sum(home == topic for _, home in homes)
        orders[f"top_{topic}"] = order.grown(members)
        topics[f"top_{topic}"] = Topic(
            topic_id=f"top_{topic}",
            course_id="crs_1",
            title=draw(st.sampled_from(["One", "Two"])),
            position=position,
            created_at=NOW,
            updated_at=NOW,
            revision=1,
        )
    counted = structure.grown(len(topics)).model_copy(update={"lesson_count": len(lessons)})
    return Parts(counted, topics, lessons, orders)


def frozen(parts: Parts) -> Outline:
    course = Course(course_id="crs_1", title="x", instructor_ids=("usr_1",), created_at=NOW, updated_at=NOW)
    return drafted(Draft(course, parts.structure, parts.topics, parts.lessons, parts.orders), by="usr_1", at=NOW)


def carried_out(parts: Parts, outline: Outline) -> Parts:
    todo = restoration(parts, outline, lambda body_id: (), NOW)
    lessons = {**parts.lessons, **{one.lesson_id: one for one in todo.lessons}}
    topics = {**parts.topics, **{one.topic_id: one for one in todo.topics}}
    gone = {one.topic_id for one in todo.topics_gone}
    return Parts(
        todo.structure or parts.structure,
        {id_: one for id_, one in topics.items() if id_ not in gone},
        {id_: one for id_, one in lessons.items() if id_ not in {lost.lesson_id for lost in todo.lessons_gone}},
        {id_: one for id_, one in ({**parts.orders, **todo.orders}).items() if id_ not in gone},
    )


class TestAnyDraft:
    @given(drafts(), drafts())
    @settings(max_examples=300)
    def test_becomes_the_version_in_one_go_and_stays_sound(self, now: Parts, then: Parts) -> None:
        outline = frozen(then)

        after = carried_out(now, outline)

        assert frozen(after).digest() == outline.digest()
        assert restoration(after, outline, lambda body_id: (), NOW).is_done
        course = Course(course_id="crs_1", title="x", instructor_ids=("usr_1",), created_at=NOW, updated_at=NOW)
        assert sound(Draft(course, after.structure, after.topics, after.lessons, after.orders))
        assert {one.lesson_id: one.ordinal for one in after.lessons.values()} == {
            f"les_{one.ordinal}": one.ordinal for one in outline.lessons
        }

    @given(drafts())
    def test_that_is_as_the_version_was_is_left_alone(self, now: Parts) -> None:
        empty = {one for one in now.topics if now.orders[one].size == 0}

        todo = restoration(now, frozen(now), lambda body_id: (), NOW)

        assert {one.topic_id for one in todo.topics_gone} == empty
        assert (todo.lessons, todo.lessons_gone, todo.topics) == ([], [], [])
