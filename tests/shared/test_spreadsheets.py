"""Files of comma-separated values."""

import pytest

from shared.spreadsheets import numbered_rows


class Refused(Exception):
    """With a code and a message."""


def rows(content: bytes) -> list[tuple[int, list[str]]]:
    """The rows of a file, each with its line."""
    return list(numbered_rows(content, Refused))


class TestAFile:
    @pytest.mark.parametrize(
        ("content", "read"),
        [
            (b"a,b\n1,2\n", [(1, ["a", "b"]), (2, ["1", "2"])]),
            (b"\xef\xbb\xbfa;b\r\n1;2,5", [(1, ["a", "b"]), (2, ["1", "2,5"])]),
            (b"a,b;c\n", [(1, ["a", "b;c"])]),
            (b"\n\na\n , \nb\n", [(3, ["a"]), (5, ["b"])]),
            (b'a\n"two\nlines"\nb', [(1, ["a"]), (2, ["two\nlines"]), (4, ["b"])]),
            (b"", []),
        ],
    )
    def test_has_rows_by_the_lines_they_begin_on(self, content: bytes, read: list[tuple[int, list[str]]]) -> None:
        assert rows(content) == read

    @pytest.mark.parametrize(
        ("content", "code"), [(b"\xff", "not_utf8"), (b"a\0b", "not_csv"), (b'a\n"b', "not_csv"), (b'"a"b', "not_csv")]
    )
    def test_that_is_none_is_refused(self, content: bytes, code: str) -> None:
        with pytest.raises(Refused) as refused:
            rows(content)
        assert refused.value.args[0] == code
