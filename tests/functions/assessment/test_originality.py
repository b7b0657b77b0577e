"""Originality: what counts as taken from elsewhere, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.assessment.domain.originality import Document, Kind, compare, fingerprints

SOURCE = (
    "The monsoon reaches the coast of Kerala in the first week of June. Moist winds from the south-west rise over the "
    "Western Ghats, cool, and let their water fall as heavy rain. Behind the mountains the plateau stays dry. "
    "Farmers sow rice when the first showers have softened the ground."
)
OTHER = (
    "A photon strikes the chlorophyll molecule and lifts an electron to a higher level. From carrier to carrier that "
    "electron is passed on, and what energy it loses pumps protons through the membrane of the thylakoid."
)
PROGRAM = """
def mean(values):
    # the average
    total = 0
    for value in values:
        total += value * 1.0
    return total / len(values)
print("The mean is", mean([3, 5, 8]))
"""
RENAMED = """
def durchschnitt(xs):
    summe = 0

    for x in xs:
          summe += x * 1.0
    return summe / len(xs)   # fertig
print('The mean is', durchschnitt([3, 5, 8]))
"""
ANOTHER = """
import json
with open("config.json") as file:
    for key, entry in json.load(file).items():
        print(key.upper(), "->", entry.get("name"))
"""


def _score(text: str, source: str, kind: Kind = Kind.PROSE, own: tuple[str, ...] = ()) -> int:
    return compare(Document(text, kind), {"source": Document(source, kind)}, own=own).score_bp


class TestProse:
    def test_that_is_copied_is_all_there(self) -> None:
        report = compare(Document(SOURCE), {"source": Document(SOURCE), "other": Document(OTHER)}, least_bp=1_000)

        assert (report.score_bp, report.verbatim_bp) == (10_000, 10_000)
        assert [source.source_id for source in report.sources] == ["source"]

    def test_of_ones_own_is_not(self) -> None:
        assert _score(OTHER, SOURCE) < 1_000

    def test_in_another_order_is_found_still(self) -> None:
        turned = " ".join(reversed(SOURCE.split(". ")))

        assert _score(turned, SOURCE) > 8_000

    def test_with_other_words_here_and_there_is_found_still(self) -> None:
        changed = SOURCE.replace("reaches", "arrives at").replace("Moist", "Wet").replace("heavy", "abundant")

        assert _score(changed.replace("Farmers sow", "Peasants plant"), SOURCE) > 7_000

    def test_that_is_quoted_does_not_count(self) -> None:
        quoted = f"{OTHER} As the book says, “{SOURCE}”"

        assert _score(quoted, SOURCE) < 1_000

    def test_of_the_task_itself_does_not_count(self) -> None:
        answer = f"{SOURCE} {OTHER}"
        classmate = f"{SOURCE} Plants turn light into sugar, and sugar into wood."

        assert _score(answer, classmate) > 4_000
        assert _score(answer, classmate, own=(SOURCE,)) < 1_500

    def test_shows_where_each_passage_stands(self) -> None:
        text = f"{OTHER} {SOURCE}"
        passage = compare(Document(text), {"source": Document(SOURCE)}).sources[0].passages[0]

        assert text[passage.start : passage.end] == SOURCE[passage.source_start : passage.source_end] == SOURCE[:-1]

    @pytest.mark.parametrize(
        "text", ["മൺസൂൺ ജൂൺ ആദ്യവാരം കേരള തീരത്ത് എത്തുന്നു", "मानसून जून के पहले सप्ताह में केरल पहुँचता है और वर्षा होती है"]
    )
    def test_of_any_script_is_read_by_words(self, text: str) -> None:
        assert _score(text, text) == 10_000
        assert compare(Document(text), {}).units == len(text.split())

    @pytest.mark.parametrize("text", ["", "  ", "…!?", "\ud800 \x00", "a" * 300_000, '"' * 5_000, "word " * 20_000])
    def test_of_any_shape_has_a_score(self, text: str) -> None:
        assert 0 <= _score(text, SOURCE) <= 10_000
        assert 0 <= _score(text, text) <= 10_000
        assert len(fingerprints(Document(text))) <= 2_000


class TestPrograms:
    def test_that_are_renamed_and_laid_out_anew_are_the_same(self) -> None:
        assert _score(RENAMED, PROGRAM, Kind.PYTHON) == 10_000
        assert fingerprints(Document(RENAMED, Kind.PYTHON)) == fingerprints(Document(PROGRAM, Kind.PYTHON))

    def test_that_do_something_else_are_not(self) -> None:
        assert _score(ANOTHER, PROGRAM, Kind.PYTHON) < 3_000

    def test_do_not_count_what_everybody_was_given(self) -> None:
        assert _score(f"{PROGRAM}{ANOTHER}", PROGRAM, Kind.PYTHON, own=(PROGRAM,)) < 2_000

    @pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PROSE])
    @pytest.mark.parametrize("text", ["", "\x00\ud800", "((((" * 5_000, "'''", "x = 1\n" * 2_000])
    def test_of_any_shape_have_a_score(self, kind: Kind, text: str) -> None:
        assert 0 <= _score(text, PROGRAM, kind) <= 10_000


class TestFingerprints:
    @given(
        st.lists(st.sampled_from(["river", "mountain", "forest", "desert", "harbour", "island", "valley"]), max_size=30)
    )
    def test_meet_wherever_a_passage_is_put(self, before: list[str]) -> None:
        """A shared run of as many weighty words as run and window need shares a fingerprint."""
        moved = f"{' '.join(before)} {SOURCE} {OTHER}"

        assert fingerprints(Document(moved)) & fingerprints(Document(SOURCE))

    def test_are_few(self) -> None:
        assert len(fingerprints(Document(SOURCE))) < len(SOURCE.split()) / 2
