"""Demo data: two made-up organizations, people in every role, and courses worth reading.

Everything is loaded by the same public API that a tutor uses; `courses/` holds the texts, written for this product.
"""

from infra.local.demo.loader import LOGINS, Login, load
from infra.local.demo.trade import StandIn

__all__ = ["LOGINS", "Login", "StandIn", "load"]
