"""Measure everything, print it, and write ``docs/benchmarks.md``."""

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from infra.bench import cold, costs_page, growth, kernel, memory, peers, report, searching, sizes, warm
from infra.bench.costs import Measured
from infra.bench.kept import keep, kept
from infra.bench.report import Figures
from infra.bench.stage import Stage
from infra.bench.world import build_world, crowd
from infra.config import PRODUCTION
from infra.constructs.alarms import watches, watches_of_mail
from infra.contexts import CONTEXTS
from infra.local.cloud import LocalCloud
from infra.local.failures import LocalCloudFailure
from infra.local.steps import shown
from infra.names import Names

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
COSTS = PAGE.with_name("costs.md")


def main(arguments: list[str] | None = None) -> int:
    """Take the figures; exits with 1 when one misses its goal and ``--strict`` is given."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--strict", action="store_true", help="fail when a goal is missed")
    parser.add_argument("--costs", action="store_true", help="only write docs/costs.md, of the last run's figures")
    options = parser.parse_args(arguments)
    if options.costs:
        write_costs(kept()[0])
        return 0
    began = time.monotonic()
    try:
        figures = measure()
    except LocalCloudFailure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    text = report.page(figures)
    PAGE.write_text(text)
    write_costs(figures.warm.measured())
    missed = report.missed(figures)
    print(f"\n{text}\n")
    print(f"Written to {PAGE.relative_to(PAGE.parents[1])} after {time.monotonic() - began:.0f} s.")
    print("Every goal is met." if not missed else "Missed: " + "; ".join(missed) + ".")
    return int(options.strict and bool(missed))


def write_costs(measured: Mapping[str, Measured]) -> None:
    """Keep the figures, and write what a month costs by them and with the alarms that there are now."""
    of_rooms = [watch for context in CONTEXTS for watch in watches(context, Names(PRODUCTION))]
    keep(measured, alarms=1 + len([*of_rooms, *watches_of_mail()]))
    COSTS.write_text(costs_page.page(*kept()))


def measure() -> Figures:
    """All figures, those first that need a quiet machine."""
    with shown("Building the bundles"):
        found = sizes.sizes()
    with shown("Starting functions, each many times"):
        starts = cold.starts()
        weights = {context.name: cold.weights(context.name) for context in CONTEXTS if context.routes}
    with shown("Searching ten thousand courses"):
        searched = searching.searching()
    with LocalCloud.started(step=shown) as cloud:
        with shown("Registering people, publishing a thousand lessons, enrolling ten thousand"):
            world = build_world(cloud)
        with Stage.open(cloud, world) as stage:
            with shown("Measuring the kernel"):
                gains = kernel.kernel(stage)
            with shown("Measuring everyday requests"):
                everyday = warm.warm(stage)
            with shown("Measuring growth"):
                grown = growth.growth(stage, lambda: crowd(cloud, world))
            with shown("Measuring beside a peer"):
                ours = {one.name: one.ours for one in everyday.requests}
                beside = peers.beside(stage, {**ours, "search": searched.asked[0].p50})
            with shown("Answering ten thousand requests in each function"):
                weighed = memory.memory(stage)
    return Figures(starts, weights, gains, everyday, grown, weighed, found, searched, beside)


if __name__ == "__main__":
    sys.exit(main())
