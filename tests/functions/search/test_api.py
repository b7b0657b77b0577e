"""The catalog as students and strangers find their way through it."""

import json
from typing import Any

import pytest

from shared.remembering import forget_memories
from tests.functions.search.conftest import School, a_school


class TestSearch:
    def test_finds_by_title_objective_tag_lesson_and_text(self, school: School) -> None:
        school.publish(
            "Cells", text="Mitochondria turn sugar into energy.", tags=["biology"], objectives=["Name organelles"]
        )
        school.publish("Algebra", lessons=["Quadratic equations"])
        school.heard()

        assert [school.titles(q) for q in ("cells", "organelles", "biology", "mitochondria")] == [["Cells"]] * 4
        assert school.titles("quadratic equation") == ["Algebra"]

    def test_forgives_a_slip_and_says_so(self, school: School) -> None:
        school.publish("Photosynthesis for beginners")
        school.heard()

        found = school.search("photosinthesis")

        assert [item["title"] for item in found["items"]] == ["Photosynthesis for beginners"]
        assert found["corrected"] == {"photosinthesis": ["photosynthesis"]}

    def test_completes_the_word_that_is_being_typed(self, school: School) -> None:
        school.publish("Photosynthesis")
        school.heard()

        assert school.titles("photos") == ["Photosynthesis"]

    @pytest.mark.parametrize("q", ["संस्कृत", "व्याकरण", "व्याकरणों", "किताबें", "किताब", "हिंदी", "हिन्दी"])
    def test_finds_hindi_titles_by_hindi_words(self, school: School, q: str) -> None:
        school.publish("हिन्दी और संस्कृत व्याकरण की किताबें", language="hi")
        school.publish("अंकगणित", language="hi")
        school.heard()

        assert school.titles(q) == ["हिन्दी और संस्कृत व्याकरण की किताबें"]

    def test_filters_sorts_and_counts(self, school: School) -> None:
        school.publish("B first", difficulty="beginner", tags=["one"], language="en")
        school.publish("A second", difficulty="advanced", tags=["one", "two"], language="hi")
        school.heard()

        assert school.titles(sort="title") == ["A second", "B first"]
        assert school.titles(sort="newest") == ["A second", "B first"]
        assert school.titles(difficulty="beginner") == ["B first"]
        assert school.titles(tag="two") == ["A second"]
        assert school.titles(language="hi", tag="one") == ["A second"]
        assert len(school.titles(instructor=school.tutor.user_id)) == 2
        assert school.titles(free=False) == []
        assert school.titles(min_rating=4) == []
        facets = school.search(difficulty="beginner")["facets"]
        assert facets["difficulty"] == [{"value": "advanced", "count": 1}, {"value": "beginner", "count": 1}]
        assert facets["tag"] == [{"value": "one", "count": 1}]

    def test_filters_by_a_category_with_those_below_it_and_by_its_former_ids(self, school: School) -> None:
        admin = school.world.actor("org_admin", of=school.org)

        def category(name: str, **more: Any) -> str:
            made: str = admin.post("/course-categories", {"name": name, **more}).json()["category_id"]
            return made

        science, crafts = category("Science"), category("Crafts")
        biology = category("Biology", parent_id=science)
        school.publish("Cells", category_id=biology)
        school.publish("Knots", category_id=crafts)
        admin.delete(f"/course-categories/{crafts}", params={"move_to": biology})
        school.heard()

        assert school.titles(category=science, sort="title") == ["Cells", "Knots"]
        assert school.titles(category=biology, sort="title") == ["Cells", "Knots"]
        assert school.titles(category="cat_unknown") == []

    def test_pages_by_cursors_of_its_own(self, school: School) -> None:
        for number in range(5):
            school.publish(f"Course {number}")
        school.heard()

        first = school.search(sort="title", limit=2)
        second = school.search(sort="title", limit=2, cursor=first["next_cursor"])
        third = school.search(sort="title", limit=2, cursor=second["next_cursor"])

        titles = [item["title"] for page in (first, second, third) for item in page["items"]]
        assert titles == [f"Course {number}" for number in range(5)]
        assert (first["total"], third["next_cursor"]) == (5, None)
        assert school.get("/courses", sort="newest", cursor=first["next_cursor"]).status_code == 422

    def test_follows_a_course_through_its_life(self, school: School) -> None:
        course_id = school.publish("Knots")
        school.heard()
        assert school.titles("knots") == ["Knots"]

        school.tutor.post(f"/courses/{course_id}/archive")
        school.world.settle()
        with school.world.later(seconds=6):
            assert school.titles("knots") == []

        school.tutor.post(f"/courses/{course_id}/publish")
        school.world.settle()
        with school.world.later(seconds=12):
            assert school.titles("knots") == ["Knots"]

    def test_shows_what_is_published_not_what_is_drafted(self, school: School) -> None:
        course_id = school.publish("Knots")
        tag = school.tutor.get(f"/courses/{course_id}").headers["etag"]
        school.tutor.put(f"/courses/{course_id}", {"title": "Splices"}, headers={"if-match": tag})
        school.tutor.post("/courses", {"title": "Splices and more"})
        school.heard()

        assert school.titles() == ["Knots"]

    def test_never_finds_another_schools_course(self, school: School) -> None:
        other = a_school(school.world)
        mine, theirs = school.publish("Shared title"), other.publish("Shared title")
        school.heard()

        assert [item["course_id"] for item in school.search("shared title")["items"]] == [mine]
        assert [item["course_id"] for item in other.search("shared title")["items"]] == [theirs]
        assert school.get(f"/courses/{theirs}").status_code == 404
        assert school.get("/comparison", course_id=[mine, theirs]).status_code == 404
        assert school.get("/suggestions", q="shared").json()["items"] == [{"course_id": mine, "title": "Shared title"}]

    def test_costs_the_client_nothing_while_nothing_changes(self, school: School) -> None:
        for number in range(3):
            school.publish(f"Course {number}")
        school.heard()
        path = f"/catalog/{school.org.slug}/courses"

        first = school.world.client.get(path, params={"limit": 2})
        again = school.world.client.get(path, params={"limit": 2}, headers={"if-none-match": first.headers["etag"]})

        assert (again.status_code, again.text) == (304, "")
        assert first.headers["cache-control"] == "public, max-age=5"


class TestHostileQueries:
    @pytest.mark.parametrize(
        "q",
        [
            "title:secret OR *:*",
            'course_id:"x" AND NOT (a',
            "/.*/ [a TO z] {1 TO *}",
            "a^99999 b~10",
            "((((((((((",
            "\\",
            '"',
            "\u202e\u2066",
            "\U0010ffff\U0001f600",
            "e" + "\u0301" * 400,
            "ा ि ी",
            "़़़",
            " ".join(["cell"] * 90),
            " ".join(f"w{number}" for number in range(120)),
            "x" * 500,
            "-- ; drop",
        ],
    )
    def test_are_only_words(self, school: School, q: str) -> None:
        school.publish("Cells")
        school.heard()

        assert school.get("/courses", q=q).status_code == 200
        assert school.get("/suggestions", q=q).status_code == 200

    @pytest.mark.parametrize("q", ["x" * 10_000, "a\x00b", "\x1b[2J"])
    def test_are_refused_where_nobody_means_them(self, school: School, q: str) -> None:
        for path in ("/courses", "/suggestions"):
            answer = school.get(path, q=q)

            assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/query/q")


class TestSuggestions:
    def test_complete_titles_in_any_language(self, school: School) -> None:
        school.publish("Cells: the units of life")
        school.publish("Cell division")
        school.publish("कोशिका विज्ञान", language="hi")
        school.heard()

        def suggested(q: str) -> set[str]:
            return {item["title"] for item in school.get("/suggestions", q=q).json()["items"]}

        assert suggested("cel") == {"Cells: the units of life", "Cell division"}
        assert suggested("cell divis") == {"Cell division"}
        assert suggested("cell dibision") == {"Cell division"}
        assert suggested("कोशि") == {"कोशिका विज्ञान"}
        assert suggested("nothing like it") == set()

    def test_are_as_many_as_wanted(self, school: School) -> None:
        for number in range(4):
            school.publish(f"Course {number}")
        school.heard()

        assert len(school.get("/suggestions", q="cour", most=3).json()["items"]) == 3


class TestComparison:
    def test_stands_in_the_order_asked_for(self, school: School) -> None:
        one, other = school.publish("One", difficulty="beginner"), school.publish("Other")

        items = school.get("/comparison", course_id=[other, one]).json()["items"]

        assert [(item["title"], item["difficulty"]) for item in items] == [("Other", None), ("One", "beginner")]

    def test_is_of_two_to_four_different_courses(self, school: School) -> None:
        ids = [school.publish(f"Course {number}") for number in range(5)]

        for wrong in (ids[:1], ids, [ids[0], ids[0]]):
            assert school.get("/comparison", course_id=wrong).status_code == 422


class TestPage:
    def test_shows_the_syllabus_and_who_teaches(self, school: School) -> None:
        course_id = school.publish("Cells", lessons=["Membranes", "Nuclei"], summary="Small things.")

        page = school.get(f"/courses/{course_id}").json()

        assert page["instructors"] == [{"instructor_id": school.tutor.user_id, "name": "Kavita Iyer"}]
        assert [lesson["title"] for lesson in page["topics"][0]["lessons"]] == ["Membranes", "Nuclei"]
        assert page["organization"] == {"name": school.org.name, "slug": school.org.slug}
        assert page["url"] == f"http://lms.example/catalog/{school.org.slug}/courses/{course_id}"

    def test_describes_the_course_for_search_engines(self, school: School) -> None:
        course_id = school.publish("Cells", summary="Small things.", objectives=["Name them"], difficulty="beginner")

        about = json.loads(school.get(f"/courses/{course_id}").json()["json_ld"])

        assert (about["@context"], about["@type"], about["name"]) == ("https://schema.org", "Course", "Cells")
        assert about["provider"] == {"@type": "Organization", "name": school.org.name}
        assert about["hasCourseInstance"]["courseWorkload"] == "PT8M"
        assert (about["teaches"], about["educationalLevel"]) == (["Name them"], "Beginner")
        assert about["isAccessibleForFree"] is True

    def test_cannot_end_the_script_that_it_stands_in(self, school: School) -> None:
        title = "</script><script>alert('x')</script>&\u2028"
        course_id = school.publish(title.rstrip("\u2028"), summary=title)

        text = school.get(f"/courses/{course_id}").json()["json_ld"]

        assert not set("<>&\u2028\u2029") & set(text)
        assert json.loads(text)["name"] == title.rstrip("\u2028")

    def test_is_not_there_for_a_draft_or_an_archived_course(self, school: School) -> None:
        draft = school.tutor.post("/courses", {"title": "Draft"}).json()["course_id"]
        archived = school.publish("Archived")
        school.tutor.post(f"/courses/{archived}/archive")

        for course_id in (draft, archived, "crs_01JD0000000000000000000000"):
            assert school.get(f"/courses/{course_id}").code == "offer_not_found"


class TestWhoseCatalog:
    def test_is_nobodys_under_an_unknown_name(self, school: School) -> None:
        assert school.world.client.get("/catalog/no-such-school/courses").code == "catalog_not_found"

    def test_is_for_members_only_where_the_organization_says_so(self, school: School) -> None:
        course_id = school.publish("Secret")
        school.heard()
        admin, stranger = school.world.actor("org_admin", of=school.org), school.world.actor("student")
        settings = f"/organizations/{school.org.org_id}/settings"
        tag = admin.get(settings).headers["etag"]
        changed = admin.put(settings, {"features": {"public_catalog": False}}, headers={"if-match": tag})
        assert changed.status_code == 200, changed.text
        forget_memories()

        for path in ("/courses", "/suggestions?q=sec", f"/courses/{course_id}"):
            address = f"/catalog/{school.org.slug}{path.partition('?')[0]}"
            params = {"q": "sec"} if "?" in path else {}
            assert school.world.client.get(address, params=params).code == "catalog_not_found"
            assert stranger.get(address, params=params).code == "catalog_not_found"
            nonsense = {"authorization": "Bearer nonsense"}
            assert school.world.client.get(address, params=params, headers=nonsense).code == "catalog_not_found"
            mine = school.tutor.get(address, params=params)
            assert (mine.status_code, mine.headers["cache-control"]) == (200, "private, no-cache")

    def test_is_gone_with_the_organization(self, school: School) -> None:
        school.publish("Cells")
        school.heard()
        platform = school.world.actor("platform_admin")
        platform.put(f"/organizations/{school.org.org_id}/suspension")
        forget_memories()

        assert school.get("/courses").code == "catalog_not_found"
