"""The catalog's search as it is deployed: news over queues, the machine, bases in the bucket, and rights."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from functions.search.repository import Kept, SearchRepository
from functions.search.service.building import LEAST_ENTRIES
from functions.search.tables import EntryRow
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import OrganizationForm, Person, register_organization
from shared.dynamo import chunks
from tests.functions.search.entries import an_entry
from tests.system.waiting import eventually

ADMIN = Person("Lata", "lata@finding.example.org", "quiet harbours after rain")
CATALOG = "/api/v1/catalog/finding"


@pytest.fixture(scope="module")
def tutor(cloud: LocalCloud) -> Iterator[Api]:
    """Somebody who publishes courses."""
    api = Api(cloud.url)
    yield register_organization(api, cloud.mails, OrganizationForm(name="Finding", slug="finding"), ADMIN)
    api.close()


def publish(tutor: Api, title: str, **details: Any) -> str:
    """A course on offer."""
    course_id: str = tutor.post("/courses", {"title": title, **details})["course_id"]
    topic_id = tutor.post(f"/courses/{course_id}/topics", {"title": "Beginning"})["topic_id"]
    tutor.post(f"/topics/{topic_id}/lessons", {"title": "First steps", "blocks": []})
    tutor.post(f"/courses/{course_id}/publish")
    return course_id


def found(cloud: LocalCloud, q: str) -> list[str]:
    """The titles that a stranger finds, as soon as there are any."""

    def titles() -> list[str]:
        answer = httpx.get(f"{cloud.url}{CATALOG}/courses", params={"q": q}, timeout=60)
        assert answer.status_code == 200, answer.text
        return [item["title"] for item in answer.json()["items"]]

    assert eventually(titles), q
    return titles()


class TestPublishedCourse:
    def test_is_found_by_strangers_within_seconds(self, cloud: LocalCloud, tutor: Api) -> None:
        course_id = publish(tutor, "Knots that hold", tags=["sailing"])
        publish(tutor, "संस्कृत व्याकरण", language="hi")

        assert found(cloud, "knotz that hold") == ["Knots that hold"]
        assert found(cloud, "व्याकरण") == ["संस्कृत व्याकरण"]
        page = httpx.get(f"{cloud.url}{CATALOG}/courses/{course_id}", timeout=60).json()
        assert json.loads(page["json_ld"])["name"] == "Knots that hold"


class TestMachine:
    def test_makes_the_index_anew(self, cloud: LocalCloud, tutor: Api) -> None:
        publish(tutor, "Ropes and splices")
        assert found(cloud, "splices") == ["Ropes and splices"]

        assert run_machine(cloud, tutor, whole=True) == "SUCCEEDED"

        assert found(cloud, "splices") == ["Ropes and splices"]

    def test_puts_many_entries_into_a_file_that_functions_open(self, cloud: LocalCloud, tutor: Api) -> None:
        repository = SearchRepository(tutor.organization_id)
        entries = [an_entry(number, title=f"Harbour {number}") for number in range(LEAST_ENTRIES)]
        items = [item_of(repository._row(Kept(entry.offer.course_id, entry, told=1))) for entry in entries]
        table = cloud.environment("search-api")["LMS_TABLE_SEARCH"]
        for batch in chunks(items, 25):
            puts = [{"PutRequest": {"Item": item}} for item in batch]
            cloud.client("dynamodb").batch_write_item(RequestItems={table: puts})

        assert run_machine(cloud, tutor, whole=False) == "SUCCEEDED"

        bucket = cloud.environment("search-api")["LMS_FILES_BUCKET"]
        files = cloud.client("s3").list_objects_v2(Bucket=bucket, Prefix=f"search/{tutor.organization_id}/")
        assert len(files["Contents"]) == 1
        with cloud.iam.without(cloud.function("search-api"), "s3:GetObject"):
            cloud.workers.kill(cloud.function("search-api"))
            assert httpx.get(f"{cloud.url}{CATALOG}/courses", timeout=60).status_code == 500
        assert "Harbour 7" in found(cloud, "harbour 7")


def item_of(row: EntryRow) -> dict[str, Any]:
    """The item that a new row is, as boto3 wants it."""
    item: dict[str, Any] = row.to_dynamodb_dict()
    return {**item, "packed": {"B": base64.b64decode(item["packed"]["B"])}, "revision": {"N": "1"}}


def run_machine(cloud: LocalCloud, tutor: Api, *, whole: bool) -> str:
    """Start the machine for the tutor's organization. Returns how it ended."""
    client, machine = cloud.client("stepfunctions"), cloud.environment("search-handlers")["LMS_MACHINE_INDEXING"]
    asked = json.dumps({"org_id": tutor.organization_id, "whole": whole})
    execution = client.start_execution(stateMachineArn=machine, input=asked)["executionArn"]

    def status() -> str:
        return str(client.describe_execution(executionArn=execution)["status"])

    assert eventually(lambda: status() != "RUNNING")
    return status()
