"""Identity's rules, without storage."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.identity.domain.attempts import FREE, LONGEST_WAIT, Attempts, place_of, with_place
from functions.identity.domain.imports import MAX_ROWS, Outcome, read_lines
from functions.identity.domain.keys import BELIEVED_AFTER, PUBLISHED_AHEAD, Keyring, new_key
from functions.identity.domain.links import Purpose, link_token, opened_link
from functions.identity.domain.members import Administrators, Member, MemberStatus, sorting_name
from functions.identity.domain.people import NotAName, NotAnEmailAddress, checked_name, normalized_email
from functions.identity.domain.places import UnknownCode, known_time_zone
from functions.identity.domain.tokens import LIFE
from functions.identity.errors import ImportNotReadable, LastAdministrator, LinkNotValid
from shared.gstin import NotAGstin, check_character, normalized_gstin
from shared.permissions import Role

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class TestEmail:
    def test_is_compared_in_one_form(self) -> None:
        for text in ("Meera@Example.org", " meera@example.org ", "MEERA@EXAMPLE.ORG"):
            assert normalized_email(text) == "meera@example.org"
        assert normalized_email("jose\u0301@example.org") == normalized_email("José@example.org")
        assert normalized_email("straße@example.org") == "strasse@example.org"
        assert normalized_email("a@bücher.example") == "a@xn--bcher-kva.example"

    def test_may_have_tags_dots_and_signs(self) -> None:
        for text in ("a+b@example.org", "o'brien@example.org", "first.last@sub.example.co.in", "x_y-z@example.org"):
            assert normalized_email(text) == text

    def test_is_nothing_that_could_end_a_header_or_name_two(self) -> None:
        for text in (
            "",
            "a",
            "@example.org",
            "a@",
            "a@b",
            "a@@b.org",
            "a b@example.org",
            "a@example.org\nBcc: x@evil.example",
            "a@example.org,b@example.org",
            "a@example.org\x00",
            "a@exa\u200bmple.org",
            "<a@example.org>",
            "a..b@example.org",
            ".a@example.org",
            "a@-example.org",
            "a@example..org",
            "a@[127.0.0.1]",
            "a#GLOBAL@",
            "x" * 65 + "@example.org",
            "a@" + "x." * 130 + "org",
        ):
            with pytest.raises(NotAnEmailAddress):
                normalized_email(text)

    @given(st.text(max_size=300))
    def test_normalizing_twice_changes_nothing(self, text: str) -> None:
        try:
            once = normalized_email(text)
        except NotAnEmailAddress:
            return

        assert normalized_email(once) == once
        assert once.count("@") == 1
        assert not any(character.isspace() for character in once)


class TestName:
    @pytest.mark.parametrize("text", ["=1+1", "+91", "-x", "@x", "...", "123", "see http://x", "WWW.x.example"])
    def test_is_nothing_that_a_spreadsheet_or_a_mail_acts_on(self, text: str) -> None:
        with pytest.raises(NotAName):
            checked_name(text)

    def test_is_what_people_are_called(self) -> None:
        for text in ("Meera Nair", "O'Brien", "मीरा नायर", "Jr. 3", "X Æ A-12"):
            assert checked_name(text) == text

    def test_is_sorted_without_regard_to_case_and_width(self) -> None:
        assert sorting_name("  ＲＡＶＩ   Kumar ") == "ravi kumar"


class TestGstin:
    @given(st.from_regex(r"(0[1-9]|[12][0-9]|3[0-8])[A-Z]{3}[PCHF][A-Z][1-9][0-9]{3}[A-Z][1-9A-Z]Z", fullmatch=True))
    def test_the_check_character_makes_it_valid(self, first: str) -> None:
        right = check_character(first)

        assert normalized_gstin(f" {first.lower()}{right} ") == first + right
        for wrong in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".replace(right, ""):
            with pytest.raises(NotAGstin):
                normalized_gstin(first + wrong)

    @given(
        st.from_regex(r"(0[1-9]|[12][0-9]|3[0-8])[A-Z]{3}[PCHF][A-Z][1-9][0-9]{3}[A-Z][1-9A-Z]Z", fullmatch=True),
        st.integers(0, 12),
    )
    def test_two_swapped_neighbours_are_noticed(self, first: str, place: int) -> None:
        number = first + check_character(first)
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

        if swapped != number and {number[place], number[place + 1]} != {"0", "Z"}:
            with pytest.raises(NotAGstin):
                normalized_gstin(swapped)

    @given(st.text(max_size=20))
    def test_no_text_breaks_it(self, text: str) -> None:
        try:
            assert len(normalized_gstin(text)) == 15
        except NotAGstin:
            return


class TestFileOfPeople:
    @given(st.binary(max_size=400))
    def test_no_bytes_break_it(self, noise: bytes) -> None:
        for content in (noise, b"email,name,role\n" + noise):
            with suppress(ImportNotReadable):
                assert 1 <= len(read_lines(content)) <= MAX_ROWS

    @given(
        st.lists(
            st.tuples(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["student", "tutor", "", "boss"])),
            min_size=1,
            max_size=20,
        )
    )
    def test_every_line_that_says_something_has_one_outcome(self, people: list[tuple[str, str, str]]) -> None:
        quoted = ["email,name,role"]
        for values in people:
            quoted.append(",".join('"' + value.replace("\0", "").replace('"', '""') + '"' for value in values))
        try:
            lines = read_lines("\r\n".join(quoted).encode("utf-8", "replace"))
        except ImportNotReadable:
            return

        assert len(lines) <= len(people)
        numbers = [line.number for line in lines]
        assert numbers == sorted(set(numbers))
        good = [line.email for line in lines if line.fault is None]
        assert len(good) == len(set(good))

    def test_counts_lines_as_a_spreadsheet_does(self) -> None:
        text = 'email,name\n\n"a@example.org","Two\nlines"\nb@example.org,Bina\n'

        assert [(line.number, line.fault) for line in read_lines(text.encode())] == [
            (3, Outcome.INVALID_NAME),
            (5, None),
        ]


class TestAttempts:
    nobody = Attempts(subject="x")

    @given(st.integers(0, 40))
    def test_wait_never_exceeds_a_quarter_of_an_hour(self, times: int) -> None:
        attempts = self.nobody
        for _ in range(times):
            attempts = attempts.counted("here", known=False, now=NOW)

        wait = attempts.wait_s("here", known=False, now=NOW)

        assert 0 <= wait <= LONGEST_WAIT.total_seconds()
        assert (wait > 0) == (times > FREE)

    def test_known_place_is_not_bound_by_strangers(self) -> None:
        attempts = self.nobody
        for number in range(200):
            attempts = attempts.counted(f"place {number}", known=False, now=NOW)

        assert attempts.wait_s("home", known=True, now=NOW) == 0
        assert attempts.wait_s("home", known=False, now=NOW) > 0
        assert len(attempts.places) <= 40

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("203.0.113.7", "203.0.113.7", True),
            ("203.0.113.7", "203.0.113.8", False),
            ("2001:db8::1", "2001:db8::ffff:1", True),
            ("2001:db8::1", "[2001:db8::2]", True),
            ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
            ("unknown", "unknown", True),
        ],
    )
    def test_place_is_an_address_or_a_network(self, one: str, other: str, same: bool) -> None:
        assert (place_of(one) == place_of(other)) is same

    def test_remembers_the_latest_places(self) -> None:
        known: tuple[str, ...] = ()
        for number in [*range(15), 3]:
            known = with_place(known, str(number))

        assert len(known) == 10
        assert known[-1] == "3"


class TestLink:
    @given(st.binary(min_size=32, max_size=32), st.from_regex(r"[a-z]{3}_[0-9A-Z]{26}", fullmatch=True))
    def test_opens_for_its_purpose_and_key_only(self, key: bytes, id: str) -> None:
        token = link_token(key, Purpose.INVITATION, id)

        assert opened_link([key], Purpose.INVITATION, token) == [id]
        assert opened_link([b"newer" * 8, key], Purpose.INVITATION, token) == [id]
        for purpose, other in ((Purpose.REGISTRATION, key), (Purpose.INVITATION, key[::-1] + b"x")):
            with pytest.raises(LinkNotValid):
                opened_link([other], purpose, token)

    @given(st.text(max_size=300))
    def test_no_text_opens(self, text: str) -> None:
        with pytest.raises(LinkNotValid):
            opened_link([b"k" * 32], Purpose.REGISTRATION, text)


class TestKeyring:
    def test_an_old_key_is_believed_longer_than_its_tokens_live(self) -> None:
        first, _ = new_key(NOW, signs_from=NOW)
        second, _ = new_key(NOW, signs_from=NOW + PUBLISHED_AHEAD)
        ring = Keyring().with_new(first, NOW).with_new(second, NOW)
        last_signed = NOW + PUBLISHED_AHEAD

        assert [key.kid for key in ring.signing(last_signed - timedelta(seconds=1))] == [first.kid]
        assert [key.kid for key in ring.signing(last_signed)] == [second.kid, first.kid]
        assert ring.find(first.kid, last_signed + LIFE)
        assert ring.find(first.kid, last_signed + BELIEVED_AFTER) is None

    def test_a_slow_clock_signs_with_the_first_key(self) -> None:
        first, _ = new_key(NOW, signs_from=NOW)

        assert Keyring(keys=(first,)).signing(NOW - timedelta(minutes=1)) == [first]


class TestAdministrators:
    def member(self, status: MemberStatus, *roles: Role) -> Member:
        """Somebody."""
        return Member(user_id="u", email="e", name="n", roles=roles, status=status, created_at=NOW, updated_at=NOW)

    def test_the_last_one_stays(self) -> None:
        alone = Administrators(user_ids=("u",))

        for after in (
            None,
            self.member(MemberStatus.DEACTIVATED, Role.ORG_ADMIN),
            self.member(MemberStatus.ACTIVE, Role.TUTOR),
        ):
            with pytest.raises(LastAdministrator):
                alone.after(after, "u")
            assert Administrators(user_ids=("u", "v")).after(after, "u").user_ids == ("v",)

    def test_an_invited_administrator_does_not_count(self) -> None:
        invited = self.member(MemberStatus.INVITED, Role.ORG_ADMIN)

        assert Administrators(user_ids=("v",)).after(invited, "u").user_ids == ("v",)


class TestTimeZone:
    @given(st.text(max_size=80))
    def test_no_text_breaks_it(self, text: str) -> None:
        try:
            assert known_time_zone(text) == text
        except UnknownCode:
            return

    @pytest.mark.parametrize("text", ["../etc/passwd", "/etc/localtime", "Europe", "Asia/", "", "a\0b"])
    def test_is_no_path(self, text: str) -> None:
        with pytest.raises(UnknownCode):
            known_time_zone(text)
