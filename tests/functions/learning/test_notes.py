"""Notes and bookmarks, over HTTP."""

from typing import Any

from tests.functions.learning.conftest import School
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.courses import publish_again, publish_course


def keep(who: Actor, school: School, text: str, **more: Any) -> Answer:
    body = {"lesson_id": school.course.lesson_ids[0], "text": text, **more}
    return who.post(f"{school.course.path}/learn/notes", body)


class TestNotes:
    def test_are_kept_at_a_place_and_survive_a_new_version(self, school: School) -> None:
        school.enrolled()

        made = keep(school.learner, school, "Two membranes?", block_id="blk_film", at_s=95)
        publish_again(school.course, ordinals=[1, 2])
        school.world.settle()
        listed = school.learner.get("/notes").json()["items"]

        assert (made.status_code, listed) == (201, [made.json()])
        assert (made.json()["kind"], made.json()["at_s"]) == ("note", 95)
        assert school.learner.get(f"/notes/{made.json()['note_id']}").json() == made.json()

    def test_are_nobody_elses(self, school: School) -> None:
        school.enrolled()
        note_id = keep(school.learner, school, "Mine").json()["note_id"]
        other = school.another_learner()

        assert other.get(f"/notes/{note_id}").code == "note_not_found"
        assert other.delete(f"/notes/{note_id}").code == "note_not_found"
        assert school.learner.get(f"/notes/{note_id}").status_code == 200
        assert other.get("/notes").json()["items"] == []

    def test_are_changed_by_who_read_them_last(self, school: School) -> None:
        school.enrolled()
        made = keep(school.learner, school, "One")
        path, tag = f"/notes/{made.json()['note_id']}", {"if-match": made.headers["etag"]}

        first = school.learner.put(path, {"text": "Two"}, headers=tag)
        second = school.learner.put(path, {"text": "Three"}, headers=tag)

        assert (first.json()["text"], second.status_code) == ("Two", 412)

    def test_are_found_by_their_words_in_one_query(self, school: School) -> None:
        school.enrolled()
        other = publish_course(school.org.org_id, school.tutor.user_id)
        school.learner.post(f"{other.path}/enroll")
        for text in ("Die Zelle", "Energie der ZELLE", "Anderes", "zelle und Kern"):
            keep(school.learner, school, text)
        school.learner.post(f"{other.path}/learn/notes", {"lesson_id": other.lesson_ids[0], "text": "Zelle"})

        with counting_calls() as calls:
            first = school.learner.get(f"{school.course.path}/learn/notes", params={"q": "zelle", "limit": 2}).json()
        params = {"q": "zelle", "limit": 2, "cursor": first["next_cursor"]}
        second = school.learner.get(f"{school.course.path}/learn/notes", params=params).json()

        assert calls == ["GetItem", "Query"]
        assert [note["text"] for note in first["items"]] == ["zelle und Kern", "Energie der ZELLE"]
        assert ([note["text"] for note in second["items"]], second["next_cursor"]) == (["Die Zelle"], None)
        assert len(school.learner.get("/notes", params={"q": "zelle"}).json()["items"]) == 4

    def test_are_thrown_away_for_good(self, school: School) -> None:
        school.enrolled()
        path = f"/notes/{keep(school.learner, school, '', kind='bookmark').json()['note_id']}"

        assert [school.learner.delete(path).status_code for _ in range(2)] == [204, 404]
        assert school.learner.get(path).code == "note_not_found"

    def test_are_for_who_is_enrolled(self, school: School) -> None:
        assert keep(school.learner, school, "No").code == "not_enrolled"
