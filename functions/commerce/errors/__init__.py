"""What can go wrong in commerce, as types."""

from functions.commerce.errors.affiliates import (
    AffiliateCodeTaken,
    AffiliateExists,
    AffiliateNotFound,
    ReferralRefused,
)
from functions.commerce.errors.coupons import CodeTaken, CouponInUse, CouponNotFound, CouponRefused, CouponUnsound
from functions.commerce.errors.offers import (
    CourseNotFound,
    NotOnSale,
    NotYourOffers,
    OfferNotFound,
    OffersFull,
    OfferUnsound,
    PassesOfCourseFull,
    PassInUse,
    PassNotFound,
    PassOpensAll,
)
from functions.commerce.errors.subscriptions import (
    InstalmentNotDue,
    InstalmentsNotFound,
    SubscribedAlready,
    SubscriptionNotFound,
    SubscriptionOver,
)

__all__ = [
    "AffiliateCodeTaken",
    "AffiliateExists",
    "AffiliateNotFound",
    "CodeTaken",
    "CouponInUse",
    "CouponNotFound",
    "CouponRefused",
    "CouponUnsound",
    "CourseNotFound",
    "InstalmentNotDue",
    "InstalmentsNotFound",
    "NotOnSale",
    "NotYourOffers",
    "OfferNotFound",
    "OfferUnsound",
    "OffersFull",
    "PassInUse",
    "PassNotFound",
    "PassOpensAll",
    "PassesOfCourseFull",
    "ReferralRefused",
    "SubscribedAlready",
    "SubscriptionNotFound",
    "SubscriptionOver",
]
