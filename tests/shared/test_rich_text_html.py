"""Documents as HTML: nothing is lost, and nothing can act."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.catalog.domain.content import MOST_BYTES, Body, blocks_from
from shared.rich_text.checking import faults_of
from shared.rich_text.html import ATTRIBUTES, SCHEMES, TAGS, to_html
from tests.functions.catalog.blocks import EVERY_TYPE, one_of
from tests.shared.test_rich_text import Json, document, documents, nodes_of, paragraph, text

# What has got past sanitizers and browsers: after the cheat sheets of OWASP and PortSwigger, in our own words.
HOSTILE = [
    "<script>alert(1)</script>",
    "</p><script>alert(1)</script>",
    "</code></pre><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<table><td><style><!--</style><img src=x onerror=alert(1)>-->",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<base href='https://evil.example/'>",
    "<form action=https://evil.example><input name=a>",
    "<template><script>alert(1)</script></template>",
    "<body onload=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "\"'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "＜script＞alert(1)＜/script＞",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "{{constructor.constructor('alert(1)')()}}",
]


class Reader(HTMLParser):
    """What a browser would find: tags, attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.others: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


def require_harmless(html: str) -> Reader:
    """What a browser would find, none of which acts or leads anywhere that is not allowed."""
    found = Reader(html)
    assert found.others == []
    for tag, attrs in found.tags:
        assert tag in TAGS
        assert attrs.keys() <= ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        if "href" in attrs:
            assert (attrs["href"] or "").lower().partition(":")[0] in SCHEMES
            assert attrs["rel"] == "noopener noreferrer nofollow"
    return found


def words_of(made: Json) -> str:
    """All text of a document."""
    return "".join(node["text"] for node, _ in nodes_of(made) if node["type"] == "text")


class TestHtml:
    def test_says_what_the_document_says(self) -> None:
        link = {"type": "link", "attrs": {"href": "https://example.org/?a=1&b=2", "target": "_blank"}}
        cell = {"type": "tableCell", "attrs": {"colspan": 2, "rowspan": 1}, "content": [paragraph(text("c"))]}
        made = document(
            {"type": "heading", "attrs": {"level": 2}, "content": [text("Title")]},
            paragraph(text("a < b & c", {"type": "bold"}, {"type": "italic"}), {"type": "hardBreak"}, text("x", link)),
            {
                "type": "orderedList",
                "attrs": {"start": 3},
                "content": [{"type": "listItem", "content": [paragraph(text("third"))]}],
            },
            {"type": "codeBlock", "attrs": {"language": "c++"}, "content": [text("if (a<b) {}\n")]},
            {"type": "horizontalRule"},
            {"type": "table", "content": [{"type": "tableRow", "content": [cell]}]},
        )

        assert faults_of(made) == []
        assert to_html(made) == (
            "<h2>Title</h2>"
            "<p><strong><em>a &lt; b &amp; c</em></strong><br>"
            '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">x</a></p>'
            '<ol start="3"><li><p>third</p></li></ol>'
            '<pre><code class="language-c++">if (a&lt;b) {}\n</code></pre>'
            "<hr>"
            '<table><tbody><tr><td colspan="2" rowspan="1"><p>c</p></td></tr></tbody></table>'
        )

    @settings(max_examples=150)
    @given(documents)
    def test_of_any_document_keeps_its_text_and_has_nothing_that_acts(self, made: Json) -> None:
        found = require_harmless(to_html(made))

        # But for white space: a browser drops the line feed that a preformatted text begins with.
        assert "".join(found.text.split()) == "".join(words_of(made).split())

    @settings(max_examples=150)
    @given(documents, st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=5), st.data())
    def test_of_hostile_texts_shows_them_as_text(self, made: Json, hostile: list[str], data: st.DataObject) -> None:
        made = json.loads(json.dumps(made))
        runs = [node for node, _ in nodes_of(made) if node["type"] == "text"]
        if not runs:
            made["content"].append(paragraph({"type": "text", "text": "x"}))
            runs = [made["content"][-1]["content"][0]]
        for words in hostile:
            data.draw(st.sampled_from(runs))["text"] = words

        found = require_harmless(to_html(made))

        assert all(run["text"] in found.text for run in runs if run["text"] in HOSTILE)

    @pytest.mark.parametrize("words", HOSTILE)
    def test_of_a_code_block_shows_hostile_code(self, words: str) -> None:
        made = document({"type": "codeBlock", "attrs": {"language": None}, "content": [text(words)]})

        assert require_harmless(to_html(made)).text == words

    @pytest.mark.parametrize(
        ("mark", "attrs"),
        [
            ("link", {"href": "javascript:alert(1)"}),
            ("link", {"href": "data:text/html,<script>alert(1)</script>"}),
            ("link", {"href": 'https://example.org" onclick="alert(1)'}),
            ("link", {"href": "https://example.org", "title": '"><script>alert(1)</script>'}),
            ("link", {"href": "https://example.org", "onclick": "alert(1)", "style": "x:expression(alert(1))"}),
            ("script", {}),
        ],
    )
    def test_is_harmless_even_for_what_the_schema_refuses(self, mark: str, attrs: Json) -> None:
        """The sanitizer stands on its own: here it gets what was never let in."""
        made = document(paragraph(text("x", {"type": mark, "attrs": attrs})), {"type": "script", "attrs": attrs})

        for tag, found in Reader(to_html(made)).tags:
            assert tag in TAGS
            assert not {name for name in found if name.startswith("on") or name == "style"}
            assert (found.get("href") or "https:").startswith("https:")

    def test_of_deep_documents_needs_no_stack(self) -> None:
        node: Json = paragraph(text("deep"))
        for _ in range(5_000):
            node = {"type": "blockquote", "content": [node]}

        assert "deep" in to_html(document(node))


class TestShownBodies:
    def test_have_html_in_place_of_every_document(self) -> None:
        body = Body.of(blocks_from(EVERY_TYPE))

        shown = {block["block_id"]: block for block in body.shown(solutions=True, html=True).blocks}

        assert shown["blk_text"]["document"] == "<p>Words</p>"
        assert (shown["blk_exercise"]["prompt"], shown["blk_exercise"]["solution"]) == (
            "<p>How many?</p>",
            "<p>Forty-six.</p>",
        )
        assert shown["blk_accordion"]["sections"] == [{"title": "More", "document": "<p>Inside</p>"}]
        assert '"doc"' not in body.shown(solutions=True, html=True).blocks_json
        untouched = {"blk_text", "blk_exercise", "blk_accordion"}
        assert [shown[block["block_id"]] for block in EVERY_TYPE if block["block_id"] not in untouched] == [
            block for block in EVERY_TYPE if block["block_id"] not in untouched
        ]

    def test_are_as_stored_unless_asked_otherwise(self) -> None:
        body = Body.of(blocks_from([one_of("rich_text"), one_of("exercise", solution=None)]))

        assert body.shown(solutions=True) is body

    def test_of_the_largest_content_fit_into_an_answer(self) -> None:
        """The worst there is: every character becomes five. A function answers with at most 6 MB."""
        run = {"type": "text", "text": "&" * 90_000}
        blocks = [one_of("rich_text", block_id=f"blk_{n}", document=document(paragraph(run))) for n in range(11)]
        body = Body.of(blocks_from(blocks))
        assert MOST_BYTES * 0.98 < len(body.blocks_json) <= MOST_BYTES

        shown: Any = body.shown(solutions=True, html=True)

        assert len(json.dumps({"body": shown.blocks_json})) < 5_500_000
