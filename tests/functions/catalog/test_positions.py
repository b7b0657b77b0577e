"""Positions in an ordered list, against a plain list as the oracle."""

from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.catalog.domain.positions import REMEMBERED, TOO_LONG, Order


@dataclass
class ListOfNames:
    """A list kept by positions, beside the same one kept as a plain list; and an index of it that lags behind."""

    order: Order = field(default_factory=Order)
    positions: dict[int, str] = field(default_factory=dict)
    plain: list[int] = field(default_factory=list)
    states: list[dict[int, str]] = field(default_factory=lambda: [{}])

    def append(self) -> None:
        name = len(self.states)
        self.order, position = self.order.append()
        self._put(name, position, len(self.plain))

    def move(self, name: int, anchor: int | None, lag: int) -> None:
        self.plain.remove(name)
        after = None if anchor is None else self.positions[anchor]
        index = self.states[max(0, len(self.states) - 1 - lag)]
        seen = sorted(position for position in index.values() if after is None or position > after)[:2]
        self.order, position = self.order.put_after(after, seen)
        self._put(name, position, 0 if anchor is None else self.plain.index(anchor) + 1)

    def in_order(self) -> list[int]:
        return sorted(self.positions, key=lambda name: self.positions[name])

    def _put(self, name: int, position: str, place: int) -> None:
        self.positions[name] = position
        self.plain.insert(place, name)
        self.states.append(dict(self.positions))


class TestOrder:
    def test_appends_behind_everything(self) -> None:
        order, positions = Order(), []
        for _ in range(5000):
            order, position = order.append()
            positions.append(position)

        assert positions == sorted(set(positions))
        assert max(map(len, positions)) <= 4

    @settings(max_examples=150)
    @given(seed=st.integers(0, 2**32), length=st.integers(1, 30), lag=st.integers(0, REMEMBERED))
    def test_is_that_of_a_plain_list_after_any_moves_however_late_the_index_is(
        self, seed: int, length: int, lag: int
    ) -> None:
        chance, names = Random(seed), ListOfNames()
        for _ in range(length):
            names.append()

        for _ in range(60):
            if chance.random() < 0.2:
                names.append()
            name = chance.choice(names.plain)
            others = [None, *(other for other in names.plain if other != name)]
            names.move(name, chance.choice(others), lag)

            assert names.in_order() == names.plain

    @given(count=st.integers(2, 300), anchor=st.integers(0, 298))
    def test_after_spacing_is_right_without_any_index(self, count: int, anchor: int) -> None:
        anchor %= count - 1
        spaced, positions = Order(last="a5V3").spaced(count)

        _, between = spaced.put_after(positions[anchor], seen=())

        assert positions[anchor] < between < positions[anchor + 1]

    def test_spacing_moves_everything_behind_what_was_there(self) -> None:
        order, first = Order().append()
        order, second = order.put_after(first, [])

        spaced, positions = order.spaced(2)

        assert max(first, second) < positions[0] < positions[1] == spaced.last

    def test_a_gap_takes_some_hundred_before_positions_are_too_long(self) -> None:
        order, anchor = Order().append()
        order, beyond = order.append()
        taken = 0
        while len(beyond) <= TOO_LONG:
            order, beyond = order.put_after(anchor, [beyond])
            taken += 1

        assert taken > 200
