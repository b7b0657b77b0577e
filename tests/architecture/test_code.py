"""What every file of the project keeps to, and no tool checks."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for folder in ("functions", "shared", "events", "infra", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
TESTS = {name: text for name, text in CODE.items() if name.startswith("tests/")}


class TestEveryFile:
    def test_says_in_its_first_sentence_what_it_is_for(self) -> None:
        silent = [name for name, text in CODE.items() if len(ast.get_docstring(ast.parse(text)) or "") <= 10]

        assert silent == []

    def test_gives_the_reason_where_a_check_is_silenced(self) -> None:
        silenced = {name: re.findall(r"#\s*(?:type: ignore|noqa)[^#\n]*(#.*)?", text) for name, text in CODE.items()}

        assert [name for name, reasons in silenced.items() if "" in reasons] == []

    def test_leaves_nothing_to_do(self) -> None:
        unfinished = "TO" + "DO|FIX" + "ME|X" * 2 + "X|NotImplemented" + "Error"

        assert [name for name, text in CODE.items() if re.search(rf"\b(?:{unfinished})\b", text)] == []


class TestEveryTest:
    def test_is_run(self) -> None:
        """One that needs a browser says so where none is found, and a proof that needs data of others; nothing else is
        left out for want of anything.
        """
        leaving_out = {"xfail", "skip", "skipif", "importorskip"}
        may = ("tests/browser/", "tests/proofs/")
        left_out = [name for name, text in TESTS.items() if leaving_out & _names(text) and not name.startswith(may)]

        assert left_out == []

    def test_puts_nothing_in_the_place_of_our_own_code(self) -> None:
        patched = r"patch\(\s*[\"'](?:functions|shared|events|infra)\."

        assert [name for name, text in TESTS.items() if re.search(patched, text)] == []

    def test_can_fail(self) -> None:
        certain = [
            f"{name}:{node.lineno}"
            for name, text in TESTS.items()
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant)
        ]

        assert certain == []


def _names(text: str) -> set[str]:
    """The names and attributes that a text uses as code."""
    nodes = list(ast.walk(ast.parse(text)))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return attributes | {node.id for node in nodes if isinstance(node, ast.Name)}
