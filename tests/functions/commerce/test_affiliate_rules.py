"""Who is owed a commission, and how much."""

import pytest

from functions.commerce.domain.affiliates import commission
from functions.commerce.domain.passes import FOREVER, HeldPass, Wallet
from shared.money import Money
from tests.functions.commerce.terms import AT, a_quote, an_affiliate, days


class TestEarns:
    def test_within_the_window(self) -> None:
        affiliate = an_affiliate(window_days=30)

        earns = [affiliate.earns("usr_1", touched_at=AT, at=at) for at in (days(-1), AT, days(29.9), days(30))]

        assert earns == [False, True, True, False]

    def test_not_by_their_own_purchases(self) -> None:
        assert not an_affiliate().earns("usr_9", touched_at=AT, at=AT)

    def test_not_when_switched_off(self) -> None:
        assert not an_affiliate(active=False).earns("usr_1", touched_at=AT, at=AT)


class TestCommission:
    def test_is_a_share_of_what_is_paid_rounded_down(self) -> None:
        assert commission(a_quote(total=99_999), an_affiliate(commission_bp=1_000)) == Money(9_999, "INR")


class TestWallet:
    @pytest.mark.parametrize(
        ("held", "until"),
        [
            ({"until": days(5)}, days(5)),
            ({"until": None}, FOREVER),
            ({"until": AT}, None),
            ({"until": days(5), "paused": True}, None),
            ({"until": days(5), "pass_id": "pas_2"}, None),
            ({"until": days(5), "pass_id": "pas_2", "every_course": True}, days(5)),
        ],
    )
    def test_what_a_pass_opens(self, held: dict[str, object], until: object) -> None:
        one = HeldPass.model_validate({"order_id": "ord_1", "pass_id": "pas_1", "every_course": False, **held})

        assert Wallet(user_id="usr_1").with_pass(one, AT).opens_until(["pas_1"], AT) == until

    def test_an_order_gives_one_pass_however_often_it_is_said(self) -> None:
        one = HeldPass(order_id="ord_1", pass_id="pas_1", every_course=False, until=days(5))
        longer = one.model_copy(update={"until": days(9)})

        wallet = Wallet(user_id="usr_1").with_pass(one, AT).with_pass(one, AT).with_pass(longer, AT)

        assert wallet.held == (longer,)
