"""The figures of searching come from the product's own index, and relevance from its own answers."""

import gzip
import json
import random
from pathlib import Path

from functions.search.domain.spelling import distance
from infra.bench import relevance
from infra.bench.searching import Library, searching


class TestSearching:
    def test_measures_every_kind_of_question(self) -> None:
        found = searching(400)

        assert found.courses == 400
        assert found.packed_bytes < found.folder_bytes
        assert len(found.asked) == 8
        assert all(0 <= one.p50 <= one.p95 for one in found.asked)

    def test_is_of_the_same_library_every_time(self) -> None:
        assert Library().entry(1) == Library().entry(1)


class TestRelevance:
    def test_finds_modules_by_what_they_teach(self, tmp_path: Path) -> None:
        modules = [
            {"title": "Knots", "objectives": ["Tie a bowline"], "body": "Tie a bowline. A bowline is a loop."},
            {"title": "Rivers", "objectives": ["Read a tide table"], "body": "The tide fills the mouth of a river."},
            {"title": "Preface", "objectives": [], "body": "Not looked for."},
        ]
        with gzip.open(tmp_path / "book.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(module) + "\n" for module in modules)

        assert len(list(relevance.read(tmp_path))) == 2
        assert relevance.main([str(tmp_path)]) == 0

    def test_takes_the_objectives_out_of_what_is_indexed(self) -> None:
        entry = relevance.entry_of(0, {"title": "Knots", "objectives": ["Tie one"], "body": "Tie one. Or two."})

        assert entry.text == ". Or two."

    def test_makes_one_slip_in_one_word(self) -> None:
        chance, words = random.Random(3), ["The", "history", "of", "sociology"]
        for _ in range(200):
            slipped = relevance.with_slip(" ".join(words), chance).split(" ")
            assert sum(distance(one, other, 2) for one, other in zip(slipped, words, strict=True)) <= 1
