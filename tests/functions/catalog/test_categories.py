"""Categories over HTTP: an ordered list of two levels that courses are put into."""

from typing import Any

import pytest

from functions.catalog.domain.categories import MOST_CATEGORIES, MOST_CATEGORIES_EVER, Category
from functions.catalog.domain.categories import Categories as All
from functions.catalog.published import categories as published
from functions.catalog.repository.categories import CategoryRepository
from shared.ids import new_id
from tests.functions.catalog.conftest import Desk, Json, succeeded
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.world import at_once

PATH = "/course-categories"


@pytest.fixture
def admin(desk: Desk) -> Actor:
    """Who manages the categories."""
    return desk.member("org_admin")


def new(admin: Actor, name: str, **more: Any) -> str:
    """A new category; its id."""
    made: str = succeeded(admin.post(PATH, {"name": name, **more})).json()["category_id"]
    return made


def listed(actor: Actor) -> list[Json]:
    items: list[Json] = succeeded(actor.get(PATH)).json()["items"]
    return items


def names(actor: Actor) -> list[str]:
    return [item["name"] for item in listed(actor)]


def change(admin: Actor, category_id: str, **changes: Any) -> Answer:
    etag = next(item["etag"] for item in listed(admin) if item["category_id"] == category_id)
    return admin.put(f"{PATH}/{category_id}", changes, headers={"if-match": etag})


class TestCategories:
    def test_stand_in_the_order_in_which_they_were_put(self, desk: Desk, admin: Actor) -> None:
        first = new(admin, "Biology")
        new(admin, "Physics")
        new(admin, "Chemistry", after=first)
        new(admin, "Art", after=None)

        assert names(admin) == ["Art", "Biology", "Chemistry", "Physics"] == names(desk.member("student"))

    def test_are_of_one_organization(self, desk: Desk, admin: Actor) -> None:
        category_id = new(admin, "Biology")
        stranger = desk.world.actor("org_admin")

        assert names(stranger) == []
        assert stranger.delete(f"{PATH}/{category_id}").status_code == 404
        assert stranger.put(f"{PATH}/{category_id}", {"name": "x"}, headers={"if-match": '"rev-1"'}).status_code == 404

    @pytest.mark.parametrize("role", ["tutor", "student"])
    def test_are_changed_by_administrators(self, desk: Desk, admin: Actor, role: str) -> None:
        category_id, member = new(admin, "Biology"), desk.member(role)

        answers = [
            member.post(PATH, {"name": "Mine"}),
            member.put(f"{PATH}/{category_id}", {"name": "Mine"}, headers={"if-match": '"rev-1"'}),
            member.delete(f"{PATH}/{category_id}"),
        ]

        assert [answer.code for answer in answers] == ["forbidden"] * 3

    @pytest.mark.parametrize("name", ["biology", " BIOLOGY ", "ＢＩＯＬＯＧＹ"])
    def test_have_names_of_their_own_in_any_spelling(self, desk: Desk, admin: Actor, name: str) -> None:
        new(admin, "Biology")
        other = new(admin, "Physics")

        answers = [admin.post(PATH, {"name": name}), change(admin, other, name=name)]

        assert [(answer.status_code, answer.code) for answer in answers] == [(409, "category_name_taken")] * 2

    def test_are_made_once_for_one_key(self, desk: Desk, admin: Actor) -> None:
        key = {"idempotency-key": "k1"}

        first, again = (succeeded(admin.post(PATH, {"name": "Biology"}, headers=key)) for _ in range(2))
        other = admin.post(PATH, {"name": "Biology"}, headers={"idempotency-key": "k2"})

        assert (again.status_code, again.json()) == (201, first.json())
        assert (other.status_code, other.code, names(admin)) == (409, "category_name_taken", ["Biology"])

    def test_of_sixteen_with_one_name_at_once_one_is_made(self, desk: Desk, admin: Actor) -> None:
        answers = at_once(
            16, lambda n: admin.post(PATH, {"name": "Biology"[: 7 - n % 2] + "y" * (n % 2), "after": None})
        )

        assert {answer.status_code for answer in answers} <= {201, 409}
        assert len(names(admin)) == 1

    def test_of_sixteen_made_at_once_none_is_lost(self, desk: Desk, admin: Actor) -> None:
        answers = at_once(16, lambda number: admin.post(PATH, {"name": f"Category {number}"}))

        assert {answer.status_code for answer in answers} == {201}
        assert sorted(names(admin)) == sorted(f"Category {number}" for number in range(16))

    def test_have_two_levels(self, desk: Desk, admin: Actor) -> None:
        top = new(admin, "Science")
        below = new(admin, "Biology", parent_id=top)

        answers = [
            admin.post(PATH, {"name": "Cells", "parent_id": below}),
            admin.post(PATH, {"name": "Cells", "parent_id": new_id("cat")}),
            change(admin, top, parent_id=new(admin, "All")),
            change(admin, below, parent_id=below),
        ]

        assert [(answer.status_code, answer.json()["errors"][0]["pointer"]) for answer in answers] == [
            (422, "/parent_id")
        ] * 4
        assert {item["name"]: item["parent_id"] for item in listed(admin)} == {
            "Science": None,
            "Biology": top,
            "All": None,
        }

    def test_are_moved_among_those_below_the_same(self, desk: Desk, admin: Actor) -> None:
        top = new(admin, "Science")
        one, two = new(admin, "Biology", parent_id=top), new(admin, "Physics", parent_id=top)

        assert change(admin, one, after=top).json()["errors"][0]["pointer"] == "/after"
        succeeded(change(admin, one, after=two))
        assert names(admin) == ["Science", "Physics", "Biology"]

    def test_of_two_editors_the_second_is_told(self, desk: Desk, admin: Actor) -> None:
        category_id = new(admin, "Biology")

        answers = at_once(
            8, lambda n: admin.put(f"{PATH}/{category_id}", {"name": f"B{n}"}, headers={"if-match": '"rev-1"'})
        )

        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7

    def test_that_are_changed_to_what_they_are_stay(self, desk: Desk, admin: Actor) -> None:
        category_id = new(admin, "Biology")

        assert change(admin, category_id, name="Biology").json()["etag"] == '"rev-1"'

    def test_are_limited(self, desk: Desk) -> None:
        many = tuple(Category(category_id=new_id("cat"), name=f"Category {n}") for n in range(MOST_CATEGORIES))
        gone = {new_id("cat"): None for _ in range(MOST_CATEGORIES_EVER)}
        admin = desk.member("org_admin")
        for categories in (All(items=many), All(retired=gone, revision=1)):
            CategoryRepository(desk.org.org_id).save(categories)
            assert admin.post(PATH, {"name": "One more"}).code == "categories_full"


class TestCoursesInCategories:
    def put_in(self, desk: Desk, category_id: str | None) -> Answer:
        return desk.put(desk.path, {"category_id": category_id})

    def test_say_which(self, desk: Desk, admin: Actor) -> None:
        category_id = new(admin, "Biology")
        desk.new_lesson(desk.new_topic())
        self.put_in(desk, category_id)
        desk.publish()
        student = desk.member("student")

        seen = [
            desk.tutor.get(desk.path).json(),
            student.get(desk.path).json(),
            *student.get("/courses").json()["items"],
        ]
        made = desk.new_course(title="More", category_id=category_id).json()

        assert [course["category_id"] for course in [*seen, made]] == [category_id] * 4

    def test_must_name_one_of_their_organization(self, desk: Desk) -> None:
        theirs = new(desk.world.actor("org_admin"), "Biology")
        read = desk.tutor.get(desk.path).headers["etag"]

        answers = [
            desk.tutor.post("/courses", {"title": "Cells", "category_id": theirs}),
            desk.tutor.put(desk.path, {"category_id": theirs}, headers={"if-match": read}),
            desk.tutor.put(desk.path, {"category_id": new_id("cat")}, headers={"if-match": read}),
        ]

        for answer in answers:
            assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/category_id")

    def test_follow_when_theirs_is_merged_into_another(self, desk: Desk, admin: Actor) -> None:
        old, new_one, last = new(admin, "Biologie"), new(admin, "Biology"), new(admin, "Life")
        desk.new_lesson(desk.new_topic())
        self.put_in(desk, old)
        desk.publish()
        before = desk.tutor.get(desk.path).headers["etag"]

        succeeded(admin.delete(f"{PATH}/{old}", params={"move_to": new_one}))
        succeeded(admin.delete(f"{PATH}/{new_one}", params={"move_to": last}))

        assert desk.tutor.get(desk.path).json()["category_id"] == last
        assert desk.member("student").get(desk.path).json()["category_id"] == last
        assert desk.tutor.get(desk.path).headers["etag"] == before
        assert published.find_categories(desk.org.org_id).ids_of(last) == {old, new_one, last}

    def test_go_to_the_one_above_or_have_none(self, desk: Desk, admin: Actor) -> None:
        top = new(admin, "Science")
        below = new(admin, "Biology", parent_id=top)
        self.put_in(desk, below)

        refused = admin.delete(f"{PATH}/{top}")
        succeeded(admin.delete(f"{PATH}/{below}"))
        above = desk.tutor.get(desk.path).json()["category_id"]
        succeeded(admin.delete(f"{PATH}/{top}"))

        assert (refused.status_code, refused.code) == (409, "category_has_children")
        assert (above, desk.tutor.get(desk.path).json()["category_id"]) == (top, None)

    def test_cannot_go_to_what_is_not_there(self, desk: Desk, admin: Actor) -> None:
        category_id = new(admin, "Biology")

        for target in (category_id, new_id("cat")):
            refused = admin.delete(f"{PATH}/{category_id}", params={"move_to": target})
            assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/query/move_to")
        assert names(admin) == ["Biology"]

    def test_deleting_touches_none_of_them(self, desk: Desk, admin: Actor) -> None:
        category_id = new(admin, "Biology")
        for number in range(3):
            desk.new_course(title=f"Course {number}", category_id=category_id)

        with counting_calls() as calls:
            succeeded(admin.delete(f"{PATH}/{category_id}"))

        assert [call for call in calls if call != "BatchGetItem"][-2:] == ["GetItem", "TransactWriteItems"]

    def test_a_list_of_them_looks_once(self, desk: Desk, admin: Actor) -> None:
        category_id = new(admin, "Biology")
        for number in range(3):
            desk.new_course(title=f"Course {number}", category_id=category_id)
        desk.tutor.get("/courses")

        with counting_calls() as calls:
            items = desk.tutor.get("/courses").json()["items"]

        assert [item["category_id"] for item in items] == [category_id] * 3 + [None]
        assert calls == ["Query", "BatchGetItem"]

    def test_ids_of_a_category_are_those_below_it_too(self, desk: Desk, admin: Actor) -> None:
        top = new(admin, "Science")
        below, other = new(admin, "Biology", parent_id=top), new(admin, "Art")

        categories = published.find_categories(desk.org.org_id)

        assert categories.ids_of(top) == {top, below}
        assert categories.ids_of(other) == {other}
