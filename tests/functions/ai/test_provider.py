"""A provider of one's own: connected by administrators, its key never seen again, its costs seen by feature."""

from typing import Any

import pytest

from functions.ai.domain.settings import Settings
from functions.ai.domain.spending import Amount, month_of
from functions.ai.repository.connections import AiConnectionRepository
from functions.ai.repository.spending import SpendingRepository
from functions.ai.wiring import outside
from infra.local.oneprocess.running import running_as
from shared.aws import client
from shared.clock import system_clock
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import World

KEY = "sk-very-secret-0123456789"
PROVIDER: dict[str, Any] = {
    "base_url": "https://models.example.com/v1",
    "model": "model-1",
    "key": KEY,
    "currency": "INR",
    "input_micro_per_million": 1000,
    "output_micro_per_million": 2000,
}


def connect(admin: Actor, revision: int = 0, **values: Any) -> Answer:
    return admin.put("/ai/provider", {**PROVIDER, **values}, headers={"if-match": f'"rev-{revision}"'})


class TestAProvider:
    def test_is_none_until_it_is_connected(self, world: World) -> None:
        admin = world.actor("org_admin")

        assert admin.get("/ai/provider").json()["base_url"] is None
        assert outside(admin.org_id) is None

    def test_answers_with_no_more_of_its_key_than_how_it_ends(self, world: World) -> None:
        admin = world.actor("org_admin")

        answers = connect(admin), admin.get("/ai/provider")

        for answer in answers:
            assert answer.json()["key_ends"] == "6789"
            assert KEY not in answer.text

    def test_has_its_key_sealed_for_its_organization_alone(self, world: World) -> None:
        admin, other = world.actor("org_admin"), world.actor("org_admin")
        connect(admin)
        sealed = AiConnectionRepository(admin.org_id).find()
        assert sealed is not None

        with running_as("ai-tasks"):
            found = outside(admin.org_id)
            with pytest.raises(client("kms").exceptions.ClientError):
                client("kms").decrypt(
                    CiphertextBlob=sealed.sealed_key,
                    EncryptionContext={"org_id": other.org_id, "of": "ai-provider"},
                )

        assert KEY.encode() not in sealed.sealed_key
        assert found is not None
        assert KEY not in repr(found)

    def test_is_replaced_by_who_read_it_and_forgotten_with_its_key(self, world: World) -> None:
        admin = world.actor("org_admin")
        connect(admin)

        assert connect(admin).status_code == 412
        assert connect(admin, 1, model="model-2").json()["model"] == "model-2"
        assert [admin.delete("/ai/provider").status_code for _ in range(2)] == [204, 204]
        assert admin.get("/ai/provider").json()["model"] is None

    @pytest.mark.parametrize(
        "url",
        [
            "http://models.example.com/v1",
            "https://localhost/v1",
            "https://127.0.0.1/v1",
            "https://169.254.169.254/latest",
            "https://10.0.0.1/v1",
            "https://[::1]/v1",
            "https://db.internal/v1",
            "https://user:word@models.example.com/v1",
            "https://models.example.com:x/v1",
            "ftp://models.example.com",
            "https://nodots",
        ],
    )
    def test_is_never_on_a_network_of_ours(self, world: World, url: str) -> None:
        answer = connect(world.actor("org_admin"), base_url=url)

        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/base_url")

    def test_is_for_administrators(self, world: World) -> None:
        tutor = world.actor("tutor")

        assert connect(tutor).status_code == 403
        assert tutor.get("/ai/provider").status_code == 403
        assert tutor.get("/ai/usage").status_code == 403


class TestUsage:
    def test_is_seen_in_all_by_feature_and_by_person(self, world: World) -> None:
        admin = world.actor("org_admin")
        spending = SpendingRepository(admin.org_id)
        reserved = spending.reserve("cal_1", admin.user_id, Amount(100, 50), 0, Settings())
        assert reserved is not None
        spending.settle(reserved, Amount(60, 30), "summaries", b"{}")

        usage = admin.get("/ai/usage").json()

        assert usage["month"] == month_of(system_clock.now())
        assert usage["all"] == {"of": "all", "tokens": 60, "micro": 30, "calls": 0}
        assert usage["features"] == [{"of": "summaries", "tokens": 60, "micro": 30, "calls": 1}]
        assert [one["of"] for one in usage["people"]] == [admin.user_id]
        assert admin.get("/ai/usage", params={"month": "2020-01"}).json()["all"]["tokens"] == 0
        assert world.actor("org_admin").get("/ai/usage").json()["all"]["tokens"] == 0
