"""Writes the documents that are made from the code: the architecture from the manifests, the data model from tables."""

import importlib
import inspect
from pathlib import Path

from infra.architecture import architecture
from infra.contexts import CONTEXTS
from shared.manifest import Context

DOCS = Path(__file__).parents[1] / "docs"

_HEAD = """# Data model

Made from the rooms' own code by `make docs`; a test holds the two together.

Every room has one DynamoDB table of one shape: `pk` and `sk`, one index `gsi1` (`gsi1pk`, `gsi1sk`), several kinds of
row told apart by `kind`. Every key of a tenant's row starts with `ORG#<organization>`; what is global by nature starts
with `GLOBAL#`. `revision` counts a row's writes (optimistic lock), `tells` carries the events of its latest write to
the relay, `expires_at` is the time to live. The rooms hear of each other only through events, and ask only what
`published` answers.
"""


def data_model() -> str:
    """How everything is stored."""
    return "\n".join([_HEAD, *(_chapter(context) for context in CONTEXTS)])


def main(arguments: list[str] | None = None) -> int:
    """Write the documents."""
    for name, text in documents().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"wrote docs/{name}")
    return 0


def documents() -> dict[str, str]:
    """Every document, by file name."""
    return {"architecture.md": architecture(), "data-model.md": data_model()}


def _chapter(context: Context) -> str:
    room = importlib.import_module(f"functions.{context.name}")
    lines = [f"## {context.name}", "", "```text", inspect.cleandoc(room.__doc__ or ""), "```", ""]
    if context.keeps_rows:
        tables = importlib.import_module(f"functions.{context.name}.tables")
        lines += ["```text", inspect.cleandoc(tables.__doc__ or ""), "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
