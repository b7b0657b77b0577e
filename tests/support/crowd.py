"""Many people on the deployed product at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from functions.identity.domain.organizations import Organization
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from shared.dynamo import forget_connections
from tests.support.actors import Actor, join, sign_in
from tests.support.client import Client


class Crowd:
    """New students of the administrator's organization, stored as identity stores them: to register so many would wait
    for the limits of registering.
    """

    def __init__(self, cloud: LocalCloud, admin: Api, size: int) -> None:
        self._cloud = cloud
        me = admin.get("/auth/me")["organization"]
        now = datetime.now().astimezone()
        self._org = Organization(
            org_id=me["organization_id"], name="Proofs", slug="proofs", country="IN", created_at=now, updated_at=now
        )
        with self._at_identity():
            self._people = [join(Client(()), self._org, "student") for _ in range(size)]

    @property
    def people(self) -> list[Actor]:
        """All of them, with the access tokens of their arrival."""
        return self._people

    def tokens(self) -> list[str]:
        """Access tokens of this moment, in the same order."""
        with self._at_identity():
            again = [sign_in(Client(()), self._org, one.user_id, one.email) for one in self._people]
        return [one.token for one in again]

    @contextmanager
    def _at_identity(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self._cloud.environment("identity-api").items():
                patch.setenv(name, value)
            forget_connections()
            yield
            forget_connections()


def crowd(cloud: LocalCloud, admin: Api, size: int) -> list[str]:
    """Access tokens of so many new students, good for a quarter of an hour."""
    return [person.token for person in Crowd(cloud, admin, size).people]
