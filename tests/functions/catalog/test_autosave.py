"""Two people with the same thing open never overwrite each other without a word."""

import pytest

from functions.catalog.published import courses as published
from functions.catalog.published.courses import Right
from tests.functions.catalog.conftest import Desk, Json, if_match, rich_text
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import at_once

SAVES = 6


def paths(desk: Desk) -> dict[str, str]:
    topic_id = desk.new_topic()
    lesson_id = desk.new_lesson(topic_id)
    return {"course": desk.path, "topic": f"{desk.path}/topics/{topic_id}", "lesson": f"/lessons/{lesson_id}"}


class TestTwoEditors:
    @pytest.mark.parametrize("thing", ["course", "topic", "lesson"])
    def test_the_later_one_hears_what_differs_and_saves_again(self, desk: Desk, thing: str) -> None:
        path, admin = paths(desk)[thing], desk.member("org_admin")
        ours, theirs = (if_match(who.get(path)) for who in (desk.tutor, admin))
        assert desk.tutor.put(path, {"title": "Ours"}, headers=ours).status_code == 200

        refused = admin.put(path, {"title": "Theirs"}, headers=theirs)

        assert (refused.status_code, refused.json()["differs"]) == (412, ["title"])
        now = admin.get(path)
        assert now.json()["title"] == "Ours"
        assert now.headers["etag"] == f'"rev-{refused.json()["current_revision"]}"'
        assert admin.put(path, {"title": "Theirs"}, headers=if_match(now)).status_code == 200

    def test_who_changed_content_only_hears_of_blocks(self, desk: Desk) -> None:
        path = paths(desk)["lesson"]
        tag = if_match(desk.tutor.get(path))
        body: Json = {"title": "Mitochondria", "blocks": [rich_text("Ours")]}
        assert desk.tutor.put(path, body, headers=tag).status_code == 200

        refused = desk.member("org_admin").put(path, {**body, "blocks": [rich_text("Theirs")]}, headers=tag)

        assert [field.partition("/")[0] for field in refused.json()["differs"]][:1] == ["blocks"]
        assert "title" not in refused.json()["differs"]

    @pytest.mark.parametrize("thing", ["course", "topic", "lesson"])
    def test_saving_all_the_time_see_every_save_of_each_other(self, desk: Desk, thing: str) -> None:
        """Each adds a word of their own to what they read; whatever was saved is there in the end, in order."""
        path = paths(desk)[thing]
        everybody: tuple[Actor, ...] = (desk.tutor, desk.member("org_admin"), desk.member("org_admin"))
        before = desk.tutor.get(path).json()["title"]

        def save(number: int) -> list[str]:
            saved: list[str] = []
            while len(saved) < SAVES:
                read: Answer = everybody[number].get(path)
                word = f"{number}.{len(saved)}"
                body = {"title": f"{read.json()['title']} {word}"}
                answer = everybody[number].put(path, body, headers=if_match(read))
                assert answer.status_code in {200, 412}
                saved += [word] if answer.status_code == 200 else []
            return saved

        saved = at_once(len(everybody), save)

        words = desk.tutor.get(path).json()["title"].removeprefix(before).split()
        assert sorted(words) == sorted(word for each in saved for word in each)
        for each in saved:
            assert [word for word in words if word in each] == each


class TestOtherRooms:
    def test_hear_what_an_instructor_may_do_now(self, desk: Desk) -> None:
        colleague = desk.member("tutor")
        permissions = {"content": False, "publish": False, "students": True, "reviews": False, "analytics": True}
        body = {"instructor_id": colleague.user_id, "permissions": permissions}
        assert desk.tutor.post(f"{desk.path}/instructors", body).status_code == 201

        card = published.find_course(desk.org.org_id, desk.course_id)

        assert card is not None
        assert {right.value: card.lets(colleague.user_id, right) for right in Right} == permissions
        assert all(card.lets(desk.tutor.user_id, right) for right in Right)
        assert not any(card.lets("usr_0", right) for right in Right)
