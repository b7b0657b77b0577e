"""A school that sells a course through its account at the gateway."""

from tests.functions.commerce.shop import shop
from tests.functions.commerce.till import till

__all__ = ["shop", "till"]
