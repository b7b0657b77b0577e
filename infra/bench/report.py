"""The figures as a page of Markdown; every table says its goal and whether it was met."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from infra.bench import cold, growth, kernel, memory, prose, searching, sizes, warm
from infra.bench.cold import Weight
from infra.bench.figures import Comparison, ms, verdict
from infra.bench.growth import Growth
from infra.bench.memory import Memory
from infra.bench.peers import Beside
from infra.bench.searching import Searching
from infra.bench.sizes import MEGABYTE, Size
from infra.bench.warm import Storage, Warm


@dataclass(frozen=True)
class Figures:
    """All that was measured."""

    starts: list[Comparison]
    weights: dict[str, list[Weight]]
    kernel: list[Comparison]
    warm: Warm
    growth: list[Growth]
    memory: list[Memory]
    sizes: list[Size]
    searching: Searching
    beside: list[Beside]


def page(figures: Figures) -> str:
    """The whole page."""
    return "\n".join(
        [
            prose.PREFACE,
            *_cold(figures),
            *_kernel(figures.kernel),
            *_warm(figures.warm),
            *_storage(figures.warm.storage),
            *_growth(figures.growth),
            *_memory(figures.memory),
            *_sizes(figures.sizes),
            *search_section(figures.searching),
            *_beside(figures.beside),
        ]
    )


def missed(figures: Figures) -> list[str]:
    """What did not reach its goal."""
    judged: list[tuple[str, bool | None]] = [
        *((f"cold start of {start.name}", start.is_met) for start in figures.starts),
        *((f"CPU of {request.name}", request.is_met) for request in figures.warm.requests),
        *((f"calls of {one.name}", one.is_met) for one in figures.warm.storage),
        *((f"growth of {grown.comparison.name}, {grown.what}", grown.is_met) for grown in figures.growth),
        *((f"memory of {one.room}", one.is_met) for one in figures.memory),
        *((f"size of {one.name}", one.is_met) for one in figures.sizes),
        *((f"search of {one.name}", one.is_met) for one in figures.searching.asked),
        *((f"{one.what}, beside a peer", one.is_met) for one in figures.beside),
    ]
    return [what for what, is_met in judged if is_met is False]


def _cold(figures: Figures) -> list[str]:
    rows = [[start.name, ms(start.ours), f"{start.ratio:.2f}", verdict(start.is_met)] for start in figures.starts]
    heaviest = [
        [name, ", ".join(f"{weight.package} {ms(weight.seconds)}" for weight in found)]
        for name, found in figures.weights.items()
    ]
    return [
        prose.COLD.format(bare=ms(figures.starts[0].other), goal=cold.GOAL),
        *_table(["function", "ms", "times the bare one", "goal"], rows),
        prose.WEIGHTS,
        *_table(["function", "heaviest imports"], heaviest),
    ]


def _kernel(found: Iterable[Comparison]) -> list[str]:
    rows = [
        [kernel.WHAT[one.name], ms(one.other), ms(one.ours), f"{one.ratio:.2f}", ms(one.other - one.ours)]
        for one in found
    ]
    before = ", ".join(f"{value:.1f}" for value in kernel.BEFORE.values())
    return [
        prose.KERNEL.format(before=before),
        *_table(["a route with", "plain, ms", "on the kernel, ms", "times", "gained, ms"], rows),
    ]


def _warm(found: Warm) -> list[str]:
    rows = [
        [one.name, ms(one.other), ms(one.ours), f"{one.ratio:.2f}", verdict(one.is_met)]
        for one in [*found.requests, found.sign_in]
    ]
    return [
        prose.WARM.format(goal=warm.GOAL),
        *_table(["request", "bare, ms", "ours, ms", "times", "goal"], rows),
    ]


def _storage(found: Iterable[Storage]) -> list[str]:
    rows = [
        [one.name, str(one.hot), str(one.hot_units), str(one.cold), str(one.cold_units), verdict(one.is_met)]
        for one in found
    ]
    return [
        prose.STORAGE.format(most=warm.MOST_CALLS),
        *_table(["request", "calls, hot", "units", "calls, cold", "units", "goal"], rows),
    ]


def _growth(found: Iterable[Growth]) -> list[str]:
    rows = [
        [
            one.what,
            one.comparison.name,
            f"{one.calls[0]} → {one.calls[1]}",
            f"{one.units[0]} → {one.units[1]}",
            f"{ms(one.comparison.other)} → {ms(one.comparison.ours)}",
            f"{one.comparison.ratio:.2f}",
            verdict(one.is_met),
        ]
        for one in found
    ]
    return [
        prose.GROWTH.format(goal=growth.GOAL),
        *_table(["growing", "request", "calls", "units", "CPU, ms", "times", "goal"], rows),
    ]


def _memory(found: Iterable[Memory]) -> list[str]:
    rows = [
        [one.room, _megabytes(one.early_bytes), _megabytes(one.late_bytes), f"{one.growth:.3f}", verdict(one.is_met)]
        for one in found
    ]
    return [
        prose.MEMORY.format(early=memory.EARLY, late=memory.LATE),
        *_table(["function", "early, MB", "late, MB", "times", "goal"], rows),
    ]


def _sizes(found: Iterable[Size]) -> list[str]:
    rows = [[one.name, f"{one.zipped / MEGABYTE:.2f}", verdict(one.is_met)] for one in found]
    return [
        prose.SIZE.format(bundle=sizes.GOALS["bundle"] / MEGABYTE, core=sizes.GOALS["core"] / MEGABYTE),
        *_table(["what", "MB", "goal"], rows),
    ]


def search_section(found: Searching) -> list[str]:
    """What searching costs."""
    rows = [[one.name, ms(one.p50), ms(one.p95), verdict(one.is_met)] for one in found.asked]
    return [
        prose.SEARCH.format(
            courses=f"{found.courses:,}",
            goal=ms(searching.GOAL_S),
            words=searching.WORDS_OF_TEXT,
            build=f"{found.build_s:.0f}",
            folder=_megabytes(found.folder_bytes),
            packed=_megabytes(found.packed_bytes),
            open=ms(found.open_s),
            change=ms(found.change_s),
            resident=_megabytes(found.resident_bytes),
        ),
        *_table(["looked for", "p50, ms", "p95, ms", "goal"], rows),
    ]


def _beside(found: Iterable[Beside]) -> list[str]:
    rows = [
        [
            one.what,
            ms(one.theirs),
            ms(one.ours),
            f"{one.ours / one.theirs:.2f}",
            f"≤ {one.goal:g}",
            verdict(one.is_met),
            one.how,
        ]
        for one in found
    ]
    return [
        prose.BESIDE,
        *_table(["request", "theirs, ms", "ours, ms", "times", "goal", "", "ours is"], rows),
    ]


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows)]
    return [*lines, ""]
