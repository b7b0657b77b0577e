"""``python -m infra.fitting.risk FOLDER``: learn what each sign weighs that somebody does not pass.

``FOLDER`` holds the tables of the Open University's learning analytics data set (J. Kuzilek and others, 2017) as
``*.csv.gz``. Only the weights are written, into ``functions/analytics/domain/risk.json``.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from functions.analytics.domain import risk
from functions.analytics.domain.evidence import DIRECTIONS, signs_of, stage_of
from infra.fitting.open_university import Case, Registry

TURNS, RIDGE = 30, 20.0
Matrix = NDArray[np.float64]


def fit(cases: Iterable[Case]) -> dict[str, Any]:
    """Weights by stage, as ``risk.json`` has them."""
    stages: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        stages[stage_of(case.evidence)].append(case)
    usual = sum(case.course_odds for some in stages.values() for case in some) / sum(map(len, stages.values()))
    return {stage: _learned(stages[stage], usual) for stage in ("none", "one", "few", "many")}


def auc(not_passed: Sequence[bool], said: Sequence[float]) -> float:
    """How often somebody who does not pass is said a higher chance than somebody who does; ties count half."""
    _, places, counts = np.unique(np.array(said), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    hit = np.array(not_passed)
    return float((ranks[hit].sum() - hit.sum() * (hit.sum() + 1) / 2) / (hit.sum() * (~hit).sum()))


def use(weights: dict[str, Any], path: Path | None = None) -> None:
    """Ship these weights, and go by them from now on."""
    place = path or Path(risk.__file__).parent / "risk.json"
    place.write_text(json.dumps(weights, indent=1) + "\n")
    risk.weighing.cache_clear()


def _learned(cases: Sequence[Case], usual: float) -> dict[str, Any]:
    found = [signs_of(case.evidence) for case in cases]
    rows = np.array([[signs[sign] for sign in DIRECTIONS] for signs in found])
    hits = np.array([float(case.not_passed) for case in cases])
    beside = np.array([case.course_odds - usual for case in cases])
    mean, spread = rows.mean(0), rows.std(0)
    kept = [n for n in range(len(DIRECTIONS)) if spread[n] > 0]
    directions = list(DIRECTIONS.values())
    while True:
        weights, base = _logistic((rows[:, kept] - mean[kept]) / spread[kept], hits, beside)
        right = [n for n, weight in zip(kept, weights, strict=True) if weight * directions[n] > 0]
        if right == kept:
            break
        kept = right  # what speaks the wrong way round here is chance, or said by another sign
    signs = list(DIRECTIONS)
    return {
        "base": round(base, 4),
        "usual": round(usual, 4),
        "signs": {
            signs[n].value: {
                "weight": round(float(weight), 4),
                "mean": round(float(mean[n]), 4),
                "spread": round(float(spread[n]), 4),
            }
            for n, weight in zip(kept, weights, strict=True)
        },
    }


def _logistic(rows: Matrix, hits: Matrix, beside: Matrix) -> tuple[Matrix, float]:
    """Weights and base of a logistic regression to whose log-odds something is added that is known ``beside``."""
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(rows.shape[1])
    ridge = RIDGE * np.eye(len(weights))
    ridge[-1, -1] = 1e-6
    for _ in range(TURNS):
        chances = 1 / (1 + np.exp(-rows @ weights - beside))
        slope = rows.T @ (chances - hits) + ridge @ weights
        bend = (rows * (chances * (1 - chances))[:, None]).T @ rows + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return weights[:-1], float(weights[-1])


def main(folder: Path) -> None:
    """Learn from every presentation of the folder."""
    registry = Registry(folder)
    use(fit(registry.cases(registry.presentations)))
    print(f"learned from {', '.join(registry.presentations)}")  # a command line


if __name__ == "__main__":
    main(Path(sys.argv[1]))
