"""Rows as CSV, XLSX and Parquet."""

import csv
import zipfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import tabulating
from shared.tabulating import Cell, Column, Form, Kind, neutral, tabulate

COLUMNS = [Column("name"), Column("amount_minor", Kind.WHOLE), Column("open", Kind.FLAG)]
ROWS: list[list[Cell]] = [["Meera", -1, True], ['मीरा, नायर\n"x"', 2**53 + 1, False], [None, None, None], ["", 0, None]]


def from_csv(path: Path) -> list[list[str]]:
    """What a CSV file says, header first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def from_parquet(path: Path) -> list[tuple[object, ...]]:
    """What a Parquet file says."""
    with duckdb.connect() as engine:
        return engine.read_parquet(str(path)).fetchall()


def sheet(path: Path, number: int = 1) -> str:
    """A sheet's XML."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


class TestTabulate:
    def test_csv_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"

        assert tabulate(Form.CSV, path, COLUMNS, ROWS) == 4

        assert path.read_bytes().startswith(b"\xef\xbb\xbfname,amount_minor,open\r\n")
        assert from_csv(path)[1:3] == [["Meera", "-1", "true"], ['मीरा, नायर\n"x"', str(2**53 + 1), "false"]]

    def test_parquet_keeps_types_and_what_is_not_there(self, tmp_path: Path) -> None:
        path = tmp_path / "t.parquet"

        assert tabulate(Form.PARQUET, path, COLUMNS, ROWS) == 4

        assert from_parquet(path) == [tuple(row) for row in ROWS]
        assert [one.name for one in tmp_path.iterdir()] == ["t.parquet"]

    def test_sheet_has_numbers_as_numbers_while_they_are_exact(self, tmp_path: Path) -> None:
        path = tmp_path / "t.xlsx"

        assert tabulate(Form.XLSX, path, COLUMNS, ROWS) == 4

        assert "<v>-1</v>" in sheet(path)
        assert f"<t>{2**53 + 1}</t>" in sheet(path)
        assert "मीरा" in sheet(path)

    def test_more_rows_than_a_sheet_holds_go_on_in_the_next(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tabulating, "MOST_ROWS_OF_SHEET", 3)
        path = tmp_path / "t.xlsx"

        assert tabulate(Form.XLSX, path, COLUMNS, ([str(n), n, None] for n in range(5))) == 5

        assert [sheet(path, number).count("<row ") for number in (1, 2, 3)] == [3, 3, 2]
        assert all("<t>name</t>" in sheet(path, number) for number in (1, 2, 3))

    @pytest.mark.parametrize("form", list(Form))
    def test_without_rows_is_a_table_all_the_same(self, tmp_path: Path, form: Form) -> None:
        path = tmp_path / f"t.{form}"

        assert tabulate(form, path, COLUMNS, []) == 0
        assert path.stat().st_size > 0

    @pytest.mark.parametrize("form", list(Form))
    @pytest.mark.parametrize("text", ["a\0b", "\ud800", "\u2028", "x" * 40_000, '"; DROP', "\x0b"])
    def test_hostile_text_is_written(self, tmp_path: Path, form: Form, text: str) -> None:
        assert tabulate(form, tmp_path / f"t.{form}", [Column("name")], [[text]]) == 1


class TestFormulas:
    @pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
    def test_are_text(self, tmp_path: Path, first: str) -> None:
        text = f"{first}HYPERLINK(1)"
        for form in (Form.CSV, Form.XLSX):
            tabulate(form, tmp_path / f"t.{form}", [Column("name")], [[text]])

        assert from_csv(tmp_path / "t.csv")[1] == [f"'{text}"]
        assert "<f>" not in sheet(tmp_path / "t.xlsx")
        assert "'" in sheet(tmp_path / "t.xlsx")

    def test_begin_columns_no_more_than_cells(self, tmp_path: Path) -> None:
        tabulate(Form.CSV, tmp_path / "t.csv", [Column("=1")], [])

        assert from_csv(tmp_path / "t.csv") == [["'=1"]]

    @given(st.text())
    def test_begin_nothing_that_is_neutral(self, text: str) -> None:
        assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))
        assert neutral(text).removeprefix("'") == text.removeprefix("'")
