"""The tree of skills over HTTP."""

from functions.mastery.domain.skills import DEEPEST
from tests.functions.mastery.conftest import School
from tests.support.world import at_once


class TestCreateSkill:
    def test_adds_it_at_the_top_or_as_a_part(self, school: School) -> None:
        sums = school.skill("Sums")
        part = school.skill("Carrying", sums)

        read = school.learner.get(f"/skills/{part}").json()

        assert read == {
            "skill_id": part,
            "name": "Carrying",
            "parent_id": sums,
            "is_archived": False,
            "etag": '"rev-1"',
        }
        assert [one["skill_id"] for one in school.learner.get("/skills").json()["items"]] == [sums, part]

    def test_students_may_not(self, school: School) -> None:
        assert school.learner.post("/skills", {"name": "Sums"}).status_code == 403

    def test_a_name_is_free_only_once_below_the_same_skill(self, school: School) -> None:
        sums, shapes = school.skill("Sums"), school.skill("Shapes")
        school.skill("Basics", sums)

        again = school.tutor.post("/skills", {"name": "  BASICS ", "parent_id": sums})
        elsewhere = school.tutor.post("/skills", {"name": "Basics", "parent_id": shapes})

        assert (again.status_code, again.json()["code"]) == (409, "skill_name_taken")
        assert elsewhere.status_code == 201

    def test_the_same_key_adds_one(self, school: School) -> None:
        key = {"idempotency-key": "once"}

        first, second = (school.tutor.post("/skills", {"name": "Sums"}, headers=key) for _ in range(2))

        assert first.json() == second.json()
        assert second.headers["idempotent-replayed"] == "true"

    def test_a_parent_must_be_there(self, school: School) -> None:
        answer = school.tutor.post("/skills", {"name": "Sums", "parent_id": "skl_01JD5M0Y3C4D5E6F7G8H9J0KAB"})

        assert answer.status_code == 422
        assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/parent_id", "not_found")]

    def test_the_tree_has_six_levels(self, school: School) -> None:
        skill_id = None
        for level in range(DEEPEST):
            skill_id = school.skill(f"Level {level}", skill_id)

        answer = school.tutor.post("/skills", {"name": "One more", "parent_id": skill_id})

        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "too_deep")

    def test_all_are_kept_that_are_added_at_once(self, school: School) -> None:
        names = [f"Skill {number}" for number in range(8)]

        answers = at_once(8, lambda number: school.tutor.post("/skills", {"name": names[number]}).status_code)

        kept = [one["name"] for one in school.tutor.get("/skills").json()["items"]]
        assert answers == [201] * 8
        assert sorted(kept) == names


class TestChangeSkill:
    def test_moves_it_with_its_parts(self, school: School) -> None:
        sums, shapes = school.skill("Sums"), school.skill("Shapes")
        part = school.skill("Carrying", sums)

        moved = school.change(sums, parent_id=shapes)

        assert (moved.status_code, moved.json()["parent_id"]) == (200, shapes)
        assert school.tutor.get(f"/skills/{part}").json()["parent_id"] == sums

    def test_nothing_goes_below_itself(self, school: School) -> None:
        sums = school.skill("Sums")
        part = school.skill("Tens", school.skill("Carrying", sums))

        below_own_part, below_itself = school.change(sums, parent_id=part), school.change(sums, parent_id=sums)

        for answer in (below_own_part, below_itself):
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "ring")

    def test_its_parts_count_for_the_depth(self, school: School) -> None:
        top = school.skill("Top")
        school.skill("Part", top)
        line = None
        for level in range(DEEPEST - 1):
            line = school.skill(f"Level {level}", line)

        assert school.change(top, parent_id=line).json()["errors"][0]["code"] == "too_deep"

    def test_needs_the_tag_that_was_read(self, school: School) -> None:
        sums = school.skill("Sums")
        school.change(sums, name="Addition")

        old = school.tutor.put(f"/skills/{sums}", {"name": "Plus"}, headers={"if-match": '"rev-1"'})
        none = school.tutor.put(f"/skills/{sums}", {"name": "Plus"})

        assert (old.status_code, none.status_code) == (412, 428)

    def test_of_two_moves_that_would_make_a_ring_one_wins(self, school: School) -> None:
        pair = [school.skill("One"), school.skill("Two")]

        statuses = at_once(2, lambda number: school.change(pair[number], parent_id=pair[1 - number]).status_code)

        assert sorted(statuses) == [200, 422]


class TestArchiveSkill:
    def test_it_is_shown_as_archived_and_can_be_taken_back(self, school: School) -> None:
        sums = school.skill("Sums")

        gone = [school.tutor.delete(f"/skills/{sums}").status_code for _ in range(2)]
        archived = school.tutor.get(f"/skills/{sums}").json()["is_archived"]
        back = school.change(sums, is_archived=False)

        assert (gone, archived) == ([204, 204], True)
        assert back.json()["is_archived"] is False

    def test_not_while_it_has_parts(self, school: School) -> None:
        sums = school.skill("Sums")
        part = school.skill("Carrying", sums)

        refused = school.tutor.delete(f"/skills/{sums}")
        school.tutor.delete(f"/skills/{part}")

        assert (refused.status_code, refused.json()["code"]) == (409, "skill_has_parts")
        assert school.tutor.delete(f"/skills/{sums}").status_code == 204

    def test_nothing_becomes_a_part_of_it(self, school: School) -> None:
        sums = school.skill("Sums")
        school.tutor.delete(f"/skills/{sums}")

        answer = school.tutor.post("/skills", {"name": "Carrying", "parent_id": sums})

        assert (answer.status_code, answer.json()["code"]) == (409, "skill_archived")


class TestMergeSkill:
    def test_its_id_is_no_more_and_others_hear_of_it(self, school: School) -> None:
        sums, addition = school.skill("Sums"), school.skill("Addition")

        merged = school.admin.delete(f"/skills/{sums}", params={"merge_into": addition})

        assert merged.status_code == 204
        assert school.learner.get(f"/skills/{sums}").status_code == 404

    def test_only_administrators_may(self, school: School) -> None:
        sums, addition = school.skill("Sums"), school.skill("Addition")

        assert school.tutor.delete(f"/skills/{sums}", params={"merge_into": addition}).status_code == 403

    def test_not_into_itself_nor_into_what_is_not_there(self, school: School) -> None:
        sums = school.skill("Sums")

        for other in (sums, "skl_01JD5M0Y3C4D5E6F7G8H9J0KAB"):
            answer = school.admin.delete(f"/skills/{sums}", params={"merge_into": other})
            assert [one["pointer"] for one in answer.json()["errors"]] == ["/query/merge_into"]
