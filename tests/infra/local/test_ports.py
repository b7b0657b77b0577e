"""A port that is taken is noticed before anything starts."""

import socket

import pytest

from infra.local.failures import PortInUse
from infra.local.ports import HOST, free_port, require_free

pytestmark = pytest.mark.enable_socket  # asking the system for a port is what is tested


def test_a_taken_port_is_refused_with_what_to_do() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PortInUse, match=f"Port {port} .* in use.*choose another port with --port"):
            require_free(port, purpose="the API", option="--port")


def test_a_free_port_is_fine() -> None:
    require_free(free_port(), purpose="the API", option="--port")


def test_a_free_port_is_given_once() -> None:
    assert len({free_port() for _ in range(500)}) == 500
