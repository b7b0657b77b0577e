"""Which room answers a path: API Gateway's choice, as a function.

Every route of a manifest is served as ``ANY route`` and ``ANY route/{proxy+}``. A full match beats a greedy one, and
more literal segments beat fewer (API Gateway, "Working with routes for HTTP APIs").
"""

from collections.abc import Iterable
from functools import cache

from shared.http import API
from shared.manifest import Context


def served_path(route: str) -> str:
    """The path that a manifest's route stands for."""
    return route if route.startswith("/.") else f"{API}{route}"


def room_for(path: str, contexts: Iterable[Context]) -> Context | None:
    """The room whose function gets a request for this path; None when no route matches."""
    door = door_for(path, contexts)
    return door[0] if door else None


def door_for(path: str, contexts: Iterable[Context]) -> tuple[Context, str] | None:
    """The room and the module of the function that gets a request for this path; None when no route matches."""
    best: tuple[tuple[bool, int, int], Context, str] | None = None
    segments = path.strip("/").split("/")
    for context in contexts:
        for module, routes in (("api", context.routes), ("hooks", context.hook_routes)):
            for route in routes:
                rank = _rank(_segments(route), segments)
                if rank and (best is None or rank > best[0]):
                    best = rank, context, module
    return best[1:] if best else None


@cache
def _segments(route: str) -> list[str]:
    return served_path(route).strip("/").split("/")


def _rank(route: list[str], path: list[str]) -> tuple[bool, int, int] | None:
    if len(path) < len(route):
        return None
    literals = 0
    for pattern, segment in zip(route, path, strict=False):
        if pattern == segment:
            literals += 1
        elif not (pattern.startswith("{") and segment):
            return None
    return len(route) == len(path), literals, len(route)
