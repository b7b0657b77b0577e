"""``python -m infra.rights`` writes what roles may do in all rooms, for identity to tell those who sign in."""

import importlib
import json
from collections.abc import Iterator

from functions.identity.domain.rights import KNOWN
from infra.contexts import CONTEXTS
from shared.permissions import Permission


def permissions() -> Iterator[Permission]:
    """Every room's permissions."""
    for context in CONTEXTS:
        module = importlib.import_module(f"functions.{context.name}.permissions")
        yield from {value for value in vars(module).values() if isinstance(value, Permission)}


def rights_text() -> str:
    """The file: names of permissions, in order, with the roles that have them."""
    known = {permission.name: sorted(permission.roles) for permission in permissions()}
    return json.dumps(dict(sorted(known.items())), indent=2) + "\n"


if __name__ == "__main__":
    KNOWN.write_text(rights_text(), encoding="utf-8")
