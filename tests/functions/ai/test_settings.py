"""How far AI may go in an organization: what holds until somebody says so, and who may say it."""

from typing import Any

from tests.support.world import World

BUDGET = {"tokens_per_month": 1000, "micro_per_month": 0}
SETTINGS: dict[str, Any] = {
    "switched_on": False,
    "may_leave": False,
    "organization_budget": BUDGET,
    "person_budget": {"tokens_per_month": 10, "micro_per_month": 0},
}


class TestSettings:
    def test_let_ai_begin_within_a_small_budget(self, world: World) -> None:
        found = world.actor("tutor").get("/ai/settings").json()

        assert (found["switched_on"], found["may_leave"], found["updated_by"]) == (True, True, None)
        assert found["organization_budget"]["tokens_per_month"] == 2_000_000

    def test_are_changed_by_administrators(self, world: World) -> None:
        admin = world.actor("org_admin")
        tag = admin.get("/ai/settings").headers["etag"]

        changed = admin.put("/ai/settings", SETTINGS, headers={"if-match": tag})

        assert changed.status_code == 200
        assert {name: changed.json()[name] for name in SETTINGS} == SETTINGS
        assert changed.json()["updated_by"] == admin.user_id
        assert admin.get("/ai/settings").json() == changed.json()

    def test_are_not_changed_by_whoever_read_older_ones(self, world: World) -> None:
        admin = world.actor("org_admin")
        tag = admin.get("/ai/settings").headers["etag"]
        admin.put("/ai/settings", SETTINGS, headers={"if-match": tag})

        again = admin.put("/ai/settings", SETTINGS, headers={"if-match": tag})

        assert (again.status_code, again.code) == (412, "precondition_failed")

    def test_are_not_for_tutors_to_change_nor_for_students_to_see(self, world: World) -> None:
        assert world.actor("tutor").put("/ai/settings", SETTINGS, headers={"if-match": '"rev-0"'}).status_code == 403
        assert world.actor("student").get("/ai/settings").status_code == 403

    def test_name_the_field_that_is_wrong(self, world: World) -> None:
        wrong = {**SETTINGS, "person_budget": {**BUDGET, "tokens_per_month": -1}}

        answer = world.actor("org_admin").put("/ai/settings", wrong, headers={"if-match": '"rev-0"'})

        assert answer.json()["errors"][0]["pointer"] == "/person_budget/tokens_per_month"

    def test_take_no_word_for_a_switch_and_no_switch_for_a_number(self, world: World) -> None:
        wrong = {**SETTINGS, "switched_on": "no", "person_budget": {**BUDGET, "tokens_per_month": True}}

        answer = world.actor("org_admin").put("/ai/settings", wrong, headers={"if-match": '"rev-0"'})

        assert [one["pointer"] for one in answer.json()["errors"]] == [
            "/switched_on",
            "/person_budget/tokens_per_month",
        ]
