"""From a body's text to paragraphs, headings, lists and tables."""

from __future__ import annotations

from infra.local import prosemirror as pm
from infra.local.textbook.prose import to_blocks
from shared.rich_text.checking import faults_of

EVERYTHING = """\
Care of Ropes {#r1}

Look at http://example.org/a_b?c=d&amp;e, then\\: tie it.

1. one
2. two

| Knot | Use |
|------|-----|
| bowline | |

> said

 and lost. The loop stays open under load.")

 a
 b
"""
LONG = "A rope that runs over an edge wears out at that place first, so sailors put leather there, and turn the rope."


def shape(body: str) -> list[tuple[str, str]]:
    return [(block["type"], " ".join(pm.plain_text(block).split())) for block in to_blocks(body)]


class TestHeadings:
    def test_a_title_without_any_mark_is_recognised(self) -> None:
        assert shape(f"Care of Ropes\n\n{LONG}")[0] == ("heading", "Care of Ropes")

    def test_a_question_over_a_long_text_is_a_heading(self) -> None:
        assert shape(f"Why do ropes wear out?\n\n{LONG} {LONG}")[0][0] == "heading"

    def test_sentences_formulas_stems_and_names_are_not(self) -> None:
        for first, second in [
            ("It is easy.", LONG),
            ("Load = 4 x strength", LONG),
            ("Which of these knots slips?", "1. the noose\n2. the bowline"),
            ("The best of all known knots is", "1. the bowline\n2. the noose"),
            ("Made-up Sailor, Harbour School", "Other Made-up Sailor, School of the Northern Lights"),
            ("Last line", ""),
        ]:
            assert shape(f"{first}\n\n{second}")[0][0] == "paragraph"


class TestLists:
    def test_numbered_lines_keep_their_first_number(self) -> None:
        (found,) = to_blocks("4. four\n5. five\nand more")

        assert found["attrs"] == {"start": 4}
        assert [pm.plain_text(item) for item in found["content"]] == ["four", "five and more"]

    def test_indented_lines_are_a_list(self) -> None:
        assert shape(" the sheet\n the halyard") == [("bulletList", "the sheet the halyard")]

    def test_text_before_a_list_stays_before_it(self) -> None:
        assert [kind for kind, _ in shape("You need:\n1. a rope\n2. a post")] == ["paragraph", "orderedList"]

    def test_quoted_lines(self) -> None:
        assert shape("> one\n> two") == [("blockquote", "one two")]


class TestTables:
    def test_a_rule_makes_the_first_row_a_head(self) -> None:
        (table,) = to_blocks("| Knot | Use |\n|----------\n| Bowline | loop |\n| Hitch |")

        head, *rows = table["content"]
        assert [cell["type"] for cell in head["content"]] == ["tableHeader", "tableHeader"]
        assert [len(row["content"]) for row in rows] == [2, 2]

    def test_without_a_rule_there_is_no_head(self) -> None:
        (table,) = to_blocks("| a | b |\n| c | d |")

        assert {cell["type"] for row in table["content"] for cell in row["content"]} == {"tableCell"}

    def test_a_table_of_nothing_is_nothing(self) -> None:
        assert to_blocks("| | |\n|---|") == []


class TestInline:
    def test_web_addresses_are_links(self) -> None:
        (found,) = to_blocks("Look at http://example.org/knots.html, then (https://example.com/a_b) tie it yourself.")

        links = [node["text"] for node in found["content"] if "marks" in node]
        assert links == ["http://example.org/knots.html", "https://example.com/a_b"]

    def test_what_only_looks_like_an_address_is_text(self) -> None:
        (found,) = to_blocks("Neither http:// nor https://[1 nor ftp://example.org.")

        assert [node for node in found["content"] if "marks" in node] == []

    def test_a_caption_is_in_italics(self) -> None:
        (found,) = to_blocks('The loop stays open under load.")')

        assert found["content"][0]["marks"] == [{"type": "italic"}]

    def test_an_empty_body_has_no_blocks(self) -> None:
        assert to_blocks("  \n\n ") == []


def test_whatever_comes_out_is_a_document_that_the_catalog_takes() -> None:
    assert faults_of(pm.document(*to_blocks(EVERYTHING))) == []
    assert faults_of(pm.document(*to_blocks(""))) == []
