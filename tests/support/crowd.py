"""Many people on the deployed product at once."""

from datetime import datetime

import pytest

from functions.identity.domain.organizations import Organization
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from shared.dynamo import forget_connections
from tests.support.actors import join
from tests.support.client import Client


def crowd(cloud: LocalCloud, admin: Api, size: int) -> list[str]:
    """Access tokens of so many new students of the administrator's organization, stored as identity stores them: to
    register so many would wait for the limits of registering.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name, value in cloud.environment("identity-api").items():
            patch.setenv(name, value)
        forget_connections()
        me = admin.get("/auth/me")["organization"]
        now = datetime.now().astimezone()
        org = Organization(
            org_id=me["organization_id"], name="Proofs", slug="proofs", country="IN", created_at=now, updated_at=now
        )
        tokens = [join(Client(()), org, "student").token for _ in range(size)]
        forget_connections()
    return tokens
