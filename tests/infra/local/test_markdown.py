"""What an author writes in Markdown, and the document that comes of it."""

from __future__ import annotations

import pytest

from infra.local import prosemirror as pm
from infra.local.markdown import Unsupported, to_document


def blocks(markdown: str) -> list[pm.Node]:
    document = to_document(markdown)
    assert document["type"] == "doc"
    content: list[pm.Node] = document["content"]
    return content


def paragraph(words: str) -> pm.Node:
    return {"type": "paragraph", "content": [{"type": "text", "text": words}]}


class TestBlocks:
    def test_headings_and_paragraphs(self) -> None:
        assert blocks("## Salt\n\nIt\ndissolves.") == [
            {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Salt"}]},
            paragraph("It dissolves."),
        ]

    def test_lists_nest_and_keep_their_first_number(self) -> None:
        (found,) = blocks("3. one\n4. two\n   - deep")

        assert found == {
            "type": "orderedList",
            "attrs": {"start": 3},
            "content": [
                {"type": "listItem", "content": [paragraph("one")]},
                {
                    "type": "listItem",
                    "content": [
                        paragraph("two"),
                        {"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph("deep")]}]},
                    ],
                },
            ],
        }

    def test_a_list_item_opens_with_a_paragraph_even_before_code(self) -> None:
        (found,) = blocks("- ```\n  x = 1\n  ```")

        item = found["content"][0]
        assert [block["type"] for block in item["content"]] == ["paragraph", "codeBlock"]

    def test_code_keeps_its_language_and_its_lines(self) -> None:
        assert blocks("```python\na = 1\n\nb = 2\n```") == [
            {
                "type": "codeBlock",
                "attrs": {"language": "python"},
                "content": [{"type": "text", "text": "a = 1\n\nb = 2"}],
            }
        ]

    def test_code_without_a_language(self) -> None:
        assert blocks("    a = 1") == [
            {"type": "codeBlock", "attrs": {"language": None}, "content": [{"type": "text", "text": "a = 1"}]}
        ]

    def test_quotes_and_rules(self) -> None:
        assert blocks("> said\n\n---") == [
            {"type": "blockquote", "content": [paragraph("said")]},
            {"type": "horizontalRule"},
        ]

    def test_a_table_cell_holds_a_paragraph_even_an_empty_one(self) -> None:
        assert blocks("| a | b |\n| - | -: |\n| 1 | |") == [
            {
                "type": "table",
                "content": [
                    {
                        "type": "tableRow",
                        "content": [
                            {"type": "tableHeader", "content": [paragraph("a")]},
                            {"type": "tableHeader", "content": [paragraph("b")]},
                        ],
                    },
                    {
                        "type": "tableRow",
                        "content": [
                            {"type": "tableCell", "content": [paragraph("1")]},
                            {"type": "tableCell", "content": [{"type": "paragraph"}]},
                        ],
                    },
                ],
            }
        ]

    def test_an_empty_text_is_an_empty_paragraph(self) -> None:
        assert blocks("") == [{"type": "paragraph"}]


class TestMarks:
    def test_each_mark_has_its_name(self) -> None:
        (found,) = blocks("**b** *i* ~~s~~ `c` [l](https://example.org/a)")

        marked = {node["text"]: node["marks"] for node in found["content"] if "marks" in node}
        assert marked == {
            "b": [{"type": "bold"}],
            "i": [{"type": "italic"}],
            "s": [{"type": "strike"}],
            "c": [{"type": "code"}],
            "l": [{"type": "link", "attrs": {"href": "https://example.org/a"}}],
        }

    def test_marks_nest_outermost_first(self) -> None:
        (found,) = blocks("**bold *and slanted***")

        assert found["content"][1]["marks"] == [{"type": "bold"}, {"type": "italic"}]

    def test_code_stands_alone(self) -> None:
        (found,) = blocks("**`x`**")

        assert found["content"] == [{"type": "text", "text": "x", "marks": [{"type": "code"}]}]

    def test_neighbours_with_the_same_marks_are_one_text(self) -> None:
        (found,) = blocks("2 \\* 3 &amp; more\nwords")

        assert found == paragraph("2 * 3 & more words")

    def test_a_line_break_is_a_node(self) -> None:
        (found,) = blocks("one  \ntwo")

        assert [node["type"] for node in found["content"]] == ["text", "hardBreak", "text"]

    def test_devanagari_is_kept_as_it_is(self) -> None:
        assert blocks("दही **जमता** है")[0]["content"][1] == {
            "type": "text",
            "text": "जमता",
            "marks": [{"type": "bold"}],
        }


class TestRefusal:
    @pytest.mark.parametrize(
        ("markdown", "why"),
        [
            ("first\n\n![a pot](pot.png)", r"line 3: a lesson cannot hold image"),
            ("a <b>tag</b>", r"line 1: a lesson cannot hold raw HTML"),
            ("<div>block</div>", r"line 1: a lesson cannot hold html block"),
            ("[x](javascript:alert(1))", None),
            ("[x](ftp://example.org/file)", r"a link to 'ftp://example\.org/file'"),
            ("[x](/relative)", r"a link to '/relative'"),
        ],
    )
    def test_says_what_and_where(self, markdown: str, why: str | None) -> None:
        if why is None:  # the parser itself leaves such a link as plain text
            assert "marks" not in str(to_document(markdown))
        else:
            with pytest.raises(Unsupported, match=why):
                to_document(markdown)


class TestPlainText:
    def test_is_what_a_reader_sees(self) -> None:
        document = to_document("# Tea\n\nIt *cools*.\n\n- slowly\n- surely")

        assert pm.plain_text(document).split() == ["Tea", "It", "cools.", "slowly", "surely"]
