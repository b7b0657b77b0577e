"""The engine behind its interface: order, filters, counts, and that no text is more than words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.search.domain import Change, Entry, Filters, Rating, Sort, Wish
from functions.search.gateways import CourseIndex, TantivyIndex
from tests.functions.search.entries import an_entry


def index_of(*entries: Entry) -> CourseIndex:
    """An index with these entries."""
    index = TantivyIndex()
    index.apply([Change(course_id=entry.offer.course_id, at="", entry=entry) for entry in entries])
    return index


def found(index: CourseIndex, text: str = "", **wish: object) -> list[str]:
    """The titles that are found."""
    return [hit.offer.title for hit in index.search(Wish(text, **wish)).hits]  # type: ignore[arg-type]  # by name


class TestOrder:
    def test_is_by_match_first_and_by_quality_among_equals(self) -> None:
        index = index_of(
            an_entry(1, title="Knots", text="How knots are tied.", rating=Rating(count=50, sum=100)),
            an_entry(2, title="Knots", text="How knots are tied.", rating=Rating(count=50, sum=240)),
            an_entry(3, title="Sailing", text="How knots are tied.", rating=Rating(count=500, sum=1750)),
            *(an_entry(number, title="Rowing", text="Nothing of that.") for number in range(4, 12)),
        )

        hits = index.search(Wish("knots")).hits

        assert [(hit.offer.title, hit.rating.sum) for hit in hits] == [
            ("Knots", 240),
            ("Knots", 100),
            ("Sailing", 1750),
        ]

    def test_without_a_text_is_by_quality(self) -> None:
        index = index_of(
            an_entry(1, title="Poor", rating=Rating(count=50, sum=60)),
            an_entry(2, title="Good", rating=Rating(count=50, sum=245)),
        )

        assert found(index) == ["Good", "Poor"]

    def test_by_title_goes_by_the_alphabet_whatever_the_capitals(self) -> None:
        titles = ["zebra", "Éclair", "apple", "Banana", "अंक", "apple"]
        index = index_of(*(an_entry(number, title=title) for number, title in enumerate(titles)))

        everything = found(index, sort=Sort.TITLE, limit=10)
        pages = [title for start in (0, 2, 4) for title in found(index, sort=Sort.TITLE, limit=2, start=start)]

        assert everything == ["apple", "apple", "Banana", "Éclair", "zebra", "अंक"]
        assert pages == everything

    @pytest.mark.parametrize("sort", list(Sort))
    def test_gives_every_course_to_exactly_one_page(self, sort: Sort) -> None:
        index = index_of(*(an_entry(number, title=f"Knots {number % 3}") for number in range(23)))

        pages = [index.search(Wish("knots", sort=sort, limit=5, start=start)).hits for start in range(0, 25, 5)]

        ids = [hit.offer.course_id for page in pages for hit in page]
        assert (len(ids), len(set(ids))) == (23, 23)


class TestMatching:
    def test_near_words_count_more_than_scattered_ones(self) -> None:
        index = index_of(
            an_entry(1, title="One", text="machine tools of all kinds, which we are learning to use here and now"),
            an_entry(2, title="Two", text="tools of all kinds for machine learning which we use to here and now are"),
        )

        assert found(index, "machine learning") == ["Two", "One"]

    def test_of_two_words_wants_both(self) -> None:
        index = index_of(an_entry(1, title="Blue knots"), an_entry(2, title="Blue sky"))

        assert found(index, "blue knots") == ["Blue knots"]

    def test_of_a_long_wish_forgives_that_some_are_missing(self) -> None:
        index = index_of(an_entry(1, title="Knots", text="Tie the bowline and the anchor bend."))

        assert found(index, "explain how to tie a bowline on a rope in rough weather") == ["Knots"]

    def test_finds_words_of_each_language_by_their_forms(self) -> None:
        index = index_of(
            an_entry(1, title="Häuser bauen", language="de"),
            an_entry(2, title="Running a school", language="en"),
            an_entry(3, title="Python भाषाएं", language="hi"),
        )

        assert found(index, "haus") == ["Häuser bauen"]
        assert found(index, "run") == ["Running a school"]
        assert found(index, "भाषा") == found(index, "python") == ["Python भाषाएं"]

    def test_forgets_what_is_replaced_or_removed(self) -> None:
        index = index_of(an_entry(1, title="Knots"), an_entry(2, title="Sails"))

        index.apply([Change(course_id=f"crs_{1:026}", at="", entry=an_entry(1, title="Ropes"))])
        index.apply([Change(course_id=f"crs_{2:026}", at="", entry=None)])

        assert (found(index), found(index, "knots"), found(index, "ropes")) == (["Ropes"], [], ["Ropes"])


class TestFilters:
    INDEX = index_of(
        an_entry(1, title="One", difficulty="beginner", tags=("a", "b"), rating=Rating(count=2, sum=9)),
        an_entry(
            2,
            title="Two",
            difficulty="advanced",
            tags=("b",),
            rating=Rating(count=2, sum=6),
            free=False,
            price_minor=49_900,
        ),
        an_entry(3, title="Three", category_id="cat_1", language="hi", instructor_ids=("usr_2",)),
    )

    @pytest.mark.parametrize(
        ("filters", "titles"),
        [
            (Filters(difficulty="beginner"), {"One"}),
            (Filters(tag="b"), {"One", "Two"}),
            (Filters(tag="b", free=True), {"One"}),
            (Filters(min_rating=3), {"One", "Two"}),
            (Filters(min_rating=4.5), {"One"}),
            (Filters(max_price=49_899), {"One", "Three"}),
            (Filters(max_price=49_900), {"One", "Two", "Three"}),
            (Filters(category=("cat_1",)), {"Three"}),
            (Filters(category=("cat_2", "cat_1")), {"Three"}),
            (Filters(instructor="usr_2", language="hi"), {"Three"}),
            (Filters(instructor="usr_2", language="en"), set()),
            (Filters(tag="*"), set()),
        ],
    )
    def test_leave_what_is_like_that(self, filters: Filters, titles: set[str]) -> None:
        assert set(found(self.INDEX, filters=filters)) == titles

    def test_are_counted_as_if_each_were_not_set(self) -> None:
        facets = self.INDEX.search(Wish(filters=Filters(difficulty="beginner", tag="b"))).facets

        counts = {name: {value.value: value.count for value in values} for name, values in facets.items()}
        assert counts["difficulty"] == {"beginner": 1, "advanced": 1}
        assert counts["tag"] == {"a": 1, "b": 1}
        assert counts["free"] == {"true": 1}
        assert counts["min_rating"] == {"5": 0, "4": 1, "3": 1, "2": 1}

    def test_what_is_not_sold_costs_more_than_anything(self) -> None:
        index = index_of(
            an_entry(1, title="By pass", free=False),
            an_entry(2, title="Sold", free=False, price_minor=10**10),
            an_entry(3, title="Free"),
        )

        assert set(found(index, filters=Filters(max_price=10**12))) == {"Sold", "Free"}
        titles = [hit.offer.title for hit in index.search(Wish(sort=Sort.PRICE)).hits]
        assert titles == ["Free", "Sold", "By pass"]

    def test_that_leave_nothing_count_nothing(self) -> None:
        answer = self.INDEX.search(Wish("nonexistent", Filters(free=False), Sort.TITLE))

        assert (answer.hits, answer.total) == ((), 0)


class TestAnyText:
    INDEX = index_of(an_entry(1, title="Cells"), an_entry(2, title="कोशिका", language="hi"))

    @settings(max_examples=200)
    @given(st.text(max_size=120), st.sampled_from(Sort))
    def test_is_answered(self, text: str, sort: Sort) -> None:
        assert self.INDEX.search(Wish(text, sort=sort)).total <= 2
        assert len(self.INDEX.suggest(text, 5)) <= 2
