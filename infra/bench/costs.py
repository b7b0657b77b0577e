"""What a month of many active learners costs on AWS, from the units that were measured and AWS's list prices."""

from collections.abc import Mapping
from dataclasses import dataclass

from infra.bench.capacity import Units

LEARNERS = 100_000
DAYS = 12
"""So many days of the month a learner is active."""
MEMORY_GB = 1.0
STORAGE_S = 0.005
"""What a call of DynamoDB takes, as a function waits for it; AWS promises "single-digit milliseconds"."""

# List prices in US dollars for ap-south-1. They are data: put in what your bill says.
PRICES = {
    "dynamodb read": 0.1423 / 1e6,
    "dynamodb written": 0.7116 / 1e6,
    "dynamodb GB-month": 0.285,
    "lambda request": 0.20 / 1e6,
    "lambda GB-second": 0.0000133334,
    "http api request": 1.05 / 1e6,
    "cloudfront request": 0.0120 / 1e4,
    "cloudfront GB": 0.109,
    "eventbridge event": 1.00 / 1e6,
    "sqs request": 0.40 / 1e6,
    "s3 file": 0.005 / 1e3,
}
USE: Mapping[str, float] = {
    "sign-in": 1,
    "current user": 1,
    "dashboard, 10 courses": 1,
    "list of 10 courses": 0.25,
    "course content, 10 lessons": 2,
    "lesson": 3,
    "heartbeat": 60,
    "complete lesson": 2,
    "own enrolments": 0.5,
    "enrol": 1 / DAYS,
}
"""How often a learner does each on a day of theirs: half an hour of studying, told every thirty seconds."""
FOLLOWING = Units(read=13, written=31)
"""What a completed lesson or a new enrolment causes afterwards in all rooms, on average: lists, statistics, notices."""
CHECK = Units(read=2)
"""What asking costs, in one call more, whether somebody may still: the answer is kept for seconds only."""
TOLD = ("complete lesson", "enrol")
ROW_KB = 15
"""What a learner's rows weigh in all tables together, with their index entries."""
PAGE_KB = 4
"""What an answer weighs on its way to the learner, compressed."""

HOUR_GB = 0.675
"""An hour of film at 1.5 Mbit/s."""
Measured = tuple[Units, int, float]
"""Of a request its units, its calls of storage, and its processor time in seconds."""


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


PAYMENT = Payment(read=68.5, written=208.8, calls=70, requests=4, events=7, heard=14, files=4)
"""By ``tests/proofs/test_payment_costs.py``."""
BUSY_S = 0.03
"""Processor time that a request or an event takes, on average; assumed, as the next two are."""
GATEWAY_S = 0.5
"""How long the order waits for the gateway."""
TYPESETTING_S = 1.0
"""What the invoice takes to be set."""


@dataclass(frozen=True)
class Cost:
    """One line of the bill, in US dollars a month."""

    what: str
    amount: float
    unit: str
    dollars: float


def bill(measured: Mapping[str, Measured]) -> list[Cost]:
    """The lines of the bill."""
    times = {name: LEARNERS * DAYS * often for name, often in USE.items()}
    units, seconds = Units(), 0.0
    for name, often in times.items():
        one, calls, busy = measured[name]
        units += Units((one.read + CHECK.read) * often, one.written * often)
        seconds += often * (busy + (calls + 1) * STORAGE_S)
    told = sum(times[name] for name in TOLD)
    units += Units(FOLLOWING.read * told, FOLLOWING.written * told)
    seconds += 3 * told * 0.03  # a relay, and two rooms that hear of it
    requests = sum(times.values())
    lines = [
        ("DynamoDB, reading", units.read, "read units", "dynamodb read"),
        ("DynamoDB, writing", units.written, "write units", "dynamodb written"),
        ("DynamoDB, storing", LEARNERS * ROW_KB / 1e6, "GB", "dynamodb GB-month"),
        ("Lambda, requests", requests + 3 * told, "requests", "lambda request"),
        ("Lambda, time", seconds * MEMORY_GB, "GB-seconds", "lambda GB-second"),
        ("HTTP API", requests, "requests", "http api request"),
        ("CloudFront, requests", requests, "requests", "cloudfront request"),
        ("CloudFront, answers", requests * PAGE_KB / 1e6, "GB", "cloudfront GB"),
        ("EventBridge", told, "events", "eventbridge event"),
        ("SQS", 6 * told, "requests", "sqs request"),
    ]
    return [Cost(what, amount, unit, amount * PRICES[price]) for what, amount, unit, price in lines]


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
    return [Cost(what, number * each, unit, number * each * PRICES[price]) for what, each, unit, price in lines]


_PAGE = """\
# Costs

What {learners:,} active learners cost on AWS in a month, from measured capacity units, calls and processor time;
`make bench` measures and writes it anew. Each learner is active on {days} days, and studies for half an hour then.

## The bill

| what | amount | US dollars |
| --- | --- | --- |
{bill}
| **together** | | **{total:,.0f}** |

That is {cents:.1f} cents a learner. Without taxes, free tiers, logs, mails, backups and support. Heartbeats are most of
it: telling every minute instead of every half halves that part.

Films are not in it, and outweigh all of it: a gigabyte to a viewer in India costs {film} dollars at first, less with
volume. An hour at 1.5 Mbit/s is 0.7 GB, so an hour for each learner is some {hour:,.0f} dollars at that price.

## What a learner does on a day, and what each time costs

Units of a hot request (R read, W written); calls of storage; processor time of the measured machine. The bill adds one
call of 2 R to each: whether somebody may still is asked again after five seconds.

| request | times | units | calls | ms |
| --- | --- | --- | --- | --- |
{use}

A completed lesson or a new enrolment causes some {following} more, a relay, an event and two handlers. Waiting for a
call of storage is taken as {wait:.0f} ms; functions have {memory:g} GB, on arm64.

{payments}
## Prices

On demand, ap-south-1, US dollars for one, first tier; viewers in India. Noted from what AWS published, and not looked
up anew: the [price list](https://aws.amazon.com/pricing/) decides. They stand in `infra/bench/costs.py`.

| what | US dollars |
| --- | --- |
{prices}
"""


_PAYMENTS = """\
## A thousand payments

From the order to the invoice, the place in the course and what people are told of it; a payment takes {read:.0f} R +
{written:.0f} W in {calls:.0f} calls of storage, {requests:.0f} requests (the order, and the gateway's webhooks),
{events:.0f} events, {heard:.0f} times heard. Without mails, and without what the gateway keeps.
Units, calls and counts are measured; time is assumed: {busy:.0f} ms for each request and event, {gateway:g} s of
waiting for the gateway, {setting:g} s to set the invoice.

| what | amount | US dollars |
| --- | --- | --- |
{bill}
| **together** | | **{total:.2f}** |
"""


def payments_section() -> str:
    """What a thousand payments cost."""
    lines = payments()
    bill = "\n".join(f"| {line.what} | {line.amount:,.0f} {line.unit} | {line.dollars:.2f} |" for line in lines)
    return _PAYMENTS.format(
        **vars(PAYMENT),
        bill=bill,
        total=sum(line.dollars for line in lines),
        busy=1000 * BUSY_S,
        gateway=GATEWAY_S,
        setting=TYPESETTING_S,
    )


def page(measured: Mapping[str, Measured]) -> str:
    """``docs/costs.md``."""
    lines = bill(measured)
    total = sum(line.dollars for line in lines)
    film = PRICES["cloudfront GB"]
    return _PAGE.format(
        learners=LEARNERS,
        days=DAYS,
        bill="\n".join(f"| {line.what} | {line.amount:,.0f} {line.unit} | {line.dollars:,.0f} |" for line in lines),
        total=total,
        cents=100 * total / LEARNERS,
        film=film,
        hour=LEARNERS * HOUR_GB * film,
        use="\n".join(
            f"| {name} | {often:.2g} | {one[0]} | {one[1]} | {1000 * one[2]:.1f} |"
            for name, often in USE.items()
            for one in [measured[name]]
        ),
        following=FOLLOWING,
        payments=payments_section(),
        wait=1000 * STORAGE_S,
        memory=MEMORY_GB,
        prices="\n".join(f"| {name} | {price:.10f}".rstrip("0") + " |" for name, price in PRICES.items()),
    )
