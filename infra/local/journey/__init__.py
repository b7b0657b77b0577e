"""The story of the whole product, told against a running stack: who does what, and what was checked.

    python -m infra.local.journey [--textbook FILE] [--url URL]

A step that does not come out as it must stops the story with the request, the answer and the function's log.
"""

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell the story; the exit code says how it ended."""
    from infra.local.journey import command  # brings every room's manifest and the local cloud

    return command.main(arguments)
