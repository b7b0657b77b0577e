"""Which rich text documents a lesson may hold."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.local.markdown import to_document
from shared.rich_text.checking import DEEPEST, MOST_FAULTS, MOST_NODES, faults_of
from shared.rich_text.schema import is_safe_link

Json = dict[str, Any]

LINK = {
    "type": "link",
    "attrs": {"href": "https://example.org/a?b=c#d", "target": "_blank", "rel": "noopener nofollow"},
}
texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=20)
plain_marks = st.lists(
    st.sampled_from(["bold", "italic", "underline", "strike", "subscript", "superscript"]), unique=True, max_size=3
).map(lambda names: [{"type": name} for name in names])
marks = st.one_of(plain_marks, plain_marks.map(lambda some: [*some, LINK]), st.just([{"type": "code"}]))
runs = st.builds(lambda text, marks: {"type": "text", "text": text, "marks": marks}, texts, marks)
inline = st.lists(st.one_of(runs, st.just({"type": "hardBreak"})), max_size=4)
paragraphs = inline.map(lambda content: {"type": "paragraph", "content": content})
leaves = st.one_of(
    paragraphs,
    st.just({"type": "paragraph"}),
    st.just({"type": "horizontalRule"}),
    st.builds(lambda level, content: _node("heading", content, level=level), st.integers(1, 6), inline),
    st.builds(
        lambda text, language: _node("codeBlock", [{"type": "text", "text": text}], language=language),
        texts,
        st.sampled_from([None, "python", "c++"]),
    ),
)


def _node(kind: str, content: list[Json], **attrs: object) -> Json:
    return {"type": kind, "attrs": attrs, "content": content}


def _item(first: Json, rest: list[Json]) -> Json:
    return {"type": "listItem", "content": [first, *rest]}


def _containers(blocks: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    some = st.lists(blocks, min_size=1, max_size=3)
    items = st.lists(st.builds(_item, paragraphs, st.lists(blocks, max_size=2)), min_size=1, max_size=3)
    cells = st.builds(lambda kind, content: _node(kind, content, colspan=1, rowspan=1, colwidth=None),
                      st.sampled_from(["tableCell", "tableHeader"]), some)  # fmt: skip
    rows = st.lists(cells, max_size=3).map(lambda content: {"type": "tableRow", "content": content})
    return st.one_of(
        some.map(lambda content: {"type": "blockquote", "content": content}),
        items.map(lambda content: {"type": "bulletList", "content": content}),
        items.map(lambda content: _node("orderedList", content, start=3, type=None)),
        st.lists(rows, min_size=1, max_size=3).map(lambda content: {"type": "table", "content": content}),
    )


documents = st.lists(st.recursive(leaves, _containers, max_leaves=12), min_size=1, max_size=5).map(
    lambda content: {"type": "doc", "content": content}
)


def nodes_of(node: Json, at: str = "") -> list[tuple[Json, str]]:
    """Every node of a document and the pointer to it."""
    below = [found for n, child in enumerate(node.get("content", [])) for found in nodes_of(child, f"{at}/content/{n}")]
    return [(node, at), *below]


def document(*content: Json) -> Json:
    return {"type": "doc", "content": list(content)}


def paragraph(*content: Json) -> Json:
    return {"type": "paragraph", "content": list(content)}


def text(words: str, *marks: Json) -> Json:
    return {"type": "text", "text": words, "marks": list(marks)}


def pointers(found: Json) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in faults_of(found)]


class TestWhatIsTaken:
    @settings(max_examples=60)
    @given(documents)
    def test_everything_that_the_editor_can_make(self, made: Json) -> None:
        assert pointers(made) == []

    def test_what_markdown_becomes(self) -> None:
        made = to_document(
            "# Title\n\nSome *words* and `code` and a [link](https://example.org).\n\n1. one\n2. two\n\n"
            "| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n```python\nprint(1)\n```\n\n---\n"
        )

        assert pointers(made) == []

    @pytest.mark.parametrize(
        "href", ["https://example.org", "HTTP://example.org/x", "mailto:meera@example.org", "https://उदाहरण.भारत/पाठ"]
    )
    def test_links_to_the_web_and_to_mail(self, href: str) -> None:
        assert is_safe_link(href)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "href",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "\x01javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:msgbox(1)",
            "file:///etc/passwd",
            "//example.org/x",
            "/lessons/1",
            "https:example.org",
            "https://exa mple.org",
            "https:\\\\example.org",
            "https://[::1",
            "mailto:",
            "",
            "https://example.org/" + "a" * 2000,
            7,
            None,
        ],
    )
    def test_links_to_anything_else(self, href: object) -> None:
        made = document(paragraph(text("x", {"type": "link", "attrs": {"href": href}})))

        assert pointers(made) == [("/content/0/content/0/marks/0/attrs/href", "attribute")]

    @settings(max_examples=60)
    @given(documents, st.integers(0, 2**32))
    def test_anything_unknown_with_the_place_where_it_is(self, made: Json, seed: int) -> None:
        made, chance = json.loads(json.dumps(made)), Random(seed)
        node, at = chance.choice(nodes_of(made))
        kinds = ["field", "attribute", "child"]
        if node["type"] == "text":
            kinds = ["field", "mark"] if "marks" in node else ["field"]
        fault = chance.choice(kinds)
        if fault == "mark":
            node["marks"] = [{"type": "textStyle"}]
            expected = (f"{at}/marks/0/type", "unknown_mark")
        elif fault == "attribute":
            node.setdefault("attrs", {})["style"] = "color: red"
            expected = (f"{at}/attrs/style", "unknown_attribute")
        elif fault == "child":
            expected = (f"{at}/content/{len(node.get('content', []))}/type", "unknown_node")
            node.setdefault("content", []).append({"type": "iframe"})
        else:
            node["on/click"] = "x"
            expected = (f"{at}/on~1click", "unknown_field")

        assert pointers(made) == [expected]

    @pytest.mark.parametrize(
        ("made", "fault"),
        [
            ({"type": "paragraph"}, ("", "document")),
            ([], ("", "document")),
            (document(), ("", "empty")),
            (document({"type": "text", "text": "bare"}), ("/content/0/type", "misplaced_node")),
            (document({"type": "listItem", "content": [paragraph()]}), ("/content/0/type", "misplaced_node")),
            (document({"type": "bulletList"}), ("/content/0", "empty")),
            (
                document({"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "table"}]}]}),
                ("/content/0/content/0/content/0/type", "misplaced_node"),
            ),
            (document({"type": "heading"}), ("/content/0/attrs/level", "missing")),
            (document({"type": "heading", "attrs": {"level": 7}}), ("/content/0/attrs/level", "attribute")),
            (document({"type": "heading", "attrs": {"level": True}}), ("/content/0/attrs/level", "attribute")),
            (document({"type": "heading", "attrs": [1]}), ("/content/0/attrs", "attrs")),
            (document({"type": "paragraph", "content": {}}), ("/content/0/content", "list")),
            ({"type": "doc", "content": ["text"]}, ("/content/0", "node")),
            (document(paragraph({"type": "text", "text": ""})), ("/content/0/content/0/text", "text")),
            (document(paragraph({"type": "text", "text": "a\x00b"})), ("/content/0/content/0/text", "unprintable")),
            (document(paragraph({"type": "text", "text": "a" * 100_001})), ("/content/0/content/0/text", "too_long")),
            (
                document(paragraph(text("x", {"type": "bold"}, {"type": "bold"}))),
                ("/content/0/content/0/marks/1", "repeated_mark"),
            ),
            (
                document(paragraph(text("x", {"type": "code"}, {"type": "bold"}))),
                ("/content/0/content/0/marks", "mark_excluded"),
            ),
            (
                document({"type": "codeBlock", "content": [text("x", {"type": "bold"})]}),
                ("/content/0/content/0/marks", "misplaced_marks"),
            ),
            (document({"type": "paragraph", "marks": [{"type": "bold"}]}), ("/content/0/marks", "misplaced_marks")),
            (
                document(paragraph({"type": "text", "text": "x", "marks": "bold"})),
                ("/content/0/content/0/marks", "list"),
            ),
            (
                document({"type": "codeBlock", "attrs": {"language": '"><script>'}}),
                ("/content/0/attrs/language", "attribute"),
            ),
        ],
    )
    def test_what_breaks_a_rule(self, made: Json, fault: tuple[str, str]) -> None:
        assert pointers(made) == [fault]

    def test_what_is_nested_too_deep(self) -> None:
        def nested(depth: int) -> Json:
            node = paragraph()
            for _ in range(depth - 2):
                node = {"type": "blockquote", "content": [node]}
            return document(node)

        assert pointers(nested(DEEPEST)) == []
        assert [code for _, code in pointers(nested(DEEPEST + 1))] == ["too_deep"]
        assert [code for _, code in pointers(nested(5000))] == ["too_deep"]

    def test_what_has_too_many_nodes(self) -> None:
        assert pointers(document(*[paragraph()] * (MOST_NODES - 1))) == []
        assert pointers(document(*[paragraph()] * MOST_NODES)) == [("", "too_many_nodes")]

    def test_tells_only_the_first_faults(self) -> None:
        assert len(faults_of(document(*[{"type": "script"}] * 500))) == MOST_FAULTS

    @settings(max_examples=100)
    @given(
        st.recursive(
            st.one_of(
                st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.sampled_from(["doc", "text"])
            ),
            lambda inner: st.one_of(
                st.lists(inner, max_size=4),
                st.dictionaries(
                    st.sampled_from(["type", "content", "attrs", "marks", "text", "level", "other"]), inner, max_size=5
                ),
            ),
            max_leaves=30,
        )
    )
    def test_never_stumbles_over_any_json(self, anything: object) -> None:
        for fault in faults_of({"type": "doc", "content": [anything, {"type": "paragraph", "content": anything}]}):
            assert fault.pointer.startswith("/content")
