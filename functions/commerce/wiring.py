"""Puts commerce's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.commerce.gateways.listing import RazorpayListing
from functions.commerce.gateways.razorpay import Razorpay
from functions.commerce.gateways.recurring import RazorpaySubscriptions
from functions.commerce.gateways.safe import KeyService
from functions.commerce.repository.affiliates import AffiliateRepository
from functions.commerce.repository.connections import ConnectionRepository
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.deadlines import DeadlineRepository
from functions.commerce.repository.instalments import InstalmentRepository
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.offers import OfferRepository
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.repository.passes import PassRepository
from functions.commerce.repository.refunds import RefundPolicyRepository
from functions.commerce.repository.revenue import RevenueRepository
from functions.commerce.repository.settlements import SettlementRepository
from functions.commerce.repository.subscriptions import SubscriptionRepository
from functions.commerce.repository.sweeps import SweepRepository
from functions.commerce.service.accounts import Accounts
from functions.commerce.service.affiliates import AffiliateService
from functions.commerce.service.buying import BuyingService
from functions.commerce.service.charges import ChargeService
from functions.commerce.service.connections import ConnectionService
from functions.commerce.service.counterparts import Counterparts
from functions.commerce.service.coupons import CouponService
from functions.commerce.service.due import DueService
from functions.commerce.service.instalments import InstalmentService
from functions.commerce.service.invoices import InvoiceService
from functions.commerce.service.offers import OfferService
from functions.commerce.service.orders import OrderService
from functions.commerce.service.parting import PartingService
from functions.commerce.service.passes import PassService
from functions.commerce.service.pricing import PricingService
from functions.commerce.service.reconciling import ReconcilingService
from functions.commerce.service.refunds import RefundService
from functions.commerce.service.revenue import RevenueService
from functions.commerce.service.settling import SettlingService
from functions.commerce.service.subscription_changes import SubscriptionChanges
from functions.commerce.service.subscriptions import SubscriptionService
from functions.commerce.service.sweeping import SweepingService
from shared.auth import caller_of, of_tenant


async def _connections(request: Request) -> ConnectionService:
    org_id = caller_of(request).org_id
    return ConnectionService(org_id, ConnectionRepository(org_id), KeyService(), Razorpay())


def order_service(org_id: str) -> OrderService:
    """The orders of one organization."""
    return OrderService(
        OrderRepository(org_id),
        CouponRepository(org_id),
        account_service(org_id),
        Razorpay(),
        settling_service(org_id),
        pricing_service(org_id),
        instalment_service(org_id),
    )


def instalment_service(org_id: str) -> InstalmentService:
    """What is paid in parts in one organization."""
    return InstalmentService(InstalmentRepository(org_id))


def subscription_service(org_id: str) -> SubscriptionService:
    """The subscriptions of one organization."""
    subscriptions, orders, coupons = SubscriptionRepository(org_id), OrderRepository(org_id), CouponRepository(org_id)
    accounts = account_service(org_id)
    return SubscriptionService(
        subscriptions,
        orders,
        coupons,
        pricing_service(org_id),
        accounts,
        Counterparts(subscriptions, accounts, RazorpaySubscriptions()),
        SubscriptionChanges(subscriptions, orders, coupons),
        ChargeService(subscriptions, orders, coupons, LedgerRepository(org_id), InvoiceRepository(org_id)),
    )


def buying_service(org_id: str) -> BuyingService:
    """What follows from purchases in one organization."""
    return BuyingService(
        OrderRepository(org_id),
        PassRepository(org_id),
        instalment_service(org_id),
        affiliate_service(org_id),
        subscription_service(org_id),
    )


def settling_service(org_id: str) -> SettlingService:
    """What moves one organization's orders."""
    return SettlingService(
        OrderRepository(org_id),
        CouponRepository(org_id),
        account_service(org_id),
        Razorpay(),
        LedgerRepository(org_id),
        InvoiceRepository(org_id),
    )


def invoice_service(org_id: str) -> InvoiceService:
    """The invoices of one organization."""
    return InvoiceService(InvoiceRepository(org_id), OrderRepository(org_id))


Invoices = Annotated[InvoiceService, Depends(of_tenant(invoice_service))]


def refund_service(org_id: str) -> RefundService:
    """The refunds of one organization."""
    return RefundService(OrderRepository(org_id), RefundPolicyRepository(org_id), settling_service(org_id))


def reconciling_service(org_id: str) -> ReconcilingService:
    """What asks the gateway about one organization's orders."""
    return ReconcilingService(
        OrderRepository(org_id),
        CouponRepository(org_id),
        account_service(org_id),
        Razorpay(),
        settling_service(org_id),
        order_service(org_id),
    )


def sweeping_service(org_id: str) -> SweepingService:
    """What asks the gateway for all that one organization's accounts have."""
    return SweepingService(
        SweepRepository(org_id),
        account_service(org_id),
        RazorpayListing(),
        OrderRepository(org_id),
        settling_service(org_id),
        subscription_service(org_id),
        LedgerRepository(org_id),
        SettlementRepository(org_id),
    )


def parting_service(org_id: str) -> PartingService:
    """What becomes of one organization's sales to somebody who left."""
    return PartingService(
        OrderRepository(org_id), InvoiceRepository(org_id), subscription_service(org_id), affiliate_service(org_id)
    )


def revenue_service(org_id: str) -> RevenueService:
    """The revenue of one organization."""
    return RevenueService(org_id, RevenueRepository(org_id), OrderRepository(org_id))


Revenues = Annotated[RevenueService, Depends(of_tenant(revenue_service))]


def account_service(org_id: str) -> Accounts:
    """One organization's accounts at the gateway."""
    return Accounts(org_id, ConnectionRepository(org_id), KeyService())


def offer_service(org_id: str) -> OfferService:
    """What one organization sells."""
    return OfferService(OfferRepository(org_id), PassRepository(org_id))


def pricing_service(org_id: str) -> PricingService:
    """What things cost in one organization."""
    return PricingService(
        OfferRepository(org_id), CouponRepository(org_id), AffiliateRepository(org_id), PassRepository(org_id)
    )


def affiliate_service(org_id: str) -> AffiliateService:
    """Who brings one organization buyers."""
    return AffiliateService(AffiliateRepository(org_id))


def due_service(*, workers: int = 1) -> DueService:
    """What changes by the passing of time, in every organization."""
    return DueService(
        DeadlineRepository(),
        {
            "offers": lambda org_id, course_id: offer_service(org_id).tell_again(course_id),
            "order": lambda org_id, order_id: reconciling_service(org_id).look(order_id),
            "subscription": lambda org_id, one: subscription_service(org_id).look(one),
            "instalments": lambda org_id, order_id: instalment_service(org_id).look(order_id),
            "refund": lambda org_id, refund: refund_service(org_id).look(*refund.split(":")),
            "sweep": lambda org_id, connection_id: sweeping_service(org_id).sweep(connection_id),
        },
        workers=workers,
    )


async def _passes(request: Request) -> PassService:
    org_id = caller_of(request).org_id
    return PassService(PassRepository(org_id), OfferRepository(org_id))


async def _coupons(request: Request) -> CouponService:
    return CouponService(CouponRepository(caller_of(request).org_id))


Affiliates = Annotated[AffiliateService, Depends(of_tenant(affiliate_service))]
Coupons = Annotated[CouponService, Depends(_coupons)]
Pricing = Annotated[PricingService, Depends(of_tenant(pricing_service))]
Orders = Annotated[OrderService, Depends(of_tenant(order_service))]
Refunds = Annotated[RefundService, Depends(of_tenant(refund_service))]
Subscriptions = Annotated[SubscriptionService, Depends(of_tenant(subscription_service))]
Offers = Annotated[OfferService, Depends(of_tenant(offer_service))]
Passes = Annotated[PassService, Depends(_passes)]
Connections = Annotated[ConnectionService, Depends(_connections)]
