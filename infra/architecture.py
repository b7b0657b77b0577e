"""The text of ``docs/architecture.md``, from the manifests: who asks whom, who hears what, a page for every room."""

import importlib
import inspect
from collections.abc import Iterable, Iterator

from infra.contexts import CONTEXTS
from infra.inventory import RELAY, RELAY_TIMEOUT_S
from shared.events import DomainEvent
from shared.http import API
from shared.manifest import Context

_HEAD = """# Architecture

Made from the rooms' manifests by `make docs`; a test holds the two together. The stacks of the CDK are derived from the
same manifests, so what is drawn here is what is deployed. [A walk](walk.md) follows one request and one event through
it; [the decisions](decisions/) say why it is so.

A room is a bounded context. It owns one table, and nobody else writes to it. Rooms meet in two ways only: one *asks*
what another publishes (`published`, an import within the same function, reading that room's table), or it *hears*
what another tells (an event, through the relay, the bus and the room's own queue).

## Who asks whom

An arrow points to the room that answers. All rooms ask identity who somebody is; those arrows are left out.
"""

_EVENTS = """## Who hears what

An arrow goes from the room that tells to the room that hears; the number counts the kinds of events. What a room tells
itself (work that goes on after the answer) is left out here and listed below.
"""

_ROOMS = """## The rooms
"""


def architecture() -> str:
    """The whole document."""
    return "\n".join([_HEAD, *_asking(), "", _EVENTS, *_hearing(), "", _ROOMS, *_pages()]) + "\n"


def _asking() -> list[str]:
    arrows = [f"  {room.name} --> {other}" for room in CONTEXTS for other in room.asks if other != "identity"]
    alone = [f"  {room.name}" for room in CONTEXTS]
    return _picture([*alone, *arrows])


def _hearing() -> list[str]:
    arrows = []
    for teller in CONTEXTS:
        for hearer in CONTEXTS:
            count = len(set(teller.tells) & set(hearer.hears))
            if count and teller is not hearer:
                arrows.append(f"  {teller.name} -- {count} --> {hearer.name}")
    return _picture(arrows)


def _picture(lines: Iterable[str]) -> list[str]:
    return ["```mermaid", "flowchart LR", *lines, "```"]


def _pages() -> list[str]:
    return [line for room in CONTEXTS for line in _page(room)]


def _page(room: Context) -> Iterator[str]:
    yield from (f"### {room.name}", "")
    yield from ("```text", inspect.cleandoc(importlib.import_module(f"functions.{room.name}").__doc__ or ""), "```", "")
    yield from ("| function | started by | memory, MB | at most, s |", "| --- | --- | --- | --- |")
    yield from _functions(room)
    yield ""
    yield from _told(room)
    yield from _heard(room)
    if room.workflows:
        yield f"- State machines: {_names(room.workflows)}"
    for schedule in room.schedules:
        yield f"- `{schedule.task}` by the clock, {schedule.every}"
    yield ""


def _functions(room: Context) -> Iterator[str]:
    causes = {
        "api": ", ".join(f"`{API}{route}`" if not route.startswith("/.") else f"`{route}`" for route in room.routes),
        "hooks": ", ".join(f"`{API}{route}`" for route in room.hook_routes),
        "handlers": "its inbox",
        "tasks": "state machines, the clock",
    }
    for name, function in room.functions().items():
        yield f"| `{room.name}-{name}` | {causes[name]} | {function.memory_mb} | {function.timeout_s} |"
    if room.tells and room.keeps_rows:
        yield f"| `{room.name}-{RELAY}` | the table's stream | | {RELAY_TIMEOUT_S} |"


def _told(room: Context) -> Iterator[str]:
    for event in room.tells:
        hearers = [one.name for one in CONTEXTS if event in one.hears]
        yield f"- tells `{event.__name__}`" + (f" to {', '.join(hearers)}" if hearers else ", for the archive alone")


def _heard(room: Context) -> Iterator[str]:
    by_teller: dict[str, list[type[DomainEvent]]] = {}
    for event in room.hears:
        teller = next((one.name for one in CONTEXTS if event in one.tells), "elsewhere")
        by_teller.setdefault(teller, []).append(event)
    for teller, events in by_teller.items():
        source = "itself" if teller == room.name else teller
        yield f"- hears of {source}: {_names(event.__name__ for event in events)}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
