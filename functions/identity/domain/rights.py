"""What roles may do in all rooms together: for a front end to show, never for a door to check."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from shared.permissions import Role

KNOWN = Path(__file__).with_name("rights.json")
"""Every room's permissions by name, with the roles that have them. Generated, so that no room imports another's."""


def permissions_of(roles: Iterable[Role]) -> list[str]:
    """The names of all permissions that these roles have."""
    held = set(roles)
    return [name for name, having in _known().items() if not held.isdisjoint(having)]


@cache
def _known() -> dict[str, list[str]]:
    known: dict[str, list[str]] = json.loads(KNOWN.read_text(encoding="utf-8"))
    return known
