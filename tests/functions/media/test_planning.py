"""How a file is cut into parts, and how much room there is: rules, for whatever numbers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from functions.media.domain.contents import REMOVED_AFTER, Content, OutOfStep
from functions.media.domain.types import TYPES, accepted_type
from functions.media.domain.uploads import (
    LARGEST,
    MIB,
    MOST_BY_FORM,
    MOST_PARTS,
    PARTS_OPEN,
    SIGNED_FOR,
    SMALLEST_PART,
    Upload,
    UploadMethod,
    method_for,
    part_size_for,
)
from functions.media.domain.usage import QUOTA_BYTES, Usage
from functions.media.errors import FileNotAccepted, PartNotOfUpload, QuotaExceeded, UploadIncomplete, UploadOver

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
sizes = st.integers(min_value=MOST_BY_FORM + 1, max_value=LARGEST)


def upload_of(size: int) -> Upload:
    """A large file on its way."""
    return Upload(
        upload_id="upl_1",
        asset_id="ast_1",
        owner_id="usr_1",
        method=UploadMethod.PARTS,
        content_type="video/mp4",
        size=size,
        sha256="0" * 64,
        part_size=part_size_for(size),
        multipart_id="m",
        created_at=NOW,
        open_until=NOW + PARTS_OPEN,
    )


class TestParts:
    @given(sizes)
    def test_are_the_whole_file_and_nothing_else(self, size: int) -> None:
        upload = upload_of(size)

        parts = [upload.size_of_part(number) for number in range(1, (upload.part_count or 0) + 1)]

        assert sum(parts) == size
        assert all(part > 0 for part in parts)

    @given(sizes)
    def test_are_as_the_file_store_takes_them(self, size: int) -> None:
        upload = upload_of(size)

        assert 1 <= (upload.part_count or 0) <= MOST_PARTS
        assert SMALLEST_PART <= (upload.part_size or 0) <= 5 * 1024 * MIB
        assert (upload.part_size or 0) % MIB == 0

    @given(sizes, st.integers(min_value=-3, max_value=20_000))
    def test_are_no_others_than_these(self, size: int, number: int) -> None:
        upload = upload_of(size)

        if 1 <= number <= (upload.part_count or 0):
            assert upload.size_of_part(number) <= (upload.part_size or 0)
        else:
            with pytest.raises(PartNotOfUpload):
                upload.size_of_part(number)

    @given(st.integers(min_value=1, max_value=LARGEST))
    def test_are_for_large_files_only(self, size: int) -> None:
        assert (method_for(size) is UploadMethod.PARTS) == (size > MOST_BY_FORM)


class TestCompleteness:
    def upload(self) -> Upload:
        """One in four parts, the last of which is small."""
        return upload_of(3 * SMALLEST_PART + 7)

    def whole(self) -> dict[int, int]:
        """The sizes of its parts."""
        return {1: SMALLEST_PART, 2: SMALLEST_PART, 3: SMALLEST_PART, 4: 7}

    def test_is_all_parts_in_their_sizes(self) -> None:
        self.upload().require_parts(self.whole())

    @given(st.sets(st.integers(min_value=1, max_value=4), min_size=1))
    def test_lacks_what_has_not_arrived(self, missing: set[int]) -> None:
        arrived = {number: size for number, size in self.whole().items() if number not in missing}

        with pytest.raises(UploadIncomplete) as refusal:
            self.upload().require_parts(arrived)

        assert refusal.value.facts["missing"] == [str(number) for number in sorted(missing)]

    @pytest.mark.parametrize("wrong", [{4: 8}, {4: 6}, {5: 1}, {1: SMALLEST_PART - 1}, {0: 7}])
    def test_is_not_more_or_other_than_was_announced(self, wrong: dict[int, int]) -> None:
        with pytest.raises(UploadIncomplete) as refusal:
            self.upload().require_parts(self.whole() | wrong)

        assert refusal.value.facts["wrong"] == [str(number) for number in wrong]


class TestTime:
    def test_is_over_for_an_upload_at_its_end(self) -> None:
        upload = upload_of(LARGEST)

        upload.require_open(NOW + PARTS_OPEN - timedelta(seconds=1))
        with pytest.raises(UploadOver):
            upload.require_open(NOW + PARTS_OPEN)

    def test_of_a_signature_is_a_quarter_of_an_hour(self) -> None:
        assert timedelta(minutes=15) >= SIGNED_FOR


class TestTypes:
    @pytest.mark.parametrize(
        "name", ["application/x-msdownload", "application/x-sh", "application/java-archive", "text/javascript", ""]
    )
    def test_of_programs_are_not_accepted(self, name: str) -> None:
        with pytest.raises(FileNotAccepted) as refusal:
            accepted_type(name, 10)

        assert refusal.value.errors[0].code == "type_not_accepted"

    @pytest.mark.parametrize("found", TYPES.values(), ids=lambda found: found.name)
    def test_have_a_largest_size(self, found: object) -> None:
        known = TYPES[getattr(found, "name", "")]

        assert accepted_type(known.name, known.largest) == known
        with pytest.raises(FileNotAccepted):
            accepted_type(known.name, known.largest + 1)


class Room(RuleBasedStateMachine):
    """An organization's room against a list of what was promised and what is stored."""

    def __init__(self) -> None:
        super().__init__()
        self.usage = Usage()
        self.promised: list[int] = []
        self.stored: list[int] = []

    @rule(size=st.integers(min_value=1, max_value=QUOTA_BYTES + 1))
    def reserve(self, size: int) -> None:
        """Announce a file."""
        fits = sum(self.promised) + sum(self.stored) + size <= QUOTA_BYTES
        try:
            self.usage = self.usage.reserve(size)
        except QuotaExceeded:
            assert not fits
        else:
            assert fits
            self.promised.append(size)

    @precondition(lambda self: self.promised)
    @rule(kept=st.booleans())
    def settle(self, kept: bool) -> None:
        """Accept a file, or not."""
        size = self.promised.pop()
        self.usage = self.usage.settle(size, stored=kept)
        if kept:
            self.stored.append(size)

    @precondition(lambda self: self.stored)
    @rule()
    def give_back(self) -> None:
        """Delete a file."""
        self.usage = self.usage.give_back(self.stored.pop())

    @invariant()
    def nothing_is_counted_twice_or_lost(self) -> None:
        """It says what the list says."""
        assert (self.usage.reserved, self.usage.stored) == (sum(self.promised), sum(self.stored))
        assert self.usage.free == QUOTA_BYTES - sum(self.promised) - sum(self.stored)


TestRoom = Room.TestCase


def test_more_room_cannot_be_given_back_than_was_taken() -> None:
    with pytest.raises(ValueError, match="given back"):
        Usage(stored=5).give_back(6)


def test_a_content_is_not_referred_to_less_than_not_at_all() -> None:
    content = Content(
        content_id="con_1", sha256="0" * 64, content_type="image/png", size=1, source_key="sources/1", created_at=NOW
    )

    unused = content.used_once_less(NOW)

    assert (unused.references, unused.unused_since) == (0, NOW)
    assert unused.removable(NOW + REMOVED_AFTER)
    assert not unused.used_once_more().removable(NOW + REMOVED_AFTER)
    with pytest.raises(OutOfStep):
        unused.used_once_less(NOW)
