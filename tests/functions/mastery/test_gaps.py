"""What people master and lack, over HTTP."""

from typing import Any

from shared.ids import new_id
from tests.functions.mastery.conftest import School
from tests.support.calls import counting_calls
from tests.support.courses import publish_course

NOWHERE = "skl_01JD5M0Y3C4D5E6F7G8H9J0KAB"


class TestCourseSkills:
    def test_says_what_the_course_wants_and_its_lessons_teach(self, school: School) -> None:
        sums, shapes = school.skill("Sums"), school.skill("Shapes")

        wanted = school.want({sums: 8_000, shapes: 6_500})
        taught = school.teach(school.course.lesson_ids[0], sums, shapes)

        read = school.tutor.get(f"{school.course.path}/skills")
        assert (wanted.status_code, taught.status_code) == (200, 200)
        assert read.json() == {
            "course_id": school.course.course_id,
            "targets": [{"skill_id": sums, "level_bp": 8_000}, {"skill_id": shapes, "level_bp": 6_500}],
            "lessons": [{"lesson_id": school.course.lesson_ids[0], "skill_ids": [sums, shapes]}],
            "etag": '"rev-2"',
        }

    def test_points_at_a_skill_that_is_not_there_or_is_named_twice(self, school: School) -> None:
        sums = school.skill("Sums")

        unknown = school.want({sums: 8_000, NOWHERE: 8_000})
        path = f"{school.course.path}/skills"
        twice = school.tutor.put(
            path, {"targets": [{"skill_id": sums}, {"skill_id": sums}]}, headers={"if-match": '"rev-0"'}
        )

        assert [one["pointer"] for one in unknown.json()["errors"]] == ["/targets/1/skill_id"]
        assert [one["pointer"] for one in twice.json()["errors"]] == ["/targets/1/skill_id"]

    def test_only_lessons_of_the_course_teach(self, school: School) -> None:
        sums = school.skill("Sums")
        other = publish_course(school.org.org_id, school.tutor.user_id)

        answer = school.tutor.put(
            f"{school.course.path}/skills/lessons/{other.lesson_ids[0]}",
            {"skills": [{"skill_id": sums}]},
            headers={"if-match": '"rev-0"'},
        )

        assert (answer.status_code, answer.json()["code"]) == (404, "lesson_not_found")

    def test_only_who_may_change_the_course(self, school: School) -> None:
        stranger = school.world.actor("tutor", of=school.org)

        assert stranger.get(f"{school.course.path}/skills").status_code == 403
        assert school.learner.get(f"{school.course.path}/skills").status_code == 403
        assert school.admin.get(f"{school.course.path}/skills").status_code == 200

    def test_needs_the_tag_that_was_read(self, school: School) -> None:
        sums = school.skill("Sums")
        school.want({sums: 8_000})

        old = school.tutor.put(f"{school.course.path}/skills", {"targets": []}, headers={"if-match": '"rev-0"'})

        assert old.status_code == 412


class TestGaps:
    def test_says_what_is_missing_how_sure_and_what_teaches_it(self, school: School) -> None:
        sums, shapes, words = (school.skill(name) for name in ("Sums", "Shapes", "Words"))
        school.want({sums: 7_000, shapes: 8_000, words: 8_000})
        school.teach(school.course.lesson_ids[1], shapes)
        school.answer(sums, *[10_000] * 12)
        school.answer(shapes, *[0] * 4)

        gaps = school.gaps()

        assert {skill: gap["state"] for skill, gap in gaps.items()} == {
            sums: "met",
            shapes: "missing",
            words: "unknown",
        }
        assert gaps[sums]["reached_bp"] > 8_000 > 2_000 > gaps[shapes]["reached_bp"]
        assert [one["lesson_id"] for one in gaps[shapes]["lessons"]] == [school.course.lesson_ids[1]]
        assert gaps[shapes]["lessons"][0]["title"]

    def test_what_teaches_a_part_teaches_the_skill(self, school: School) -> None:
        sums = school.skill("Sums")
        school.teach(school.course.lesson_ids[0], school.skill("Carrying", sums))
        school.want({sums: 8_000})

        assert [one["lesson_id"] for one in school.gaps()[sums]["lessons"]] == [school.course.lesson_ids[0]]

    def test_the_staff_see_who_has_answered_in_their_course(self, school: School) -> None:
        sums = school.skill("Sums")
        school.want({sums: 7_000})
        school.answer(sums, *[10_000] * 12)
        other = school.world.actor("student", of=school.org, name="Arjun Rao")
        school.answer(sums, 0, learner=other)

        path = f"{school.course.path}/skill-gaps"
        listed = school.tutor.get(f"{path}/learners", params={"limit": 1}).json()
        rest = school.tutor.get(f"{path}/learners", params={"cursor": listed["next_cursor"]}).json()

        assert [
            (one["name"], one["met_count"], one["missing_count"]) for one in (*listed["items"], *rest["items"])
        ] == [
            ("Meera Nair", 1, 0),
            ("Arjun Rao", 0, 1),
        ]
        assert school.gaps(school.tutor, user_id=other.user_id)[sums]["state"] == "missing"

    def test_nobody_else_does(self, school: School) -> None:
        sums = school.skill("Sums")
        school.answer(sums, 10_000)
        stranger = school.world.actor("tutor", of=school.org)
        path, learner = f"{school.course.path}/skill-gaps", school.learner

        for other in (stranger, school.world.actor("student", of=school.org)):
            assert other.get(path, params={"user_id": learner.user_id}).status_code == 403
            assert other.get(f"{path}/learners").status_code == 403
            assert other.get(f"/users/{learner.user_id}/mastery").status_code == 403

    def test_who_has_answered_nothing_in_the_course_is_not_there(self, school: School) -> None:
        other = school.world.actor("student", of=school.org)

        answer = school.tutor.get(f"{school.course.path}/skill-gaps", params={"user_id": other.user_id})

        assert (answer.status_code, answer.json()["code"]) == (404, "learner_not_found")

    def test_a_path_wants_the_highest_of_what_its_courses_want(self, school: School) -> None:
        sums, shapes = school.skill("Sums"), school.skill("Shapes")
        school.want({sums: 7_000})
        other = publish_course(school.org.org_id, school.tutor.user_id)
        school.tutor.put(
            f"{other.path}/skills",
            {"targets": [{"skill_id": sums, "level_bp": 9_000}]},
            headers={"if-match": '"rev-0"'},
        )

        asked = {"course_id": [school.course.course_id, other.course_id], "target": f"{shapes}:6000"}
        read = school.learner.get(f"/users/{school.learner.user_id}/skill-gaps", params=asked)

        assert {one["skill_id"]: one["level_bp"] for one in read.json()["items"]} == {sums: 9_000, shapes: 6_000}

    def test_points_at_what_a_path_cannot_have(self, school: School) -> None:
        path = f"/users/{school.learner.user_id}/skill-gaps"

        def pointers(**query: Any) -> list[str]:
            return [one["pointer"] for one in school.learner.get(path, params=query).json()["errors"]]

        assert pointers(course_id=[school.course.course_id, new_id("crs")]) == ["/query/course_id/1"]
        assert pointers(target=f"{NOWHERE}:8000") == ["/query/target/0"]
        assert pointers(target="nonsense") == ["/query/target/0"]
        assert pointers(target=f"{NOWHERE}:9999") == ["/query/target/0"]


class TestTree:
    def test_a_skill_is_as_its_parts_are(self, school: School) -> None:
        sums = school.skill("Sums")
        known, unknown = school.skill("Carrying", sums), school.skill("Borrowing", sums)
        school.answer(known, *[10_000] * 8)
        one = school.mastery()
        school.answer(unknown, *[0] * 8)
        both = school.mastery()

        assert one[sums]["mastery_bp"] <= one[known]["mastery_bp"]
        assert one[sums]["answer_count"] == 8
        assert both[unknown]["mastery_bp"] < both[sums]["mastery_bp"] < both[known]["mastery_bp"]

    def test_moving_a_skill_takes_what_is_known_of_it_along(self, school: School) -> None:
        sums, shapes = school.skill("Sums"), school.skill("Shapes")
        part = school.skill("Area", sums)
        school.answer(part, 10_000, 10_000)
        before = school.mastery()

        school.change(part, parent_id=shapes)

        after = school.mastery()
        assert before[part] == after[part]
        assert {sums, shapes} & before.keys() == {sums}
        assert {sums, shapes} & after.keys() == {shapes}

    def test_archiving_and_taking_back_loses_nothing(self, school: School) -> None:
        sums = school.skill("Sums")
        school.want({sums: 7_000})
        school.answer(sums, 10_000, 10_000)
        before = school.mastery()

        school.tutor.delete(f"/skills/{sums}")
        meanwhile = (school.mastery(), school.gaps())
        school.change(sums, is_archived=False)

        assert meanwhile == ({}, {})
        assert school.mastery() == before

    def test_merging_adds_up_what_is_known(self, school: School) -> None:
        sums, addition = school.skill("Sums"), school.skill("Addition")
        school.want({sums: 7_000})
        school.teach(school.course.lesson_ids[0], sums)
        school.answer(sums, *[10_000] * 3)
        school.answer(addition, *[10_000] * 2)
        school.admin.delete(f"/skills/{sums}", params={"merge_into": addition})
        merged = school.mastery()

        school.answer(sums, 10_000)  # a question that still names the old one

        assert set(merged) == {addition}
        assert merged[addition]["answer_count"] == 5
        assert school.mastery()[addition]["answer_count"] == 6
        gap = school.gaps()[addition]
        assert (gap["level_bp"], [one["lesson_id"] for one in gap["lessons"]]) == (7_000, [school.course.lesson_ids[0]])


class TestCost:
    def test_reads_are_one_call_or_a_query_and_one(self, school: School) -> None:
        sums = school.skill("Sums")
        school.want({sums: 7_000})
        school.teach(school.course.lesson_ids[0], sums)
        school.answer(sums, 10_000)
        school.gaps()
        school.tutor.get("/skills")
        me = f"/users/{school.learner.user_id}"
        reads = {
            f"{me}/mastery": ["BatchGetItem"],
            f"{me}/skill-gaps": ["BatchGetItem"],
            f"{school.course.path}/skill-gaps": ["BatchGetItem"],
        }

        params = {f"{me}/skill-gaps": {"course_id": school.course.course_id}}

        for path, expected in reads.items():
            with counting_calls() as calls:
                assert school.learner.get(path, params=params.get(path)).status_code == 200
            assert calls == expected, path
        with counting_calls() as calls:
            school.tutor.get(f"{school.course.path}/skill-gaps/learners")
        assert calls == ["Query", "BatchGetItem"]
