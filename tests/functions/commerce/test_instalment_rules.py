"""What is paid in parts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.commerce.domain.instalments import InstalmentPlan
from functions.commerce.domain.subscriptions import AccessState
from functions.commerce.errors import InstalmentNotDue
from tests.functions.commerce.terms import AT, a_quote, an_offer, days


def a_plan() -> InstalmentPlan:
    """Four parts, a month apart, the first of which is paid; three days of grace."""
    return InstalmentPlan.begun("ord_1", a_quote(an_offer("instalments")), AT)


class TestPlan:
    def test_begins_with_the_first_part_paid(self) -> None:
        plan = a_plan()

        assert [part.due_at for part in plan.parts] == [AT, days(30), days(60), days(90)]
        assert plan.total_minor == 100_000
        assert plan.next_unpaid() == plan.parts[1]

    def test_a_missed_part_pauses_after_its_grace_until_it_is_paid(self) -> None:
        plan = a_plan()

        assert [plan.access_at(days(day)) for day in (32.9, 33)] == [AccessState.RUNNING, AccessState.PAUSED]
        assert plan.pay(2, "ord_2", days(40)).access_at(days(40)) is AccessState.RUNNING

    def test_when_all_is_paid_nothing_pauses(self) -> None:
        plan = a_plan()
        for number in (2, 3, 4):
            plan = plan.pay(number, f"ord_{number}", days(1))

        assert plan.next_unpaid() is None
        assert plan.access_at(days(9_999)) is AccessState.RUNNING
        assert plan.next_check(AT) is None

    def test_people_are_told_shortly_before_and_once(self) -> None:
        plan = a_plan()

        assert plan.to_tell(days(26.9)) is None
        assert plan.to_tell(days(27)) == plan.parts[1]
        assert plan.remind(2).to_tell(days(28)) is None
        assert [plan.next_check(AT), plan.remind(2).next_check(AT)] == [days(27), days(33)]

    @given(st.lists(st.tuples(st.integers(1, 4), st.integers(2, 9), st.integers(0, 90)), max_size=8), st.randoms())
    def test_any_order_and_any_repetition_end_alike(self, paid: list[tuple[int, int, int]], chance: Any) -> None:
        shuffled = [*paid, *paid]
        chance.shuffle(shuffled)

        assert after(paid) == after(shuffled)

    def test_parts_are_paid_in_order(self) -> None:
        assert a_plan().payable(2).amount_minor == 25_000
        for number in (1, 3, 9):
            with pytest.raises(InstalmentNotDue):
                a_plan().payable(number)

    def test_what_was_given_back_is_not_due(self) -> None:
        ended = a_plan().model_copy(update={"ended": True})

        assert ended.access_at(AT) is AccessState.ENDED
        assert ended.next_check(AT) is None
        with pytest.raises(InstalmentNotDue):
            ended.payable(2)


def after(paid: list[tuple[int, int, int]]) -> InstalmentPlan:
    """The plan after these payments."""
    plan = a_plan()
    for number, order, day in paid:
        plan = plan.pay(number, f"ord_{order}", days(day))
    return plan
