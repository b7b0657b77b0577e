"""Originality judged on sets of others that people labelled, and the time it takes among 100,000 submissions.

The sets lie in the folder that ``LMS_DATA`` names: ``clough`` (Clough and Stevenson 2011: answers copied, revised and
written freely) and ``irplag`` (Java programs, disguised in levels 1 to 6). They are not part of this project.
"""

import csv
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from functions.assessment.domain.originality import Document, Kind, compare, fingerprints
from functions.assessment.domain.originality.contract import Piece
from functions.assessment.repository.originality import AT_ONCE, KnownDocument, OriginalityRepository
from functions.assessment.service.originality import OriginalityService
from functions.assessment.tables import PrintRow
from functions.assessment.wiring import originality_service
from infra.bench.capacity import units
from infra.bench.tape import Call
from shared.dynamo import chunks
from tests.support.metering import listen
from tests.support.world import World

Say = Callable[[str], None]
SUBMISSIONS = 100_000
PROBES = 12
MOST_UNITS = 600


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
    """The index as DynamoDB holds it, in memory: all of it is more than a test can lay into a table."""

    def __init__(self) -> None:
        super().__init__("org_1")
        self.index: dict[str, set[str]] = defaultdict(set)
        self.documents: dict[str, KnownDocument] = {}
        self.asked: set[str] = set()

    def find_documents(self, document_ids: Sequence[str]) -> dict[str, KnownDocument]:
        self.asked.update(one for one in document_ids if one in self.documents)
        return {one: self.documents[one] for one in document_ids if one in self.documents}

    def holders(self, fingerprints: Collection[str]) -> dict[str, frozenset[str]]:
        return {one: frozenset(self.index[one]) for one in fingerprints if one in self.index}

    def keep_document(self, known: KnownDocument) -> None:
        self.documents[known.document_id] = known

    def add_holder(self, document_id: str, fingerprints: Iterable[str]) -> None:
        for one in fingerprints:
            self.index[one].add(document_id)


class Writer:
    """Writes texts of common and rare words, the same in every run."""

    def __init__(self) -> None:
        self._random = Random(6)
        letters = "abcdefghijklmnoprstuvz"
        self._words = ["".join(self._random.choices(letters, k=self._random.randint(4, 9))) for _ in range(20_000)]
        self._weights = [1 / (place + 10) for place in range(len(self._words))]

    def text(self, length: int) -> str:
        """So many words."""
        chosen = self._random.choices(self._words, self._weights, k=length)
        return " ".join(f"{word}." if place % 15 == 14 else word for place, word in enumerate(chosen))

    def choose(self, below: int) -> int:
        """Some number."""
        return self._random.randrange(below)


def test_one_among_a_hundred_thousand_takes_little(world: World, monkeypatch: pytest.MonkeyPatch, say: Say) -> None:
    """Through the real table, which is given every row that a check asks for, exactly as all the submissions leave it:
    rows that nothing asks for cost DynamoDB nothing, and this machine too much.
    """
    writer, memory = Writer(), _InMemory()
    read: dict[int, tuple[float, float]] = {}
    for size in (1_000, SUBMISSIONS):
        org_id = f"org_{size}"
        memory.asked.clear()
        begun = time.perf_counter()
        for number in range(len(memory.documents), size):
            document = Document(writer.text(150))
            whose = ("crs_1", "asm_1", f"att_{number}", "que_1", (f"usr_{number}",))
            known = KnownDocument(f"att_{number}/que_1", *whose, document)
            memory.keep_document(known)
            memory.add_holder(known.document_id, fingerprints(document))
        filled = time.perf_counter() - begun
        times, units_read, calls_made, found = [], [], [], 0
        for number in range(PROBES):
            victim = f"att_{writer.choose(size)}"
            copied = memory.documents[f"{victim}/que_1"].document.text.split()
            text = f"{writer.text(100)} {' '.join(copied[40:90])} {writer.text(100)}"
            new = f"att_new{size}x{number}"
            piece = Piece(org_id, "crs_1", "asm_1", new, "que_1", (f"usr_{new}",), text)
            lay_out(memory, piece)
            calls: list[Call] = []
            with monkeypatch.context() as patch:
                listen(patch, calls, Counter())
                begun = time.perf_counter()
                originality_service(org_id).check(piece)
                times.append(time.perf_counter() - begun)
            storage = [one for one in calls if one.is_storage]
            calls_made.append(sum(not one.is_write for one in storage))
            units_read.append(units(storage).read)
            report = OriginalityRepository(org_id).find_report(new, "que_1")
            assert report is not None
            found += any(one.source_id == f"{victim}/que_1" and one.passages for one in report.report.sources)
        read[size] = (max(calls_made), max(units_read))
        times.sort()
        say(
            f"one of 250 words among {size:,}: {max(calls_made)} reading calls, {max(units_read):,.0f} R at most;"
            f" p50 {1000 * times[PROBES // 2]:.0f} ms, most {1000 * times[-1]:.0f} ms in one process, storage with it;"
            f" {found} of {PROBES} copied passages found; {len(memory.index):,} fingerprints (+{filled:.0f} s)"
        )
        assert found >= PROBES - 1

    assert read[SUBMISSIONS][0] <= read[1_000][0] + 1 <= 10
    assert read[SUBMISSIONS][1] <= MOST_UNITS


def lay_out(memory: _InMemory, piece: Piece) -> None:
    """Put the rows that a check of this piece asks for into the real table."""
    document = Document(piece.text)
    prints = fingerprints(document)
    holders = memory.holders(prints)
    before = set(memory.asked)
    OriginalityService(memory)._compared(piece, document, holders)
    real = OriginalityRepository(piece.org_id)
    for one in sorted(set(memory.asked) - before):
        real.keep_document(memory.documents[one])
    for some in chunks(holders, AT_ONCE):
        with real._transaction() as transaction:
            for one in some:
                pk, sk = PrintRow.key(piece.org_id, one)
                transaction.change(PrintRow(pk=pk, sk=sk), [PrintRow.holders.add(set(holders[one]))])


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _program(folder: Path) -> Document:
    return Document("\n".join(_read(path) for path in sorted(folder.glob("*.java"))), Kind.JAVA)
