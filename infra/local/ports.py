"""Where the local cloud listens: always the loopback only."""

import socket

from infra.local.failures import PortInUse

HOST = "127.0.0.1"
_given: set[int] = set()


def free_port() -> int:
    """A port that nobody uses at this moment; another one each time, though none of them may be used yet."""
    while True:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = int(probe.getsockname()[1])
        if port not in _given:
            _given.add(port)
            return port


def require_free(port: int, *, purpose: str, option: str) -> None:
    """Refuse to begin where another program already listens."""
    with socket.socket() as probe:
        # As the servers do: a port that merely lingers after its last connection is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise PortInUse(
                f"Port {port} of {HOST} is in use, so {purpose} cannot listen there. "
                f"Stop the other program, or choose another port with {option}."
            ) from None
