"""Every text has a limit and can be printed; unknown fields are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.schemas import BodyId, In, Line, Out, Text, Token

LINE: TypeAdapter[str] = TypeAdapter(Line)
TEXT: TypeAdapter[str] = TypeAdapter(Text)
TOKEN: TypeAdapter[str] = TypeAdapter(Token)
ID: TypeAdapter[str] = TypeAdapter(BodyId)
CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]


class BoxIn(In):
    """Something handed in."""

    label: Line


class BoxOut(Out):
    """Something shown."""

    label: str
    note: str | None


class TestALine:
    @pytest.mark.parametrize("text", ["Emma", "हिन्दी", "a", "x" * 200, "👩‍👩‍👧", "O'Hara; --", "<b>"])
    def test_is_any_text_of_one_line(self, text: str) -> None:
        assert LINE.validate_python(text) == text

    def test_loses_the_space_around_it(self) -> None:
        assert LINE.validate_python("  Emma\n") == "Emma"

    @pytest.mark.parametrize(
        "text", ["", "   ", "\n", "x" * 201, "a\nb", "a\rb", "a\tb", "a\u2028b", "a\x85b", "\ud800"]
    )
    def test_is_never_empty_nor_broken(self, text: str) -> None:
        with pytest.raises(ValidationError):
            LINE.validate_python(text)

    @pytest.mark.parametrize("control", CONTROLS, ids=repr)
    def test_has_no_control_character(self, control: str) -> None:
        with pytest.raises(ValidationError):
            LINE.validate_python(f"a{control}b")

    @given(st.text(max_size=300))
    def test_that_is_taken_can_be_printed_stored_and_sent(self, text: str) -> None:
        try:
            taken = LINE.validate_python(text)
        except ValidationError:
            return
        assert 1 <= len(taken) <= 200
        assert len(taken.splitlines()) == 1
        assert taken.encode().decode() == taken


class TestAText:
    def test_may_be_empty_and_have_lines(self) -> None:
        assert TEXT.validate_python("") == ""
        assert TEXT.validate_python("a\n\tb\r\n") == "a\n\tb"

    @pytest.mark.parametrize("text", ["x" * 5001, "a\x00b", "\x1b[31m", "\ud800", "\x85\x9b31m"])
    def test_has_limits(self, text: str) -> None:
        with pytest.raises(ValidationError):
            TEXT.validate_python(f"a{text}b")


@pytest.mark.parametrize("text", ["", "a b\n", "x" * 513, "\x00"])
def test_a_token_is_one_line(text: str) -> None:
    with pytest.raises(ValidationError):
        TOKEN.validate_python(text)


@pytest.mark.parametrize(
    "text", ["", "crs", "crs_", "_1", "CRS_1", "crs_1\n", "crs_1#2", "crs_" + "1" * 40, "c_1", "crs_ä"]
)
def test_an_id_in_a_body_has_a_shape(text: str) -> None:
    with pytest.raises(ValidationError):
        ID.validate_python(text)


class TestABody:
    def test_refuses_fields_it_does_not_know(self) -> None:
        with pytest.raises(ValidationError):
            BoxIn.model_validate({"label": "x", "role": "org_admin"})

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(ValidationError):
            BoxIn(label="x").label = "y"  # type: ignore[misc]  # what the test is about

    def test_that_goes_out_shows_what_is_missing_as_null(self) -> None:
        assert BoxOut(label="x", note=None).model_dump(mode="json") == {"label": "x", "note": None}
        assert set(BoxOut.model_json_schema()["required"]) == {"label", "note"}
