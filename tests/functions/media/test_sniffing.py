"""What a file is, by its content."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.media.domain.sniffing import HEAD, Places, is_type
from functions.media.domain.types import TYPES
from tests.functions.media.files import OFFICE, OPEN, SAMPLES, archive, office

TEXTS = {name for name, found in TYPES.items() if found.text}
WORD = f"{OFFICE}.wordprocessingml.document"
LIKE_EACH_OTHER = {
    # The same container, for one stream or several: which of them, the transcoder finds out.
    frozenset({"video/webm", "audio/webm"}),
    frozenset({"video/mp4", "audio/mp4"}),
}


def looks_like(content_type: str, content: bytes) -> bool:
    """Whether the content passes for the type."""
    return is_type(content_type, content[:HEAD], lambda: io.BytesIO(content))


class TestAType:
    @pytest.mark.parametrize("content_type", sorted(TYPES))
    def test_is_seen_in_its_content(self, content_type: str) -> None:
        assert looks_like(content_type, SAMPLES[content_type])

    @pytest.mark.parametrize("content_type", sorted(set(TYPES) - TEXTS - {"application/zip"}))
    def test_is_not_seen_in_any_other(self, content_type: str) -> None:
        others = [
            name
            for name, content in SAMPLES.items()
            if name != content_type and looks_like(content_type, content)
            if frozenset({name, content_type}) not in LIKE_EACH_OTHER
        ]

        assert others == []

    @pytest.mark.parametrize("content_type", sorted(TYPES))
    @pytest.mark.parametrize("program", [b"MZ\x90\0", b"\x7fELF\x02\x01", b"\xca\xfe\xba\xbe\0\0", b"#!/bin/sh\n"])
    def test_is_never_a_programs(self, content_type: str, program: bytes) -> None:
        assert not looks_like(content_type, program + SAMPLES[content_type])

    @pytest.mark.parametrize("content_type", sorted(set(TYPES) - TEXTS))
    def test_allows_nothing_before_its_beginning(self, content_type: str) -> None:
        assert not looks_like(content_type, b"<script>" + SAMPLES[content_type])

    @given(st.sampled_from(sorted(TYPES)), st.binary(max_size=400))
    def test_is_decided_for_any_content(self, content_type: str, content: bytes) -> None:
        assert looks_like(content_type, content) in {True, False}


class TestAnOfficeDocument:
    def test_with_macros_is_refused(self) -> None:
        assert not looks_like(WORD, office("word/document.xml", **{"word/vbaProject.bin": "x"}))

    def test_is_not_any_archive(self) -> None:
        assert not looks_like(WORD, SAMPLES["application/zip"])

    def test_that_is_cut_off_is_refused(self) -> None:
        whole = SAMPLES[WORD]

        assert not looks_like(WORD, whole[: len(whole) // 2])

    def test_of_the_open_kind_names_its_type_first_and_uncompressed(self) -> None:
        kind = f"{OPEN}.text"
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("mimetype", kind)

        assert not looks_like(kind, packed.getvalue())
        assert not looks_like(kind, archive(**{"content.xml": "", "mimetype": kind}))
        assert not looks_like(kind, archive(mimetype=f"{OPEN}.spreadsheet"))

    def test_with_ten_thousands_of_members_is_refused(self) -> None:
        many = {f"part{number}": "" for number in range(10_001)}

        assert not looks_like("application/zip", archive(**many))


class TestPlaces:
    @given(
        st.binary(max_size=300),
        st.lists(st.tuples(st.integers(0, 400), st.integers(0, 100)), max_size=10),
    )
    def test_are_read_like_a_file(self, content: bytes, reads: list[tuple[int, int]]) -> None:
        asked: list[tuple[int, int]] = []

        def read(start: int, end: int) -> bytes:
            asked.append((start, end))
            return content[start:end]

        places, plain = io.BufferedReader(Places(len(content), read), 16), io.BytesIO(content)
        for place, length in reads:
            assert places.seek(place) == plain.seek(place)
            assert places.read(length) == plain.read(length)
        assert places.seek(0, io.SEEK_END) == len(content)
        assert all(0 <= start < end <= len(content) for start, end in asked)

    def test_do_not_begin_before_the_beginning(self) -> None:
        with pytest.raises(OSError, match="before"):
            Places(3, lambda start, end: b"").seek(-1)
