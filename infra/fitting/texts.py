"""``python -m infra.fitting.texts FOLDER``: fit what speaks for a pair, a sentence and a term, over all books there.

Writes ``functions/ai/domain/learned.json``. Logistic regressions by Newton's method, with a ridge; the looks of
sentences by a ridge regression on how much of the author's summary each holds.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from functions.ai.domain import learned
from functions.ai.domain.pairs import pair_signs, pairs_of
from functions.ai.domain.reading import Part, read
from functions.ai.domain.summaries import may_stand, sentence_signs
from functions.ai.domain.terms import course_of, term_signs
from infra.fitting.rouge import runs_of, words_of
from infra.fitting.textbooks import Module, modules_of

TURNS, RIDGE, RIDGE_OF_LOOKS = 12, 5.0, 10.0
SHARE_OF_WORDS = 0.2
Matrix = NDArray[np.float64]
Weights = dict[str, Any]
Book = Sequence[Module]


def fit(books: Iterable[Book]) -> dict[str, Weights]:
    """Weights by the names they are shipped under."""
    books = list(books)
    pairs: tuple[list[Any], list[float]] = ([], [])
    looks: tuple[list[Any], list[float]] = ([], [])
    terms: tuple[list[Any], list[float]] = ([], [])
    for book in books:
        for module in (one for one in book if one.is_summarized):
            _note_pairs(module, *pairs)
            _note_looks(module, *looks)
        glossed = [module for module in book if module.is_glossed]
        course = course_of([module.document for module in glossed])
        for module in glossed:
            signs, gold = term_signs(module.document, course), module.terms
            terms[0].extend(signs.values())
            terms[1].extend(float(key in gold) for key in signs)
    return {
        "pairs": _weights(*pairs, _logistic),
        "sentences": _weights(*looks, _ridge),
        "terms": _weights(*terms, _logistic),
    }


def use(weights: dict[str, Weights], path: Path | None = None) -> None:
    """Ship these weights, and go by them from now on."""
    place = path or Path(learned.__file__).parent / "learned.json"
    place.write_text(json.dumps(weights, indent=1) + "\n")
    learned.weighing.cache_clear()


def _note_pairs(module: Module, signs: list[Any], hits: list[float]) -> None:
    summary = read("", [Part(module.summary)], "en")
    gold = set().union(*(pairs_of(sentence, "en") for sentence in summary.sentences))
    found = pair_signs(module.document)
    signs.extend(found.values())
    hits.extend(float(pair in gold) for pair in found)


def _note_looks(module: Module, signs: list[Any], worth: list[float]) -> None:
    gold = [runs_of(words_of(module.summary), size) for size in (1, 2)]
    sentences = [sentence for sentence in module.document.sentences if may_stand(sentence)]
    shares = []
    for sentence in sentences:
        words = words_of(sentence.text)
        one, two = (
            sum((found & ours).values()) / max(1, sum(found.values()))
            for found, ours in zip((runs_of(words, 1), runs_of(words, 2)), gold, strict=True)
        )
        shares.append(SHARE_OF_WORDS * one + (1 - SHARE_OF_WORDS) * min(1.0, 2 * two))
    mean = sum(shares) / max(1, len(shares))
    signs.extend(sentence_signs(module.document, sentences))
    worth.extend(share - mean for share in shares)


def _weights(
    signs: list[Any], targets: list[float], solve: Callable[[Matrix, Matrix], tuple[Matrix, float]]
) -> Weights:
    """Solved over standardized signs, said for the raw ones."""
    rows, wanted = np.array(signs, dtype=float), np.array(targets, dtype=float)
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    weights, base = solve((rows - mean) / spread, wanted)
    raw = weights / spread
    return {"weights": [round(float(value), 4) for value in raw], "base": round(base - float((raw * mean).sum()), 4)}


def _logistic(rows: Matrix, hits: Matrix) -> tuple[Matrix, float]:
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(rows.shape[1])
    for _ in range(TURNS):
        chances = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chances - hits) + RIDGE * weights
        bend = (rows * (chances * (1 - chances))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights[:-1], float(weights[-1])


def _ridge(rows: Matrix, worth: Matrix) -> tuple[Matrix, float]:
    return np.linalg.solve(rows.T @ rows + RIDGE_OF_LOOKS * np.eye(rows.shape[1]), rows.T @ worth), 0.0


def main(folder: Path) -> None:
    """Fit over every book of the folder."""
    books = [list(modules_of(path)) for path in sorted(folder.glob("*.jsonl.gz"))]
    use(fit(books))
    print(f"fitted over {len(books)} books of {sum(map(len, books))} modules")  # a command line


if __name__ == "__main__":
    main(Path(sys.argv[1]))
