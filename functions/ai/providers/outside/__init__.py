"""The provider that speaks the API of OpenAI, wherever its server is."""

from functions.ai.providers.outside.client import Account
from functions.ai.providers.outside.provider import Outside

__all__ = ["Account", "Outside"]
