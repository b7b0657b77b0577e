"""Lists that are read from a place on."""

from shared.listing import Listed, PageKey, each, pages

PAGES = {"": Listed(["a", "b"], {"sk": "b"}), "b": Listed[str]([], {"sk": "c"}), "c": Listed(["d"], None)}


def read(start: PageKey) -> Listed[str]:
    """What begins there; the page in the middle is empty."""
    return PAGES[start["sk"] if start else ""]


class TestAList:
    def test_is_read_to_its_end_past_empty_pages(self) -> None:
        assert list(each(read)) == ["a", "b", "d"]

    def test_is_read_no_further_than_asked_for(self) -> None:
        asked: list[PageKey] = []

        def noted(start: PageKey) -> Listed[str]:
            asked.append(start)
            return read(start)

        assert next(each(noted)) == "a"
        assert asked == [None]
        assert [page.next_key for page in pages(noted)] == [{"sk": "b"}, {"sk": "c"}, None]
