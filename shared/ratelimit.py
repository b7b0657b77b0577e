"""Limits on costly or guessable endpoints: so many requests per window, counted in the room's table.

A window is fixed, so up to twice the limit may pass around its edge; one atomic write per request is what it costs.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from fastapi import Depends, Request

from shared.auth import caller_of
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import Row
from shared.errors import TooManyRequests
from shared.http import viewer_address
from shared.observability import metric


@dataclass(frozen=True, slots=True)
class RateLimit:
    """``RateLimit("sign-in", 20, per=timedelta(minutes=1))``."""

    name: str
    most: int
    per: timedelta

    def count(self, table: type[Row], subject: str) -> None:
        """Count one request of this subject; ``TooManyRequests`` beyond the limit. Subjects are stored hashed."""
        now = epoch_seconds(system_clock.now())
        seconds = int(self.per.total_seconds())
        window = now - now % seconds
        digest = hashlib.sha256(subject.encode()).hexdigest()[:32]
        connection = table._get_connection()
        answer = connection.connection.dispatch(
            "UpdateItem",
            {
                "TableName": connection.table_name,
                "Key": {"pk": {"S": f"GLOBAL#RATE#{self.name}#{digest}"}, "sk": {"S": f"WINDOW#{window}"}},
                "UpdateExpression": "ADD #n :one SET expires_at = :end, #k = :kind",
                "ExpressionAttributeNames": {"#n": "n", "#k": "kind"},
                "ExpressionAttributeValues": {
                    ":one": {"N": "1"},
                    ":end": {"N": str(window + seconds)},
                    ":kind": {"S": "RateWindow"},
                },
                "ReturnValues": "UPDATED_NEW",
            },
        )
        if int(answer["Attributes"]["n"]["N"]) > self.most:
            metric("RateLimited")
            raise TooManyRequests(retry_after_s=max(1, window + seconds - now))


def network_of(address: str) -> str:
    """What a limit by address counts: an IPv4 address, or the /64 that whoever has an IPv6 address has whole."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    return address if ip.version == 4 else str(ip_network((ip, 64), strict=False))


def limited_by_address(limit: RateLimit, table: type[Row]) -> Any:
    """For a route's ``dependencies=``: the limit holds for the address that the person's machine has."""

    async def count(request: Request) -> None:
        limit.count(table, network_of(viewer_address(request)))

    return Depends(count)


def limited_by_person(limit: RateLimit, table: type[Row]) -> Any:
    """For a route's ``dependencies=``: the limit holds for the signed-in person."""

    async def count(request: Request) -> None:
        limit.count(table, caller_of(request).user_id)

    return Depends(count)
