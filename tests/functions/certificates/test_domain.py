"""The rules of certificates."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.certificates.domain.codes import new_code, read, written
from functions.certificates.domain.designs import CertificateLanguage, Design
from functions.certificates.domain.terms import Condition, ConditionKind, Record, Terms, findings, score_of
from functions.certificates.domain.words import WORDS

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class TestACode:
    def test_is_read_however_it_is_typed(self) -> None:
        code = new_code()
        spelt = written(code).lower().replace("0", "o").replace("1", "l")

        assert read(spelt) == read(f" {code} ") == code
        assert [len(group) for group in written(code).split("-")] == [5, 5, 5, 5]

    @given(place=st.integers(0, 19), other=st.sampled_from(ALPHABET))
    def test_with_one_wrong_character_is_none(self, place: int, other: str) -> None:
        code = new_code()
        wrong = code[:place] + other + code[place + 1 :]

        assert read(wrong) == (code if wrong == code else None)

    @pytest.mark.parametrize("typed", ["", "7K2M", "U" * 20, "ß" * 20, "7K2M0QXR5T8WPD3B4N9C7", "\x00" * 20])
    def test_that_cannot_be_one_is_none(self, typed: str) -> None:
        assert read(typed) is None

    def test_differs_from_every_other(self) -> None:
        assert len({new_code() for _ in range(1000)}) == 1000


class TestTerms:
    record = Record(completed=True, active=False, percent=80, minutes=59, scores={"asm_a": 60})

    def reached(self, *conditions: Condition, record: Record | None = record) -> list[tuple[bool, int | None]]:
        return [(found.met, found.reached) for found in findings(Terms(conditions=conditions), record)]

    def test_ask_at_least_that_the_course_is_completed(self) -> None:
        begun = self.record.model_copy(update={"completed": False})

        assert self.reached() == [(True, None)]
        assert self.reached(record=begun) == [(False, None)]
        assert self.reached(record=None) == [(False, None)]

    def test_may_ask_for_a_place_that_is_neither_over_nor_paused(self) -> None:
        active = self.record.model_copy(update={"active": True})
        asked = Condition(kind=ConditionKind.ACTIVE)

        assert [self.reached(asked, record=one)[1][0] for one in (self.record, active, None)] == [False, True, False]

    @pytest.mark.parametrize(
        ("scores", "expected"), [({"a": 60, "b": 81}, 71), ({"a": 60}, None), ({}, None), ({"a": 1, "b": 2, "c": 9}, 2)]
    )
    def test_make_one_result_of_the_assessments_that_they_name(self, scores: dict[str, int], expected: int) -> None:
        asked = (Condition(kind=ConditionKind.ASSESSMENT, at_least=1, assessment_id=one) for one in ("a", "b"))
        record = self.record.model_copy(update={"scores": scores})

        assert score_of(Terms(conditions=tuple(asked)), record) == expected
        assert score_of(Terms(), record) is None

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (Condition(kind=ConditionKind.PROGRESS, at_least=80), (True, 80)),
            (Condition(kind=ConditionKind.PROGRESS, at_least=81), (False, 80)),
            (Condition(kind=ConditionKind.MINUTES, at_least=60), (False, 59)),
            (Condition(kind=ConditionKind.MINUTES, at_least=59), (True, 59)),
            (Condition(kind=ConditionKind.ASSESSMENT, at_least=60, assessment_id="asm_a"), (True, 60)),
            (Condition(kind=ConditionKind.ASSESSMENT, at_least=61, assessment_id="asm_a"), (False, 60)),
            (Condition(kind=ConditionKind.ASSESSMENT, at_least=1, assessment_id="asm_b"), (False, None)),
        ],
    )
    def test_say_what_was_reached_of_each_condition(
        self, condition: Condition, expected: tuple[bool, int | None]
    ) -> None:
        assert self.reached(condition)[1] == expected


class TestADesign:
    @pytest.mark.parametrize(
        ("chosen", "locale", "expected"),
        [
            (None, "hi-IN", CertificateLanguage.HINDI),
            (None, "fr-FR", CertificateLanguage.ENGLISH),
            (CertificateLanguage.TAMIL, "hi", CertificateLanguage.TAMIL),
        ],
    )
    def test_is_in_the_organizations_language_unless_it_chose_one(
        self, chosen: CertificateLanguage | None, locale: str, expected: CertificateLanguage
    ) -> None:
        assert Design(language=chosen).language_for(locale) is expected

    def test_writes_days_of_the_organizations_own_calendar(self) -> None:
        late = datetime(2026, 11, 22, 20, tzinfo=UTC)

        assert WORDS[CertificateLanguage.ENGLISH].day(late, "Asia/Kolkata") == "23 November 2026"
        assert WORDS[CertificateLanguage.HINDI].day(late, "UTC") == "22 नवंबर 2026"
        assert all(len(words.months.split()) == 12 for words in WORDS.values())
