"""The whole backend in one process, on moto: for tests, and for working on the code (``make dev``).

Every room's own doors run as they do on AWS: requests through its application, news through its relay onto the bus,
from its queue to its handlers. Only what moto cannot do is done here: routing paths to rooms, and moving what lies in
streams and queues. Nothing is kept.
"""

from infra.local.oneprocess.backend import OneProcess

__all__ = ["OneProcess"]
