"""How long a function takes to import, and what of."""

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.bench.baselines import compiled
from infra.bench.figures import Comparison, in_turn
from infra.bench.process import code_of, command, core_layer, on_path
from infra.contexts import CONTEXTS

GOAL = 1.25
ROUNDS = 11
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "ap-south-1",
    "POWERTOOLS_SERVICE_NAME": "bench",
    "POWERTOOLS_METRICS_NAMESPACE": "bench",
}
IMPORTED = "import time; began = time.process_time(); import {module}; print(time.process_time() - began)"


@dataclass(frozen=True)
class Weight:
    """A package, and the processor time of its own modules in seconds, those it imports not counted."""

    package: str
    seconds: float


def starts() -> list[Comparison]:
    """Each API function against the least that such a function is."""
    rooms = [context for context in CONTEXTS if context.routes]
    with compiled() as folder:
        bare = Start("nothing", [folder, core_layer()])
        ours = [Start(f"functions.{context.name}.api", code_of(context)) for context in rooms]
        first, *others = in_turn([bare.seconds, *(start.seconds for start in ours)], ROUNDS)
    return [Comparison(context.name, seconds, first, GOAL) for context, seconds in zip(rooms, others, strict=True)]


def weights(room: str, most: int = 14) -> list[Weight]:
    """The packages that one function's start consists of, the heaviest first."""
    context = next(context for context in CONTEXTS if context.name == room)
    return Start(f"functions.{room}.api", code_of(context)).weights()[:most]


@dataclass(frozen=True)
class Start:
    """A module that is imported in a fresh interpreter."""

    module: str
    code: Sequence[Path]

    def seconds(self) -> float:
        """Processor time of the import."""
        return float(self._run("-c", IMPORTED.format(module=self.module)).stdout)

    def weights(self) -> list[Weight]:
        """What it consists of."""
        lines = self._run("-X", "importtime", "-c", f"import {self.module}").stderr.splitlines()
        found: Counter[str] = Counter()
        for line in lines:
            own, _, module = line.removeprefix("import time:").split("|")
            if own.strip().isdigit():
                found[_package(module.strip())] += int(own)
        return [Weight(package, microseconds / 1e6) for package, microseconds in found.most_common()]

    def _run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = on_path(self.code, ENVIRONMENT)
        return subprocess.run(command(*arguments), env=environment, capture_output=True, text=True, check=True)


def _package(module: str) -> str:
    """`fastapi.routing` is fastapi's; a room is a package of its own, and Python's library is one."""
    top, _, rest = module.partition(".")
    if top == "functions":
        return f"functions.{rest.partition('.')[0]}" if rest else top
    return "the standard library" if top in sys.stdlib_module_names else top
