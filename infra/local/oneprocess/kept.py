"""How moto looked at some moment, to be put back later: the ground of every start, and the stage of many tests."""

import copyreg
from copy import deepcopy
from threading import Condition, RLock
from typing import Any

from moto.backends import get_backend
from moto.s3.models import s3_backends

ACCOUNT, REGION = "123456789012", "ap-south-1"
SERVICES = (
    *("dynamodb", "dynamodbstreams", "events", "kms", "s3", "secretsmanager"),
    *("ses", "sesv2", "sqs", "stepfunctions"),
)
alone = RLock()
"""Held by whoever reads or writes what moto holds: it is not safe for threads."""

# A lock is not copied with what it guards: the twin has one of its own.
copyreg.pickle(Condition, lambda _: (Condition, ()))
copyreg.pickle(type(RLock()), lambda _: (RLock, ()))


class Kept:
    """All that lies in tables, streams, queues, buckets, secrets and machines at this moment, and every mail sent."""

    def __init__(self) -> None:
        self._backends = _backends()
        same = {id(one): one for one in self._backends.values()}
        self._held = {name: deepcopy(vars(one), same) for name, one in self._backends.items()}
        self._buckets = dict(s3_backends.bucket_accounts)

    def put_back(self) -> None:
        """Let moto look like that again, whatever happened since; may be done many times."""
        now = _backends()
        for name, held in self._held.items():
            # What pointed to a backend of that moment shall point to the one there is now.
            moved = {id(one): now[other] for other, one in self._backends.items()}
            vars(now[name]).clear()
            vars(now[name]).update(deepcopy(held, moved))
        s3_backends.bucket_accounts.clear()
        s3_backends.bucket_accounts.update(self._buckets)


def backend(service: str) -> Any:
    """Where moto holds what one of the services has."""
    place = "aws" if service == "s3" else REGION
    return get_backend(service)[ACCOUNT][place]  # type: ignore[call-overload]  # its overloads have one name each


def _backends() -> dict[str, Any]:
    return {service: backend(service) for service in SERVICES}
