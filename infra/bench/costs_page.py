"""``docs/costs.md``, made of the figures that the last run kept."""

from collections.abc import Iterable, Mapping, Sequence

from infra.bench import costs, limits
from infra.bench.costs import DAYS, FOLLOWING, SIZES, USE, Cost, Measured
from infra.bench.payments import GATEWAY_S, PAYMENT, TYPESETTING_S, payments
from infra.bench.prices import PRICES, TIERS
from infra.config import PRODUCTION
from infra.constructs.firewall import REQUESTS_PER_ADDRESS, SIGN_INS_PER_ADDRESS
from infra.constructs.work_queue import AT_ONCE

LARGEST_LINES = 3


def page(measured: Mapping[str, Measured], alarms: int) -> str:
    """The whole page."""
    bills = [costs.bill(measured, size, alarms=alarms) for size in SIZES]
    missing = costs.unmeasured(measured)
    behind = limits.people_behind_one_address(requests=REQUESTS_PER_ADDRESS, sign_ins=SIGN_INS_PER_ADDRESS)
    return "\n".join(
        [
            _HEAD.format(days=DAYS, at=" and ".join([", ".join(f"{size:,}" for size in SIZES[:-1]), f"{SIZES[-1]:,}"])),
            *_table(["what", *(f"{size:,} learners" for size in SIZES)], _bill(bills)),
            *_largest(bills),
            _FILMS.format(film=PRICES["cloudfront GB"], hours=_words(f"{costs.films(size):,.0f}" for size in SIZES)),
            _LIMITS.format(peak=limits.PEAK, share=100 * limits.LARGEST),
            *_limits(measured),
            _ADDRESS.format(study=behind[0], begin=behind[1]),
            _USE,
            *_table(["request", "times", "units", "calls", "ms"], _use(measured)),
            *([f"Not in the last run, so not in the bill: {', '.join(missing)}.\n"] if missing else []),
            _FOLLOWING,
            *_table(["after", "units", "calls", "events", "heard"], _following()),
            _ASSUMED.format(
                wait=1000 * costs.STORAGE_S,
                memory=costs.MEMORY_GB,
                busy=1000 * costs.BUSY_S,
                row=costs.ROW_KB,
                page=costs.PAGE_KB,
                log=costs.LOG_KB,
                mails=costs.MAILS,
            ),
            payments_section(),
            _PRICES,
            *_table(["what", "US dollars"], _prices()),
        ]
    ).replace("\n\n\n", "\n\n")


def payments_section() -> str:
    """What a thousand payments cost."""
    lines = payments()
    rows = [[line.what, f"{line.amount:,.0f} {line.unit}", f"{line.dollars:.2f}"] for line in lines]
    rows.append(["**together**", "", f"**{sum(line.dollars for line in lines):.2f}**"])
    about = _PAYMENTS.format(**vars(PAYMENT), busy=1000 * costs.BUSY_S, gateway=GATEWAY_S, setting=TYPESETTING_S)
    return "\n".join([about, *_table(["what", "amount", "US dollars"], rows)])


def _bill(bills: Sequence[Sequence[Cost]]) -> list[list[str]]:
    rows = [[lines[0].what, *(_money(line.dollars) for line in lines)] for lines in zip(*bills, strict=True)]
    totals = [_total(lines) for lines in bills]
    rows.append(["**together**", *(f"**{_money(total)}**" for total in totals)])
    rows.append(["cents a learner", *(f"{100 * total / size:.2f}" for total, size in zip(totals, SIZES, strict=True))])
    return rows


def _largest(bills: Sequence[Sequence[Cost]]) -> list[str]:
    lines = ["The largest items:", ""]
    for size, bill in zip(SIZES, bills, strict=True):
        first = sorted(bill, key=lambda line: -line.dollars)[:LARGEST_LINES]
        named = (
            f"{line.what} {100 * line.dollars / _total(bill):.0f} % ({line.amount:,.0f} {line.unit})" for line in first
        )
        lines.append(f"- {size:,}: {', '.join(named)}")
    return [*lines, ""]


def _limits(measured: Mapping[str, Measured]) -> list[str]:
    found = [
        limits.limits(measured, size, requests_per_second=PRODUCTION.requests_per_second, consumers=AT_ONCE)
        for size in SIZES
    ]
    rows = [
        [
            first.what,
            f"{first.quota:,.0f}",
            *(_share(one.share) for one in (_named(first.what, of_size) for of_size in found)),
            _round(first.met_at),
            first.lifted,
        ]
        for first in found[-1]
    ]
    said = [_first_met(size, of_size) for size, of_size in zip(SIZES, found, strict=True)]
    head = ["limit", "quota", *(f"{size:,}" for size in SIZES), "full with", "how it is lifted"]
    return [*said, "", *_table(head, rows)]


def _first_met(size: int, found: Sequence[limits.Limit]) -> str:
    over = [limit for limit in found if limit.share > 1]
    if not over:
        return f"- {size:,}: none. Nearest: {found[0].what}, at {_share(found[0].share)}."
    return f"- {size:,}: {len(over)} of them, first {over[0].what}, with {_round(over[0].met_at)}."


def _named(what: str, found: Iterable[limits.Limit]) -> limits.Limit:
    return next(limit for limit in found if limit.what == what)


def _use(measured: Mapping[str, Measured]) -> list[list[str]]:
    return [
        [name, f"{often:.2g}", str(one[0]), str(one[1]), f"{1000 * one[2]:.1f}"]
        for name, often in USE.items()
        if (one := measured.get(name))
    ]


def _following() -> list[list[str]]:
    return [
        [name, f"{one.read:g} R + {one.written:g} W", f"{one.calls:g}", f"{one.events:g}", f"{one.heard:g}"]
        for name, one in FOLLOWING.items()
    ]


def _prices() -> list[list[str]]:
    rows = []
    for name, price in PRICES.items():
        beyond = "".join(f"; {_price(each)} beyond {begins:,.0f}" for begins, each in TIERS.get(name, ()))
        rows.append([name, f"{_price(price)}{beyond}"])
    return rows


def _price(price: float) -> str:
    return f"{price:.10f}".rstrip("0").rstrip(".")


def _total(lines: Iterable[Cost]) -> float:
    return sum(line.dollars for line in lines)


def _money(dollars: float) -> str:
    return f"{dollars:,.2f}" if dollars < 10 else f"{dollars:,.0f}"


def _share(share: float) -> str:
    return f"{100 * share:,.0f} %" if share >= 0.01 else f"{100 * share:.2f} %"


def _round(number: float) -> str:
    """To two figures."""
    digits = len(f"{number:.0f}") - 2
    return f"{round(number, -max(digits, 0)):,.0f}"


def _words(texts: Iterable[str]) -> str:
    *others, last = texts
    return f"{', '.join(others)} and {last}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows)]
    return [*lines, ""]


_HEAD = """\
# Costs

What {at} active learners cost on AWS in a month, from measured
capacity units, calls and processor time. `make bench` measures, keeps the figures (`infra/bench/measured.json`) and
writes this page; `python -m infra.bench --costs` writes it of the figures that are kept. Each learner is active on
{days} days, and studies for half an hour then.

## The bill

US dollars a month.
"""

_FILMS = """\
Without taxes, free tiers, support and people. Heartbeats are most requests: telling every minute instead of every half
halves their part.

Films are not in it, and outweigh all of it: a gigabyte to a viewer in India costs {film} dollars at first, less with
volume. An hour at 1.5 Mbit/s is 0.7 GB, so an hour for each learner a month is {hours} dollars.

Payments are below. Who lets a provider's model answer pays for its tokens ([ai](ai.md)); what is made offline costs
what a function does.
"""

_LIMITS = """\
## Which limit is met first

The busiest second is taken as {peak:g} times the mean of the month: half of all study falls into four hours of the
evening, and days before exams are nearly twice as busy. The largest organization is taken to have {share:.0f} % of all
learners. Quotas are AWS's defaults for ap-south-1, noted like the prices; *ours* are numbers in this repository. How
much of each the busiest second (the busiest day, for mails) takes, and with how many learners it is full:
"""

_ADDRESS = """\
One more has nothing to do with size. Behind one address, such as a school's, WAF lets through so many requests in five
minutes as `infra/constructs/firewall.py` says: {study:,} people may study there at a time, {begin:,} begin.

A limit that is lifted shows the next one. What is met is throttled, alarmed ([throttling](operations.md#throttling),
[lag](operations.md#lag)) and tried again.
"""

_USE = """\
## What a learner does on a day, and what each time costs

Units of a hot request (R read, W written); calls of storage; processor time of the measured machine. The bill adds one
call of 2 R to each: whether somebody may still is asked again after five seconds.
"""

_FOLLOWING = """\
## What follows

What a deed causes once it is answered, in all rooms: lists, figures, points, notices. Measured by
`tests/proofs/test_learning_costs.py`, of the first lesson of a day; a further one writes less.
"""

_ASSUMED = """\
Assumed: {wait:.0f} ms of waiting for each call of storage, {busy:.0f} ms of work for each event in a relay or a
handler; functions have {memory:g} GB, on arm64; a learner's rows weigh {row} KB, an answer {page} KB, the log of a
request {log} KB; {mails} mails a learner a month.
"""

_PAYMENTS = """\
## A thousand payments

From the order to the invoice, the place in the course and what people are told of it; a payment takes {read:.0f} R +
{written:.0f} W in {calls:.0f} calls of storage, {requests:.0f} requests (the order, and the gateway's webhooks),
{events:.0f} events, {heard:.0f} times heard. Without mails, and without what the gateway keeps.
Units, calls and counts are measured; time is assumed: {busy:.0f} ms for each request and event, {gateway:g} s of
waiting for the gateway, {setting:g} s to set the invoice.
"""

_PRICES = """\
## Prices

On demand, ap-south-1, US dollars for one; viewers in India. Noted from what AWS published, and not looked up anew: the
[price list](https://aws.amazon.com/pricing/) decides. They stand in `infra/bench/prices.py`.
"""
