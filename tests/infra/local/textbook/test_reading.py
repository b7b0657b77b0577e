"""Reading a textbook file, and naming what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.local.textbook.reading import BadFile, read_modules
from tests.infra.local.textbook.builders import line, write


class TestReadModules:
    @pytest.mark.parametrize("name", ["book.jsonl", "book.jsonl.gz"])
    def test_reads_plain_and_compressed_files(self, tmp_path: Path, name: str) -> None:
        modules = read_modules(write(tmp_path / name, line(), line(id="k2", title="The hitch — ठीक")))

        assert [module.id for module in modules] == ["k1", "k2"]
        assert modules[1].title == "The hitch — ठीक"
        assert modules[0].path == ["Part 1. Ropes", "Knots"]

    def test_a_compressed_file_is_known_by_its_content(self, tmp_path: Path) -> None:
        file = write(tmp_path / "book.gz", line()).rename(tmp_path / "book.jsonl")

        assert len(read_modules(file)) == 1

    def test_blank_lines_unknown_fields_and_absent_lists_do_no_harm(self, tmp_path: Path) -> None:
        short = {"book": "b", "id": "1", "title": "T", "body": "Text.", "pages": 12, "terms": None, "summary": None}

        (module,) = read_modules(write(tmp_path / "b.jsonl", "", short, ""))

        assert (module.path, module.terms, module.mcq) == ([], [], [])

    def test_the_index_of_the_right_answer_is_not_even_read(self, tmp_path: Path) -> None:
        (module,) = read_modules(write(tmp_path / "b.jsonl", line()))

        assert "answer" not in module.mcq[0].model_dump()


class TestABadLine:
    @pytest.mark.parametrize(
        ("bad", "why"),
        [
            ("{not json", r"^line 2: Invalid JSON"),
            ('["a list"]', r"^line 2: Input should be an object"),
            (line(id="k2", title="  "), r"^line 2, field title: String should have at least 1 character"),
            (line(id="k2", body=7), r"^line 2, field body: Input should be a valid string"),
            (line(id="k2", terms=[{"t": "a", "d": "b"}, {"t": "a"}]), r"^line 2, field terms\.1\.d: Field required"),
            (line(id="k2", path="Knots"), r"^line 2, field path: Input should be a valid array"),
            (line(), r"^line 2, field id: 'k1' is on line 1 already"),
            (line(id="k2", book="cooking"), r"^line 2, field book: 'cooking', but the file began with 'seamanship'"),
        ],
    )
    def test_is_named_with_its_field(self, tmp_path: Path, bad: dict[str, object] | str, why: str) -> None:
        with pytest.raises(BadFile, match=why):
            read_modules(write(tmp_path / "b.jsonl", line(), bad))

    def test_a_line_that_is_no_text(self, tmp_path: Path) -> None:
        file = tmp_path / "b.jsonl"
        file.write_bytes(b'{"book": "\xff"}\n')

        with pytest.raises(BadFile, match=r"^line 1"):
            read_modules(file)

    def test_a_truncated_archive(self, tmp_path: Path) -> None:
        file = write(tmp_path / "b.gz", *(line(id=str(number), body=f"{number} " * 500) for number in range(50)))
        file.write_bytes(file.read_bytes()[:400])

        with pytest.raises(BadFile, match=r"^line \d+: the compressed file is damaged or incomplete"):
            read_modules(file)

    def test_an_empty_file_and_a_missing_one(self, tmp_path: Path) -> None:
        with pytest.raises(BadFile, match="no module in it"):
            read_modules(write(tmp_path / "b.jsonl"))
        with pytest.raises(BadFile, match="No such file"):
            read_modules(tmp_path / "nowhere.jsonl")
