"""The books beside the gateway's settlement file."""

from hypothesis import given
from hypothesis import strategies as st

from functions.commerce.domain.settlements import Movement, Verdict, reconciled

amounts = st.dictionaries(st.integers(0, 30), st.integers(-(10**9), 10**9))


def moved(movement_id: str, amount: int, currency: str = "INR") -> Movement:
    """A movement in rupees."""
    return Movement(movement_id=movement_id, amount_minor=amount, currency=currency)


class TestReconciled:
    def test_says_of_each_how_both_sides_go_together(self) -> None:
        here = [moved("pay_1", 100), moved("pay_2", 100), moved("pay_3", 100)]
        there = [moved("pay_4", 100), moved("pay_3", 90), moved("pay_1", 100)]

        found = {one.movement_id: one.verdict for one in reconciled(here, there)}

        assert found == {
            "pay_1": Verdict.MATCHED,
            "pay_2": Verdict.MISSING_THERE,
            "pay_3": Verdict.AMOUNT_DIFFERS,
            "pay_4": Verdict.MISSING_HERE,
        }

    def test_what_is_settled_twice_differs(self) -> None:
        (found,) = reconciled([moved("pay_1", 100)], [moved("pay_1", 100)] * 2)

        assert (found.verdict, found.there_minor) == (Verdict.AMOUNT_DIFFERS, 200)

    def test_another_currency_is_another_movement(self) -> None:
        found = [one.verdict for one in reconciled([moved("pay_1", 1)], [moved("pay_1", 1, "USD")])]

        assert found == [Verdict.MISSING_THERE, Verdict.MISSING_HERE]

    @given(amounts, amounts)
    def test_loses_and_invents_nothing(self, ours: dict[int, int], theirs: dict[int, int]) -> None:
        here = [moved(f"pay_{key}", amount) for key, amount in ours.items()]
        there = [moved(f"pay_{key}", amount) for key, amount in theirs.items()]

        found = list(reconciled(here, there))

        assert len(found) == len(ours.keys() | theirs.keys())
        assert sum(one.here_minor or 0 for one in found) == sum(ours.values())
        assert sum(one.there_minor or 0 for one in found) == sum(theirs.values())
        assert found == list(reconciled(reversed(here), reversed(there)))
