"""How large what is deployed is."""

from dataclasses import dataclass

from infra.bundling import bundle, layer
from infra.config import THIS_MACHINE
from infra.contexts import CONTEXTS

MEGABYTE = 1_000_000
GOALS = {"bundle": 1 * MEGABYTE, "core": 25 * MEGABYTE}


@dataclass(frozen=True)
class Size:
    """One zip."""

    name: str
    zipped: int
    goal: int | None

    @property
    def is_met(self) -> bool | None:
        """Whether it is as small as wanted."""
        return None if self.goal is None else self.zipped <= self.goal


def sizes() -> list[Size]:
    """Every room's bundle and every layer."""
    layers = dict.fromkeys(name for context in CONTEXTS for name in (*context.layers, *context.api.layers))
    return [
        *(
            Size(f"bundle {context.name}", bundle(context, THIS_MACHINE).zip.stat().st_size, GOALS["bundle"])
            for context in CONTEXTS
        ),
        *(Size(f"layer {name}", layer(name, THIS_MACHINE).zip.stat().st_size, GOALS.get(name)) for name in layers),
    ]
