"""AWS's list prices, as data: put in what your bill says.

US dollars, on demand, ap-south-1, viewers in India; noted in November 2026 from what AWS published, and not looked up
anew, but for CloudFront's.
"""

from collections.abc import Mapping

PRICES: Mapping[str, float] = {
    "dynamodb read": 0.1423 / 1e6,
    "dynamodb written": 0.7116 / 1e6,
    "dynamodb GB-month": 0.285,
    "dynamodb backup GB-month": 0.228,
    "lambda request": 0.20 / 1e6,
    "lambda GB-second": 0.0000133334,
    "http api request": 1.05 / 1e6,
    "cloudfront request": 0.0120 / 1e4,
    "cloudfront GB": 0.109,
    "waf request": 0.60 / 1e6,
    "waf rule": 1.00,
    "waf list of rules": 5.00,
    "eventbridge event": 1.00 / 1e6,
    "firehose GB": 0.034,
    "sqs request": 0.40 / 1e6,
    "s3 file": 0.005 / 1e3,
    "log GB": 0.67,
    "alarm": 0.10,
    "secret": 0.40,
    "key": 1.00,
    "mail": 0.10 / 1e3,
}
"""Of one, in the first tier."""

TIERS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "http api request": ((300e6, 0.95 / 1e6),),
    "lambda GB-second": ((7.5e9, 0.0000120001), (18.75e9, 0.0000106667)),
    "cloudfront GB": ((10e3, 0.085), (50e3, 0.082), (150e3, 0.080), (500e3, 0.078), (1_024e3, 0.075), (5_120e3, 0.072)),
}
"""Where more of it in a month is cheaper: what one costs beyond so many."""


def dollars(price: str, amount: float) -> float:
    """What so much of it costs in a month, tier by tier."""
    steps = [(0.0, PRICES[price]), *TIERS.get(price, ())]
    ends = [begins for begins, _ in steps[1:]] + [amount]
    return sum(max(0.0, min(amount, end) - begins) * each for (begins, each), end in zip(steps, ends, strict=True))
