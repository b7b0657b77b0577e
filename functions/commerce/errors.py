"""What can go wrong in commerce, as types."""

from shared.errors import BadRequest, Conflict, Forbidden, NotFound, Unavailable, Unprocessable


class OfferNotFound(NotFound):
    """There is no such offer."""


class OfferUnsound(Unprocessable):
    """The offer's terms do not fit together."""


class OffersFull(Conflict):
    """This has as many offers as it may have."""


class NotOnSale(Conflict):
    """This is not sold at the moment."""


class FreeOfCharge(Conflict):
    """This costs nothing: enrol instead of buying it."""


class NotYourOffers(Forbidden):
    """Only administrators, and instructors who may publish the course, see to its offers."""


class CourseNotFound(NotFound):
    """There is no such course."""


class PassNotFound(NotFound):
    """There is no such pass."""


class PassInUse(Conflict):
    """The pass opens courses by name or is offered: take these away first."""


class PassUnsound(Unprocessable):
    """The pass cannot open that."""


class PassesOfCourseFull(Conflict):
    """The course is in as many passes as it may be."""


class CouponNotFound(NotFound):
    """There is no such coupon."""


class CouponUnsound(Unprocessable):
    """What the coupon says does not fit together."""


class CodeTaken(Conflict):
    """Another coupon has this code."""


class CouponRefused(Unprocessable):
    """The code cannot be used for this purchase."""


class CouponInUse(Conflict):
    """The coupon was used: switch it off instead of removing it."""


class AffiliateNotFound(NotFound):
    """There is no such affiliate."""


class AffiliateExists(Conflict):
    """This person is an affiliate already."""


class AffiliateCodeTaken(Conflict):
    """Another affiliate has this code."""


class NotAMemberHere(Unprocessable):
    """This must be a member of the organization."""


class ReferralRefused(NotFound):
    """There is no such code, or it is not for you."""


class SubscriptionNotFound(NotFound):
    """There is no such subscription."""


class SubscriptionOver(Conflict):
    """The subscription has ended."""


class InstalmentsNotFound(NotFound):
    """There are no instalments of this order."""


class InstalmentNotDue(Conflict):
    """This is not the next instalment to be paid."""


class ConnectionNotFound(NotFound):
    """There is no such connection to a payment gateway."""


class ConnectionRetired(Conflict):
    """The connection is retired: it only still hears of what was sold through it."""


class ConnectionsFull(Conflict):
    """The organization has as many connections as it may have."""


class GatewayKeyRefused(Unprocessable):
    """The payment gateway does not accept this key and secret."""


class GatewayUnavailable(Unavailable):
    """The payment gateway does not answer at the moment."""


class GatewayRefused(Conflict):
    """The payment gateway refused the request."""


class SaleNotCounted(Conflict):
    """What was sold is not counted yet."""


class OrderNotFound(NotFound):
    """There is no such order, or it is not yours."""


class RefundNotFound(NotFound):
    """There is no such refund of this order."""


class BoughtAlready(Conflict):
    """You have bought this already."""


class NothingToSellThrough(Conflict):
    """The organization has not connected a payment gateway: nothing can be paid for."""


class OrderMoved(Conflict):
    """What the order costs has changed since: place it again."""


class SignatureRefused(BadRequest):
    """The signature is not the gateway's for this payment."""


class OrderNotRefundable(Conflict):
    """Nothing of the order was paid that could be sent back."""


class RefundTooLarge(Unprocessable):
    """More than what is left of the payment cannot be sent back."""


class RefundWindowOver(Conflict):
    """The time within which one may have one's money back by oneself is over: ask the organization."""


class InvoiceNotFound(NotFound):
    """There is no invoice for this order: it is not paid, costs nothing, or is being billed."""
