"""Rich text as HTML, for readers who do not want to render documents themselves.

The walk makes HTML of what the schema names and escapes every text. What it made then goes through a sanitizer with an
allow-list of its own, which has nothing to remove as long as the schema and the walk are right.
"""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

Node = Mapping[str, Any]

_TAGS: Mapping[str, str] = {
    "paragraph": "p",
    "bulletList": "ul",
    "orderedList": "ol",
    "listItem": "li",
    "blockquote": "blockquote",
    "tableRow": "tr",
    "tableCell": "td",
    "tableHeader": "th",
    "bold": "strong",
    "italic": "em",
    "underline": "u",
    "strike": "s",
    "code": "code",
    "subscript": "sub",
    "superscript": "sup",
    "link": "a",
}
ATTRIBUTES: Mapping[str, set[str]] = {
    "a": {"href", "title", "target"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "code": {"class"},
}
TAGS = {*_TAGS.values(), *(f"h{level}" for level in range(1, 7)), "pre", "hr", "br", "table", "tbody"}
SCHEMES = {"http", "https", "mailto"}


def to_html(document: Node) -> str:
    """The document as HTML that is safe to put into a page."""
    import nh3  # 2 ms, and most readers render documents themselves

    return nh3.clean(
        "".join(_written(document)),
        tags=TAGS,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style"},
    )


def _written(document: Node) -> Iterator[str]:
    """The pieces in order; without recursion, like the check of what is stored."""
    waiting: list[Node | str] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        kind = node["type"]
        if kind == "text":
            yield _text(node)
        elif kind in _VOID:
            yield _VOID[kind]
        else:
            begin, end = _around(kind, node.get("attrs") or {})
            yield begin
            waiting.append(end)
            waiting += reversed(node.get("content") or ())


_VOID = {"hardBreak": "<br>", "horizontalRule": "<hr>"}


def _around(kind: str, attrs: Node) -> tuple[str, str]:
    if kind in _SPECIAL:
        return _SPECIAL[kind](attrs)
    tag = _TAGS.get(kind)
    if tag is None:
        return "", ""
    values = {name: attrs.get(name) for name in sorted(ATTRIBUTES.get(tag, ()))}
    shown = "".join(f' {name}="{escape(str(value))}"' for name, value in values.items() if value is not None)
    return f"<{tag}{shown}>", f"</{tag}>"


def _heading(attrs: Node) -> tuple[str, str]:
    tag = f"h{int(attrs['level'])}"
    return f"<{tag}>", f"</{tag}>"


def _code_block(attrs: Node) -> tuple[str, str]:
    language = attrs.get("language")
    of_language = f' class="language-{escape(str(language))}"' if language else ""
    return f"<pre><code{of_language}>", "</code></pre>"


_SPECIAL: Mapping[str, Callable[[Node], tuple[str, str]]] = {
    "heading": _heading,
    "codeBlock": _code_block,
    "table": lambda attrs: ("<table><tbody>", "</tbody></table>"),
}


def _text(node: Node) -> str:
    html = escape(node["text"], quote=False)
    for mark in reversed(node.get("marks") or ()):
        begin, end = _around(mark["type"], mark.get("attrs") or {})
        html = f"{begin}{html}{end}"
    return html
