"""What answers are worth, type by type; what is shown; what is refused."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from functions.assessment.domain.questions import NOTHING, QUESTION_TYPES, Shuffled, Verdict, as_written, with_keys
from functions.assessment.domain.questions.numbers import number
from functions.assessment.domain.questions.words import fits
from functions.assessment.errors import ResponseNotValid
from tests.functions.assessment.questions import BLANK_ANSWERS, DEFINITIONS, a_question, document

_SOME_RIGHT = st.lists(st.booleans(), min_size=2, max_size=8).filter(lambda bits: any(bits) and not all(bits))
TELLING = {"correct", "share_bp", "explanation", "feedback", "accepted", "value", "tolerance", "match", "solution"}
TYPES = list(DEFINITIONS)
MARKED_BY_RULE = [name for name in TYPES if a_question(name).graded_by == "rule"]


WORTH: list[tuple[str, dict[str, Any], Any, str]] = [
    ("single_choice", {}, {"key": "saturn"}, "1"),
    ("single_choice", {}, {"key": "uranus"}, "1/4"),
    ("single_choice", {}, {"key": "venus"}, "-1/4"),
    ("single_choice", {}, {"key": "mars"}, "0"),
    ("multiple_choice", {}, {"keys": ["two", "five"]}, "1"),
    ("multiple_choice", {}, {"keys": ["two"]}, "1/2"),
    ("multiple_choice", {}, {"keys": ["two", "five", "nine"]}, "1/2"),
    ("multiple_choice", {}, {"keys": ["two", "four", "five", "nine"]}, "0"),
    ("multiple_choice", {}, {"keys": ["four"]}, "0"),
    ("multiple_choice", {}, {"keys": ["two", "two"]}, "1/2"),
    ("multiple_choice", {"scoring": "all_or_nothing"}, {"keys": ["two"]}, "0"),
    ("multiple_choice", {"scoring": "all_or_nothing"}, {"keys": ["five", "two"]}, "1"),
    ("multiple_choice", {"penalty_bp": 5_000}, {"keys": ["four"]}, "-1/2"),
    ("true_false", {}, {"value": True}, "1"),
    ("true_false", {}, {"value": False}, "0"),
    ("true_false", {"penalty_bp": 10_000}, {"value": False}, "-1"),
    ("numeric", {}, {"text": "0.3 m"}, "1"),
    ("numeric", {}, {"text": "0.31m"}, "1"),
    ("numeric", {}, {"text": "0.311 m"}, "0"),
    ("numeric", {}, {"text": "30 cm"}, "1"),
    ("numeric", {}, {"text": "30 m"}, "0"),
    ("numeric", {}, {"text": "0.3"}, "1/2"),
    ("numeric", {}, {"text": "0.3 kg"}, "1/2"),
    ("numeric", {}, {"text": "three"}, "0"),
    ("numeric", {"units": []}, {"text": "0,3"}, "1"),
    ("numeric", {"units": [], "value": "1234567"}, {"text": "12,34,567"}, "1"),
    ("numeric", {"units": [], "value": "1234567"}, {"text": "1,234,567"}, "1"),
    ("numeric", {"units": [], "value": "200", "tolerance": {"kind": "relative", "by": "0.1"}}, {"text": "220"}, "1"),
    ("numeric", {"units": [], "value": "200", "tolerance": {"kind": "relative", "by": "0.1"}}, {"text": "220.1"}, "0"),
    (
        "numeric",
        {"units": [], "value": "3.14159", "tolerance": {"kind": "significant", "by": 3}},
        {"text": "3.142"},
        "1",
    ),
    (
        "numeric",
        {"units": [], "value": "3.14159", "tolerance": {"kind": "significant", "by": 3}},
        {"text": "3.15"},
        "0",
    ),
    ("short_text", {}, {"text": "  thiruvananthapuram "}, "1"),
    ("short_text", {}, {"text": "Trivandrum city"}, "4/5"),
    ("short_text", {}, {"text": "Tiruvanandapuram"}, "1/2"),
    ("short_text", {}, {"text": "Kochi"}, "0"),
    ("short_text", {"reading": {"case_matters": True}}, {"text": "thiruvananthapuram"}, "1/2"),
    ("short_text", {"accepted": [{"text": "café"}]}, {"text": "cafe"}, "0"),
    ("short_text", {"accepted": [{"text": "café"}], "reading": {"accents_matter": False}}, {"text": "CAFE"}, "1"),
    ("short_text", {"accepted": [{"text": "cafe\u0301"}]}, {"text": "caf\u00e9"}, "1"),
    ("short_text", {"accepted": [{"text": "किताब"}], "reading": {"accents_matter": False}}, {"text": "कताब"}, "0"),
    ("blanks", {}, {"blanks": {"what": "s", "age": "4.6", "stuff": "Hydrogen"}}, "1"),
    ("blanks", {}, {"blanks": {"what": "s", "age": "4,7"}}, "1/2"),
    ("blanks", {}, {"blanks": {"stuff": "hydrogen"}}, "1/2"),
    ("blanks", {}, {"blanks": {"what": "p", "age": "9", "stuff": "helium"}}, "0"),
    ("matching", {}, {"pairs": {"in": "rupee", "np": "rupee", "jp": "yen", "th": "baht"}}, "1"),
    ("matching", {}, {"pairs": {"in": "rupee"}}, "1/4"),
    ("matching", {}, {"pairs": {"in": "won", "np": "won", "jp": "won", "th": "won"}}, "0"),
    ("ordering", {}, {"keys": ["a", "b", "c", "d"]}, "1"),
    ("ordering", {}, {"keys": ["b", "a", "c", "d"]}, "2/3"),
    ("ordering", {}, {"keys": ["d", "c", "b", "a"]}, "0"),
    ("ordering", {"scoring": "positions"}, {"keys": ["b", "a", "c", "d"]}, "1/2"),
    ("ordering", {"scoring": "exact"}, {"keys": ["b", "a", "c", "d"]}, "0"),
    ("comprehension", {}, {"parts": {"who": {"text": "Keeper"}, "ships": {"value": True}}}, "1"),
    ("comprehension", {}, {"parts": {"who": {"text": "nobody"}, "ships": {"value": True}}}, "3/4"),
    ("comprehension", {}, {"parts": {"who": {"text": "keeper"}}}, "1/4"),
    ("video_question", {}, {"parts": {"late": {"text": "4"}, "soon": {"value": True}}}, "1/2"),
]


class TestAnAnswer:
    @pytest.mark.parametrize(("type", "fields", "answer", "share"), WORTH)
    def test_is_worth(self, type: str, fields: dict[str, Any], answer: Any, share: str) -> None:
        mark = a_question(type, **fields).assess(answer)

        assert mark is not None
        assert mark.share == Fraction(share)

    @pytest.mark.parametrize("type", TYPES)
    def test_that_is_blank_is_worth_nothing(self, type: str) -> None:
        question = a_question(type)

        for blank in [None, {}, *BLANK_ANSWERS.get(type, [])]:
            assert question.assess(blank) == NOTHING

    @pytest.mark.parametrize("type", MARKED_BY_RULE)
    def test_that_is_right_is_worth_everything(self, type: str) -> None:
        question = a_question(type)

        mark = question.assess(question.right_answer())

        assert mark is not None
        assert (mark.share, mark.verdict) == (Fraction(1), Verdict.RIGHT)

    @pytest.mark.parametrize("type", [name for name in TYPES if name not in MARKED_BY_RULE])
    def test_that_no_rule_can_judge_waits(self, type: str) -> None:
        answer = {
            "essay": {"text": "Because."},
            "code": {"source": "print(3)"},
            "file_upload": {"asset_ids": ["ast_1"]},
        }[type]

        assert a_question(type).assess(answer) is None

    def test_hears_what_the_author_says_to_it(self) -> None:
        mark = a_question("single_choice").assess({"key": "mars"})

        assert mark is not None
        assert mark.feedback == (document("Mars has none."),)

    @given(st.data())
    def test_that_ticks_everything_never_beats_one_that_knows_something(self, data: st.DataObject) -> None:
        right = data.draw(_SOME_RIGHT)
        options = [{"key": str(n), "content": document("x"), "correct": bit} for n, bit in enumerate(right)]
        question = a_question("multiple_choice", options=options)
        knows = [str(n) for n, bit in enumerate(right) if bit]

        everything = question.assess({"keys": [str(n) for n in range(len(right))]})
        something = question.assess({"keys": knows[:1]})

        assert everything is not None
        assert something is not None
        assert everything.share == 0 < something.share

    @given(st.data())
    def test_in_several_parts_never_loses_by_one_more_right_part(self, data: st.DataObject) -> None:
        question = a_question("matching")
        keys = ["in", "np", "jp", "th"]
        right = question.right_answer()
        assert right is not None
        chosen = {key: data.draw(st.sampled_from(["rupee", "yen", "baht", "won"])) for key in keys}
        mended = chosen | {(key := data.draw(st.sampled_from(keys))): right["pairs"][key]}

        before, after = question.assess({"pairs": chosen}), question.assess({"pairs": mended})

        assert before is not None
        assert after is not None
        assert 0 <= before.share <= after.share <= 1


class TestAnAnswerIsRefused:
    @pytest.mark.parametrize(
        ("type", "answer", "pointer", "code"),
        [
            ("single_choice", {"key": "pluto"}, "/response/key", "unknown_option"),
            ("single_choice", {"key": "saturn", "share_bp": 10_000}, "/response/share_bp", "extra_forbidden"),
            ("single_choice", ["saturn"], "/response", "model_type"),
            ("multiple_choice", {"keys": ["two", "six"]}, "/response/keys/1", "unknown_option"),
            ("blanks", {"blanks": {"colour": "red"}}, "/response/blanks/colour", "unknown_blank"),
            ("matching", {"pairs": {"in": "euro"}}, "/response/pairs/in", "unknown_match"),
            ("ordering", {"keys": ["a", "a", "b", "c"]}, "/response/keys/1", "repeated_item"),
            ("ordering", {"keys": ["a"]}, "/response/keys", "incomplete"),
            ("comprehension", {"parts": {"ships": {"value": "?"}}}, "/response/parts/ships/value", "bool_parsing"),
            ("comprehension", {"parts": {"who": {"text": "x" * 501}}}, "/response/parts/who/text", "string_too_long"),
            ("essay", {"text": "word " * 201}, "/response/text", "too_many_words"),
            ("file_upload", {"asset_ids": ["ast_1", "ast_2", "ast_3"]}, "/response/asset_ids", "too_many_files"),
            ("short_text", {"text": "a\u0000b"}, "/response/text", "value_error"),
        ],
    )
    def test_with_the_place_of_the_fault(self, type: str, answer: Any, pointer: str, code: str) -> None:
        question = a_question(type)

        with pytest.raises(ResponseNotValid) as refused:
            question.read(answer)

        faults = [(fault.pointer, fault.code) for fault in refused.value.errors]
        assert (pointer, code) in faults


class TestADefinitionIsRefused:
    @pytest.mark.parametrize(
        ("type", "fields", "pointer", "code"),
        [
            ("single_choice", {"options": [{"content": document(t)} for t in "ab"]}, "/options", "one_right"),
            ("multiple_choice", {"options": [{"content": document(t)} for t in "ab"]}, "/options", "one_right"),
            (
                "multiple_choice",
                {"options": [{"key": "x", "content": document(t), "correct": True} for t in "ab"]},
                "/options/1/key",
                "repeated_key",
            ),
            ("numeric", {"tolerance": {"kind": "absolute", "by": -1}}, "/tolerance/by", "negative"),
            ("numeric", {"tolerance": {"kind": "significant", "by": "2.5"}}, "/tolerance/by", "digits"),
            ("numeric", {"units": [{"name": "m", "factor": 0}]}, "/units/0/factor", "not_positive"),
            ("short_text", {"accepted": [{"text": "(", "match": "regex"}]}, "/accepted/0/text", "expression"),
            ("short_text", {"accepted": [{"text": "(a)\\1", "match": "regex"}]}, "/accepted/0/text", "expression"),
            ("short_text", {"accepted": [{"text": "a", "share_bp": 5}]}, "/accepted", "one_right"),
            ("blanks", {"text": "No blank at all."}, "/blanks/0/key", "not_in_text"),
            ("blanks", {"text": "[[what]] [[age]] [[stuff]] [[more]]"}, "/text", "unknown_blank"),
            (
                "matching",
                {"matches": [{"key": k, "content": document(k)} for k in "xy"]},
                "/prompts/0/match",
                "unknown_match",
            ),
            ("essay", {"min_words": 300}, "/min_words", "more_than_most"),
            (
                "comprehension",
                {"passage": {"type": "doc", "content": [{"type": "script"}]}},
                "/passage/content/0/type",
                "unknown_node",
            ),
        ],
    )
    def test_with_the_place_of_the_fault(self, type: str, fields: dict[str, Any], pointer: str, code: str) -> None:
        faults = list(a_question(type, **fields).faults(""))

        assert (pointer, code) in [(fault.pointer, fault.code) for fault in faults]

    @pytest.mark.parametrize("type", TYPES)
    def test_not_when_it_is_as_it_should_be(self, type: str) -> None:
        assert list(a_question(type).faults("")) == []

    def test_when_a_number_is_not_exact(self) -> None:
        with pytest.raises(ValidationError):
            a_question("numeric", value=0.1)


class TestWhatIsShown:
    @pytest.mark.parametrize("type", TYPES)
    def test_tells_nothing_of_what_is_right(self, type: str) -> None:
        """Everything that only the author may know carries a mark here, and none of the marks is shown."""
        planted = json.loads(json.dumps(DEFINITIONS[type]).replace('"Because the axis', '"SECRET Because the axis'))
        planted["explanation"] = document("SECRET")
        for option in planted.get("options", []):
            option["feedback"] = document("SECRET")
        if type == "code":
            planted["solution"] = "SECRET"
            planted["tests"][1] |= {"name": "SECRET", "stdin": "SECRET", "expected": "SECRET"}
        if type == "short_text":
            planted["accepted"] = [{"text": "SECRET"}]
        if type == "blanks":
            planted["blanks"][2]["accepted"] = [{"text": "SECRET"}]
        if type == "comprehension":
            planted["parts"][0]["question"]["accepted"] = [{"text": "SECRET"}]
            planted["parts"][0]["question"]["explanation"] = document("SECRET")

        shown = json.dumps(a_question(type, **planted).shown(as_written))

        assert "SECRET" not in shown
        telling = {
            "correct",
            "share_bp",
            "explanation",
            "feedback",
            "accepted",
            "value",
            "tolerance",
            "match",
            "solution",
        }
        assert telling.isdisjoint(_names(json.loads(shown)))

    @pytest.mark.parametrize("type", TYPES)
    def test_is_the_same_again_for_the_same_seed(self, type: str) -> None:
        question = a_question(type)

        assert question.shown(Shuffled("one")) == question.shown(Shuffled("one"))

    def test_differs_between_seeds_and_holds_everything(self) -> None:
        question = a_question("ordering")

        orders = {tuple(one["key"] for one in question.shown(Shuffled(str(n)))["items"]) for n in range(200)}

        assert all(sorted(order) == ["a", "b", "c", "d"] for order in orders)
        assert len(orders) == 24

    def test_keeps_the_authors_order_where_that_is_wanted(self) -> None:
        shown = a_question("single_choice", shuffle=False).shown(Shuffled("one"))

        assert [option["key"] for option in shown["options"]] == ["mars", "saturn", "uranus", "venus"]

    def test_puts_video_questions_in_the_order_of_their_times(self) -> None:
        assert [part["at_s"] for part in a_question("video_question").shown(as_written)["parts"]] == [5, 60]


class TestKeys:
    def test_are_given_to_what_has_none_and_kept_elsewhere(self) -> None:
        keys = iter(["one", "two"])
        options = [{"content": document("a"), "share_bp": 10_000}, {"key": "mine", "content": document("b")}]

        question = with_keys(a_question("single_choice", options=options), lambda: next(keys))

        assert [option.key for option in question.options] == ["one", "mine"]  # type: ignore[attr-defined]  # this type has options

    def test_reach_into_parts(self) -> None:
        inner = {"type": "ordering", "prompt": document("x"), "items": [{"content": document(t)} for t in "ab"]}
        question = a_question("comprehension", parts=[{"key": "p", "question": inner}])

        made = with_keys(question, iter("xy").__next__)

        assert [item["key"] for item in made.shown(as_written)["parts"][0]["question"]["items"]] == ["x", "y"]


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("3.14", "3.14"),
            ("3,14", "3.14"),
            ("1,234", "1234"),
            ("12,34,567.5", "1234567.5"),
            ("1 000 000", "1000000"),
            ("\u22125", "-5"),
            ("1.5e3", "1500"),
            (".5", "0.5"),
            ("1,23,4", None),
            ("12..3", None),
            ("1e999", None),
            ("NaN", None),
            ("", None),
            ("9" * 100, None),
        ],
    )
    def test_are_read_as_people_write_them(self, text: str, value: str | None) -> None:
        found = number(text)

        assert (None if found is None else Fraction(found)) == (None if value is None else Fraction(value))


class TestWildcards:
    @given(st.text("ab*", max_size=8), st.text("ab", max_size=10))
    def test_fit_as_an_expression_would(self, pattern: str, text: str) -> None:
        import re

        expression = ".*".join(re.escape(piece) for piece in pattern.split("*"))

        assert fits(pattern, text) == bool(re.fullmatch(expression, text))


def test_every_type_has_an_example() -> None:
    assert {str(kind.model_fields["type"].annotation.__args__[0]) for kind in QUESTION_TYPES} == set(TYPES)  # type: ignore[union-attr]  # each type is a literal


def _names(json_value: Any) -> set[str]:
    if isinstance(json_value, dict):
        return set(json_value) | {name for value in json_value.values() for name in _names(value)}
    if isinstance(json_value, list):
        return {name for value in json_value for name in _names(value)}
    return set()
