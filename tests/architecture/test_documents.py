"""The architecture and the data model that people read are those in the code."""

import pytest

from infra.docs import DOCS, documents


@pytest.mark.parametrize("name", documents())
def test_is_written_anew_when_the_code_changes(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == documents()[name], "run `make docs`"
