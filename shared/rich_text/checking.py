"""Rich text: which ProseMirror documents are taken.

An allow-list: what the schema does not name is a fault, with a JSON pointer to its place. A document that passes can be
rendered without a sanitizer finding anything to remove.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from shared.errors import FieldError
from shared.rich_text.schema import INLINE, MARKS, NODES, Accepts, NodeKind
from shared.texts import UNPRINTABLE

DEEPEST = 24
MOST_NODES = 20_000
LONGEST_TEXT = 100_000
MOST_FAULTS = 20

_MARKABLE = {name for name, kind in NODES.items() if kind.marks and INLINE.issuperset(kind.holds)}


def faults_of(document: Any, at: str = "") -> list[FieldError]:
    """What is wrong with the document, at most the first twenty; none for one that may be kept."""
    faults: list[FieldError] = []
    for fault in _Walk(at).faults(document):
        faults.append(fault)
        if len(faults) == MOST_FAULTS:
            break
    return faults


class _Walk:
    """One walk through a document, without recursion: how deep it may be is a rule, not a crash."""

    def __init__(self, at: str) -> None:
        self._at = at
        self._seen = 0

    def faults(self, document: Any) -> Iterator[FieldError]:
        if not isinstance(document, dict) or document.get("type") != "doc":
            yield FieldError(self._at, "document", "A document is an object with the type doc.")
            return
        waiting: list[tuple[dict[str, Any], str, int, bool]] = [(document, self._at, 1, False)]
        while waiting:
            node, at, depth, may_be_marked = waiting.pop()
            self._seen += 1
            if self._seen > MOST_NODES:
                yield FieldError(self._at, "too_many_nodes", f"A document has at most {MOST_NODES} nodes.")
                return
            kind = NODES[node["type"]]
            yield from _own_faults(node, kind, at, may_be_marked)
            children = node.get("content", [])
            if not isinstance(children, list):
                yield FieldError(f"{at}/content", "list", "The content of a node is a list.")
                continue
            if kind.at_least_one and not children:
                yield FieldError(at, "empty", f"A {node['type']} is never empty.")
            if depth == DEEPEST and children:
                yield FieldError(f"{at}/content", "too_deep", f"Nodes stand at most {DEEPEST} deep.")
                continue
            marked = node["type"] in _MARKABLE
            fitting = []
            for place, child in enumerate(children):
                where = f"{at}/content/{place}"
                fault = _misplaced(child, kind, node["type"], place, where)
                if fault:
                    yield fault
                else:
                    fitting.append((child, where, depth + 1, marked))
            waiting += reversed(fitting)


def _misplaced(child: Any, kind: NodeKind, parent: str, place: int, at: str) -> FieldError | None:
    if not isinstance(child, dict):
        return FieldError(at, "node", "A node is an object.")
    name = child.get("type")
    if not isinstance(name, str) or name not in NODES:
        return FieldError(f"{at}/type", "unknown_node", "There is no such kind of node.")
    if name not in kind.holds or (place == 0 and kind.first not in (None, name)):
        return FieldError(f"{at}/type", "misplaced_node", f"A {name} cannot stand here in a {parent}.")
    return None


def _own_faults(node: dict[str, Any], kind: NodeKind, at: str, may_be_marked: bool) -> Iterator[FieldError]:
    is_text = node["type"] == "text"
    known = _TEXT_FIELDS if is_text else _NODE_FIELDS
    if not node.keys() <= known:
        for name in node.keys() - known:
            yield FieldError(f"{at}/{_escaped(name)}", "unknown_field", "A node has no such field.")
    if is_text:
        yield from _text_faults(node.get("text"), at)
    elif kind.needs or "attrs" in node:
        yield from _attrs_faults(node.get("attrs"), kind.attrs, kind.needs, f"{at}/attrs")
    if "marks" in node:
        yield from _marks_faults(node["marks"], f"{at}/marks", may_be_marked)


_TEXT_FIELDS = {"type", "marks", "text"}
_NODE_FIELDS = {"type", "marks", "attrs", "content"}


def _text_faults(text: Any, at: str) -> Iterator[FieldError]:
    if not isinstance(text, str) or not text:
        yield FieldError(f"{at}/text", "text", "A text node has a text, never an empty one.")
    elif len(text) > LONGEST_TEXT:
        yield FieldError(f"{at}/text", "too_long", f"A text has at most {LONGEST_TEXT} characters.")
    elif UNPRINTABLE.search(text):
        yield FieldError(f"{at}/text", "unprintable", "A text has no control characters.")


def _attrs_faults(attrs: Any, accepted: Mapping[str, Accepts], needs: Collection[str], at: str) -> Iterator[FieldError]:
    values = {} if attrs is None else attrs
    if not isinstance(values, dict):
        yield FieldError(at, "attrs", "Attributes are an object.")
        return
    for name, value in values.items():
        accepts = accepted.get(name)
        where = f"{at}/{_escaped(name)}"
        if accepts is None:
            yield FieldError(where, "unknown_attribute", "There is no such attribute here.")
        elif not accepts(value):
            yield FieldError(where, "attribute", "The attribute cannot have this value.")
    for name in needs:
        if name not in values:
            yield FieldError(f"{at}/{name}", "missing", "The attribute is needed.")


def _marks_faults(marks: Any, at: str, may_be_marked: bool) -> Iterator[FieldError]:
    if marks is None or marks == []:
        return
    if not isinstance(marks, list):
        yield FieldError(at, "list", "Marks are a list.")
        return
    if not may_be_marked:
        yield FieldError(at, "misplaced_marks", "This cannot have marks.")
        return
    names: list[str] = []
    for place, mark in enumerate(marks[: len(MARKS) + 1]):
        where = f"{at}/{place}"
        if not isinstance(mark, dict):
            yield FieldError(where, "mark", "A mark is an object.")
            continue
        name = mark.get("type")
        if not isinstance(name, str) or name not in MARKS:
            yield FieldError(f"{where}/type", "unknown_mark", "There is no such kind of mark.")
            continue
        for stray in mark.keys() - {"type", "attrs"}:
            yield FieldError(f"{where}/{_escaped(stray)}", "unknown_field", "A mark has no such field.")
        if name in names:
            yield FieldError(where, "repeated_mark", "A mark stands only once.")
        names.append(name)
        yield from _attrs_faults(mark.get("attrs"), MARKS[name], ("href",) if name == "link" else (), f"{where}/attrs")
    if "code" in names and len(names) > 1:
        yield FieldError(at, "mark_excluded", "Code stands alone among marks.")


def _escaped(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901), cut to what is worth showing."""
    return name[:60].replace("~", "~0").replace("/", "~1")
