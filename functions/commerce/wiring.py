"""Puts commerce's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.commerce.gateways.razorpay import Razorpay
from functions.commerce.gateways.safe import KeyService
from functions.commerce.repository.connections import ConnectionRepository
from functions.commerce.service.connections import ConnectionService
from shared.auth import caller_of


async def _connections(request: Request) -> ConnectionService:
    org_id = caller_of(request).org_id
    return ConnectionService(org_id, ConnectionRepository(org_id), KeyService(), Razorpay())


Connections = Annotated[ConnectionService, Depends(_connections)]
