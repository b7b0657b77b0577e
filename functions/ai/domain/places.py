"""Where a provider may be: anywhere in public, so that no call reaches what only our own machines can."""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

_OWN = (".local", ".internal", ".localhost")


def is_public_place(url: str) -> bool:
    """Whether a URL is one by TLS whose host is not, by its name or number, one of a private network."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or not host or parts.username or parts.query or parts.fragment:
        return False
    if host == "localhost" or host.endswith(_OWN) or "." not in host.strip("."):
        return False
    return are_public([host]) if host.replace(".", "").isdigit() or ":" in host else True


def are_public(addresses: Iterable[str]) -> bool:
    """Whether all of these addresses are ones of the public internet."""
    try:
        return all(ip_address(address).is_global for address in addresses)
    except ValueError:
        return False
