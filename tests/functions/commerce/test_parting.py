"""What becomes of purchases when somebody is no longer a member: nothing more is charged, and the books stay."""

from functions.commerce.domain.orders import Buyer
from functions.commerce.repository.affiliates import AffiliateRepository
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.repository.subscriptions import SubscriptionRepository
from shared.clock import system_clock
from tests.functions.commerce.shop import MONTHLY, succeeded
from tests.functions.commerce.test_affiliates import came_by, new_affiliate
from tests.functions.commerce.test_books import balances
from tests.functions.commerce.test_subscriptions import charge
from tests.functions.commerce.till import Till

NAMED = {"name": "Meera Nair", "state_code": "27", "address": "4 Hill Road, Pune"}
PLACE = Buyer(state_code="27")


def let_go(till: Till, user_id: str) -> None:
    """The organization removes a member."""
    succeeded(till.shop.admin.delete(f"/users/{user_id}"))
    till.shop.world.settle()


def test_who_left_is_charged_no_more_and_named_by_invoices_only(till: Till) -> None:
    shop, org_id, user_id = till.shop, till.shop.org.org_id, till.shop.student.user_id
    new_affiliate(shop)
    assert came_by(shop.student, "kavita") == 204
    unpaid, paid = till.buy(buyer=NAMED), till.buy(buyer=NAMED)
    till.pay(paid)
    pass_id = shop.new_pass(course_ids=[shop.course_id])
    succeeded(shop.admin.post(f"/passes/{pass_id}/offers", MONTHLY))
    wish = {"pass_id": pass_id, "buyer": NAMED}
    subscribed = succeeded(shop.student.post("/subscriptions", wish, headers={"idempotency-key": "s"})).json()
    charge(till, subscribed)

    let_go(till, user_id)

    (there,) = till.account.subscriptions.values()
    here = SubscriptionRepository(org_id).get(subscribed["subscription_id"])
    assert (there["status"], here.status, here.buyer) == ("cancelled", "cancelled", PLACE)
    assert [till.order(order).buyer for order in (paid, unpaid)] == [PLACE, PLACE]
    assert AffiliateRepository(org_id).find_for(user_id, None, system_clock.now()) == (None, None)
    succeeded(till.refund(paid))
    till.deliver()
    invoice, (note,) = InvoiceRepository(org_id).find(paid["order_id"])
    assert invoice is not None
    assert (invoice.buyer, note.buyer, note.total_minor) == (Buyer(**NAMED), Buyer(**NAMED), 100_000)
    assert sum(balances(till).values()) == 0


def test_who_brought_buyers_keeps_what_they_earned_and_earns_no_more(till: Till) -> None:
    new_affiliate(till.shop)
    assert came_by(till.shop.student, "kavita") == 204
    till.pay(till.buy())
    till.deliver()

    let_go(till, till.shop.tutor.user_id)

    affiliates = AffiliateRepository(till.shop.org.org_id)
    affiliate = affiliates.find_named(user_id=till.shop.tutor.user_id)
    assert affiliate is not None
    assert not affiliate.active
    assert [one.purchases for one in affiliates.earnings(affiliate.affiliate_id)] == [1]


def test_an_order_that_is_not_billed_yet_waits_for_its_invoice(till: Till) -> None:
    order = till.buy(buyer=NAMED)
    payment = till.pay(order)
    succeeded(till.confirm(order, payment))

    let_go(till, till.shop.student.user_id)
    with till.shop.world.later(minutes=4):
        till.shop.world.settle()

    invoice, _ = InvoiceRepository(till.shop.org.org_id).find(order["order_id"])
    assert invoice is not None
    assert invoice.buyer.name == NAMED["name"]
    (stored,) = OrderRepository(till.shop.org.org_id).each_of(till.shop.student.user_id)
    assert stored.buyer == PLACE
