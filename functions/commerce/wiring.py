"""Puts commerce's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.commerce.gateways.razorpay import Razorpay
from functions.commerce.gateways.safe import KeyService
from functions.commerce.repository.connections import ConnectionRepository
from functions.commerce.repository.deadlines import DeadlineRepository
from functions.commerce.repository.offers import OfferRepository
from functions.commerce.repository.passes import PassRepository
from functions.commerce.service.connections import ConnectionService
from functions.commerce.service.due import DueService
from functions.commerce.service.offers import OfferService
from functions.commerce.service.passes import PassService
from shared.auth import caller_of


async def _connections(request: Request) -> ConnectionService:
    org_id = caller_of(request).org_id
    return ConnectionService(org_id, ConnectionRepository(org_id), KeyService(), Razorpay())


def offer_service(org_id: str) -> OfferService:
    """What one organization sells."""
    return OfferService(OfferRepository(org_id), PassRepository(org_id))


def due_service() -> DueService:
    """What changes by the passing of time, in every organization."""
    return DueService(
        DeadlineRepository(),
        {"offers": lambda org_id, course_id: offer_service(org_id).tell_again(course_id)},
    )


async def _offers(request: Request) -> OfferService:
    return offer_service(caller_of(request).org_id)


async def _passes(request: Request) -> PassService:
    org_id = caller_of(request).org_id
    return PassService(PassRepository(org_id), OfferRepository(org_id))


Offers = Annotated[OfferService, Depends(_offers)]
Passes = Annotated[PassService, Depends(_passes)]
Connections = Annotated[ConnectionService, Depends(_connections)]
