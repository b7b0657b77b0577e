"""Where a fault stands in what was sent."""

from typing import Any

import pytest

from shared.pointers import pointer_to


class TestAPointer:
    def test_leaves_out_the_type_that_a_union_chose(self) -> None:
        assert pointer_to({"kind": "percent", "percent_bp": "much"}, ("percent", "percent_bp")) == "/percent_bp"

    def test_names_a_place_that_is_called_like_its_type(self) -> None:
        assert pointer_to({"kind": "kind", "name": 1}, ("name",)) == "/name"

    @pytest.mark.parametrize("kind", [[], {}, [["percent"]], None, 7, True])
    def test_takes_a_type_that_is_anything(self, kind: Any) -> None:
        assert pointer_to({"kind": kind, "type": kind}, ("kind",)) == "/kind"

    def test_escapes_what_means_something_in_a_pointer(self) -> None:
        assert pointer_to({"a/b~c": 1}, ("a/b~c",)) == "/a~1b~0c"
