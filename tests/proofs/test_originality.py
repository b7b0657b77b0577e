"""Originality judged on sets of others that people labelled, and the time it takes among 100,000 submissions.

The sets lie in the folder that ``LMS_DATA`` names: ``clough`` (Clough and Stevenson 2011: answers copied, revised and
written freely) and ``irplag`` (Java programs, disguised in levels 1 to 6). They are not part of this project.
"""

import csv
import os
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from functions.assessment.domain.originality import Document, Kind, compare, fingerprints
from functions.assessment.domain.originality.contract import Piece
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.originality import KeptReport, KnownDocument, OriginalityRepository
from functions.assessment.service.originality import OriginalityService

Say = Callable[[str], None]
SUBMISSIONS = 100_000


@pytest.fixture
def data() -> Path:
    """The folder of the sets."""
    folder = os.environ.get("LMS_DATA")
    if not folder or not (Path(folder) / "clough").is_dir():
        pytest.skip("LMS_DATA names no folder with the sets clough and irplag")
    return Path(folder)


def area(copied: Sequence[int], own: Sequence[int]) -> float:
    """The area under the curve: how often a copied one scores higher than one that is its author's own."""
    wins = sum((one > other) + 0.5 * (one == other) for one in copied for other in own)
    return wins / (len(copied) * len(own))


def f1(threshold: float, scored: Sequence[tuple[int, bool]]) -> float:
    """The balance of what is found and what is found rightly."""
    hits = sum(score >= threshold and copied for score, copied in scored)
    wrong = sum((score >= threshold) != copied for score, copied in scored)
    return 2 * hits / (2 * hits + wrong) if hits else 0.0


def fitted(scored: Sequence[tuple[int, bool]]) -> float:
    """The threshold of the best balance; of several the one in the widest gap."""
    values = sorted({score for score, _ in scored})
    gaps = [((low + high) / 2, high - low) for low, high in pairwise(values)]
    return max(gaps, key=lambda gap: (f1(gap[0], scored), gap[1]))[0]


def test_prose_is_told_apart_as_people_did(data: Path, say: Say) -> None:
    scored: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    by_level: dict[str, list[int]] = defaultdict(list)
    with (data / "clough" / "file_information.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        path = data / "clough" / row["File"]
        if row["Category"] == "orig" or not path.exists():
            continue
        source = Document(_read(data / "clough" / f"orig_task{row['Task']}.txt"))
        score = compare(Document(_read(path)), {"source": source}).score_bp
        scored[row["Task"]].append((score, row["Category"] != "non"))
        by_level[row["Category"]].append(score)

    every = [one for scores in scored.values() for one in scores]
    auc = area([score for score, copied in every if copied], [score for score, copied in every if not copied])
    hits = wrong = false = 0
    for task, tested in scored.items():
        trained = [one for other, scores in scored.items() if other != task for one in scores]
        threshold = fitted(trained)
        hits += sum(score >= threshold and copied for score, copied in tested)
        wrong += sum((score >= threshold) != copied for score, copied in tested)
        false += sum(score >= threshold and not copied for score, copied in tested)
    balance, alarms = 2 * hits / (2 * hits + wrong), false / len(by_level["non"])
    means = {level: sum(scores) // len(scores) for level, scores in by_level.items()}
    say(f"prose: AUC {auc:.3f}, F1 across tasks {balance:.3f}, false alarms {alarms:.1%}, means {means}")
    assert auc >= 0.98
    assert balance >= 0.97
    assert alarms <= 0.03
    assert means["non"] < means["heavy"] < means["light"] < means["cut"]


def test_programs_are_told_apart_however_they_are_disguised(data: Path, say: Say) -> None:
    scores: dict[int, list[int]] = defaultdict(list)
    for case in sorted((data / "irplag").glob("case-*")):
        original = _program(case / "original")
        for folder in sorted(case.glob("non-plagiarized/*")):
            scores[0].append(compare(_program(folder), {"original": original}).score_bp)
        for level in range(1, 7):
            for folder in sorted(case.glob(f"plagiarized/L{level}/*")):
                scores[level].append(compare(_program(folder), {"original": original}).score_bp)

    areas = {level: area(scores[level], scores[0]) for level in range(1, 7)}
    say("programs: AUC " + ", ".join(f"L{level} {one:.3f}" for level, one in areas.items()))
    assert areas[1] >= 0.97
    assert areas[2] >= 0.95
    assert areas[3] >= 0.90
    assert areas[4] >= 0.75


class _InMemory(OriginalityRepository):
    """The index as DynamoDB holds it, in memory: what is measured is what the product does around it."""

    def __init__(self) -> None:
        super().__init__("org_1")
        self.index: dict[str, set[str]] = defaultdict(set)
        self.documents: dict[str, KnownDocument] = {}
        self.reads = 0

    def find_report(self, work_id: str, item_id: str) -> KeptReport | None:
        self.reads += 1
        return None

    def find_documents(self, document_ids: Sequence[str]) -> dict[str, KnownDocument]:
        self.reads += -(-len(document_ids) // 100)
        return {one: self.documents[one] for one in document_ids if one in self.documents}

    def holders(self, fingerprints: Collection[str]) -> dict[str, frozenset[str]]:
        self.reads += -(-len(fingerprints) // 100)
        return {one: frozenset(self.index[one]) for one in fingerprints if one in self.index}

    def keep_document(self, known: KnownDocument) -> None:
        self.documents[known.document_id] = known

    def add_holder(self, document_id: str, fingerprints: Iterable[str]) -> None:
        for one in fingerprints:
            self.index[one].add(document_id)

    def keep_report(self, work_id: str, kept: KeptReport) -> None:
        """Nothing: each is checked once."""


def test_one_among_a_hundred_thousand_takes_little(say: Say) -> None:
    random = Random(6)
    words = ["".join(random.choices("abcdefghijklmnoprstuvz", k=random.randint(4, 9))) for _ in range(20_000)]
    weights = [1 / (place + 10) for place in range(len(words))]

    def text(length: int) -> str:
        chosen = random.choices(words, weights, k=length)
        return " ".join(f"{word}." if place % 15 == 14 else word for place, word in enumerate(chosen))

    repository = _InMemory()
    begun = time.perf_counter()
    for number in range(SUBMISSIONS):
        document = Document(text(150))
        known = KnownDocument(
            f"att_{number}/que_1", "crs_1", "asm_1", f"att_{number}", "que_1", (f"usr_{number}",), document
        )
        repository.keep_document(known)
        repository.add_holder(known.document_id, fingerprints(document))
    filled = time.perf_counter() - begun
    service = OriginalityService(repository, AttemptRepository("org_1"))
    times, found = [], 0
    for number in range(200):
        victim = random.randrange(SUBMISSIONS)
        copied = repository.documents[f"att_{victim}/que_1"].document.text.split()
        piece = Piece(
            "org_1",
            "crs_1",
            "asm_1",
            f"att_new{number}",
            "que_1",
            (f"usr_new{number}",),
            f"{text(100)} {' '.join(copied[40:90])} {text(100)}",
        )
        repository.reads = 0
        begun = time.perf_counter()
        report = service._compared(piece, Document(piece.text), repository.holders(fingerprints(Document(piece.text))))
        times.append(time.perf_counter() - begun)
        found += bool(report.sources) and report.sources[0].source_id == f"att_{victim}/que_1"
        assert repository.reads <= 6
    times.sort()
    say(
        f"one of 250 words among {SUBMISSIONS:,}: p50 {1000 * times[100]:.0f} ms, p95 {1000 * times[190]:.0f} ms, "
        f"{repository.reads} reads of the store; {found} of 200 copied passages found first; "
        f"index of {len(repository.index):,} fingerprints made in {filled:.0f} s"
    )
    assert found >= 196
    assert times[190] < 1.0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _program(folder: Path) -> Document:
    return Document("\n".join(_read(path) for path in sorted(folder.glob("*.java"))), Kind.JAVA)
