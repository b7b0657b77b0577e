"""What payments cost, from the units that were measured."""

from dataclasses import dataclass

from infra.bench.costs import BUSY_S, MEMORY_GB, STORAGE_S, Cost
from infra.bench.prices import dollars


@dataclass(frozen=True)
class Payment:
    """What one payment consumes: from the order to the invoice, the place in the course and what people are told."""

    read: float
    written: float
    calls: float
    """Of storage."""
    requests: float
    """The order, and the gateway's webhooks."""
    events: float
    heard: float
    """Events, by rooms that hear them: each is a message of a queue."""
    files: float
    """Written: each webhook as it came, and the invoice."""


PAYMENT = Payment(read=70.5, written=212.4, calls=73, requests=4, events=7, heard=15, files=4)
"""By ``tests/proofs/test_payment_costs.py``."""
GATEWAY_S = 0.5
"""How long the order waits for the gateway; assumed."""
TYPESETTING_S = 1.0
"""What the invoice takes to be set; assumed."""


def payments(number: int = 1_000) -> list[Cost]:
    """The lines of the bill for so many payments."""
    one = PAYMENT
    functions = one.requests + one.events + one.heard
    seconds = functions * BUSY_S + one.calls * STORAGE_S + GATEWAY_S + TYPESETTING_S
    lines = [
        ("DynamoDB, reading", one.read, "read units", "dynamodb read"),
        ("DynamoDB, writing", one.written, "write units", "dynamodb written"),
        ("Lambda, requests", functions, "requests", "lambda request"),
        ("Lambda, time", seconds * MEMORY_GB, "GB-seconds", "lambda GB-second"),
        ("HTTP API", one.requests, "requests", "http api request"),
        ("CloudFront, requests", one.requests, "requests", "cloudfront request"),
        ("EventBridge", one.events, "events", "eventbridge event"),
        ("SQS", 3 * one.heard, "requests", "sqs request"),
        ("S3", one.files, "files", "s3 file"),
    ]
    return [Cost(what, number * each, unit, dollars(price, number * each)) for what, each, unit, price in lines]
