"""Writes the documents that are made from the code: ``docs/data-model.md`` from every room's access-pattern table."""

import importlib
import inspect
from pathlib import Path

from infra.contexts import CONTEXTS
from shared.manifest import Context

TARGET = Path(__file__).parents[1] / "docs" / "data-model.md"

_HEAD = """# Data model

Made from the rooms' own code by `make docs`; a test holds the two together.

Every room has one DynamoDB table of one shape: `pk` and `sk`, one index `gsi1` (`gsi1pk`, `gsi1sk`), several kinds of
row told apart by `kind`. Every key of a tenant's row starts with `ORG#<organization>`; what is global by nature starts
with `GLOBAL#`. `revision` counts a row's writes (optimistic lock), `tells` carries the events of its latest write to
the relay, `expires_at` is the time to live. The rooms hear of each other only through events, and ask only what
`published.py` answers.
"""


def data_model() -> str:
    """The whole document."""
    return "\n".join([_HEAD, *(_chapter(context) for context in CONTEXTS)])


def main(arguments: list[str] | None = None) -> int:
    """Write the document."""
    TARGET.write_text(data_model(), encoding="utf-8")
    print(f"wrote {TARGET.relative_to(TARGET.parents[1])}")
    return 0


def _chapter(context: Context) -> str:
    room = importlib.import_module(f"functions.{context.name}")
    lines = [f"## {context.name}", "", "```text", inspect.cleandoc(room.__doc__ or ""), "```", ""]
    if context.keeps_rows:
        tables = importlib.import_module(f"functions.{context.name}.tables")
        lines += ["```text", inspect.cleandoc(tables.__doc__ or ""), "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
