"""What is seen at the gateway moves orders and their refunds."""

from functions.commerce.service.settling.orders import SettlingService

__all__ = ["SettlingService"]
