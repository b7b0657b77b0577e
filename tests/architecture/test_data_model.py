"""The data model that people read is the one in the code."""

from infra.docs import TARGET, data_model


def test_is_written_anew_when_a_table_changes() -> None:
    assert TARGET.read_text(encoding="utf-8") == data_model(), "run `make docs`"
