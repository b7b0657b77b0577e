"""What a step of a copy answers to the workflow."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be done next: ``more``, or nothing after ``done`` and ``failed``; or what media is to do first.

    It ``lend``\\ s files by their ids, and ``adopt``\\ s those that are offered.
    """

    status: str
    asset_ids: tuple[str, ...] = ()
    files: tuple[Mapping[str, Any], ...] = ()
    owner_id: str = ""
    import_id: str = ""

    def dump(self) -> dict[str, Any]:
        """As the workflow reads it: everything is always there, so that nothing of an earlier answer stays."""
        return {**asdict(self), "missing": [], "adopted": []}


MORE, DONE, FAILED = Answer("more"), Answer("done"), Answer("failed")
