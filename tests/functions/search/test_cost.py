"""What a request of the catalog costs: calls of storage, however many courses there are."""

import pytest

from events.catalog import CoursePublished
from shared.remembering import forget_memories
from tests.functions.search.conftest import School
from tests.functions.search.news import deliver, news
from tests.support.calls import counting_calls


class TestHot:
    """Whose catalog it is, and the index, are known for five seconds; one call counts the request."""

    def test_search_counts_itself(self, school: School) -> None:
        school.publish("Cells")
        school.heard().search("cells")

        with counting_calls() as calls:
            school.search("cells", difficulty="beginner", sort="newest")

        assert calls == ["UpdateItem"]

    def test_suggestions_count_themselves(self, school: School) -> None:
        school.publish("Cells")
        school.heard().get("/suggestions", q="ce")

        with counting_calls() as calls:
            school.get("/suggestions", q="cel")

        assert calls == ["UpdateItem"]

    def test_page_reads_card_and_rating_in_one_call(self, school: School) -> None:
        course_id = school.publish("Cells")
        school.heard().get(f"/courses/{course_id}")

        with counting_calls() as calls:
            school.get(f"/courses/{course_id}")

        assert calls == ["UpdateItem", "BatchGetItem"]

    def test_comparison_reads_all_courses_in_one_call(self, school: School) -> None:
        ids = [school.publish(f"Course {number}") for number in range(4)]
        school.heard().get("/comparison", course_id=ids)

        with counting_calls() as calls:
            school.get("/comparison", course_id=ids)

        assert calls == ["UpdateItem", "BatchGetItem"]


class TestAfterFiveSeconds:
    def test_search_asks_whose_catalog_it_is_and_what_changed(self, school: School) -> None:
        school.publish("Cells")
        school.heard().search("cells")

        with school.world.later(seconds=6), counting_calls() as calls:
            school.search("cells")

        assert calls == ["UpdateItem", "GetItem", "Query"]


class TestHearing:
    @pytest.mark.parametrize("others", [0, 8])
    def test_of_a_publication_reads_the_course_and_writes_one_row(self, school: School, others: int) -> None:
        for number in range(others):
            school.publish(f"Course {number}", text="Something about it.")
        school.heard()
        course_id = school.publish("One more", text="Something about it.")
        forget_memories()

        with counting_calls() as calls:
            deliver(news(school.org.org_id, CoursePublished, course_id, revision=9))

        # What is kept of it, its card, its outline, its lessons; what is kept of it now, and the row.
        assert calls == ["GetItem", "BatchGetItem", "Query", "BatchGetItem", "GetItem", "PutItem"]

    def test_of_old_news_reads_one_row(self, school: School) -> None:
        course_id = school.publish("Cells")
        message = news(school.org.org_id, CoursePublished, course_id, revision=9)
        deliver(message)

        with counting_calls() as calls:
            deliver(message)

        assert calls == ["GetItem"]
