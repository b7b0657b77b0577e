"""A course with files, and somebody who sends archives."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pytest

from shared import aws, settings
from shared.fetching import fetched
from tests.functions.catalog.blocks import one_of
from tests.functions.catalog.conftest import Desk, Json, rich_text, succeeded
from tests.functions.catalog.copying import settled_job
from tests.functions.media.files import SAMPLES, Sender, picture
from tests.support.actors import Actor
from tests.support.client import Answer


@dataclass(frozen=True, slots=True)
class Carrier:
    """Somebody who exports and imports. The file store of the tests keeps whatever is put there."""

    desk: Desk
    actor: Actor

    def export(self, course_id: str) -> bytes:
        """An archive of a course, fetched under the link that its export gives."""
        job = self.job(self.actor.post(f"/courses/{course_id}/exports"))
        assert job["state"] == "succeeded", job
        made = succeeded(self.actor.get(f"/courses/{course_id}/exports/{job['job_id']}")).json()
        with fetched(made["url"]) as stream:
            archive = stream.read()
        assert len(archive) == made["size"]
        return archive

    def send(self, archive: bytes) -> str:
        """Begin an import and send an archive, as the signed form would. Its id."""
        begun = succeeded(
            self.actor.post("/course-imports", {"size": max(len(archive), 22), "sha256": sha256(archive).hexdigest()})
        ).json()
        aws.client("s3").put_object(
            Bucket=settings.setting("LMS_FILES_BUCKET"), Key=begun["upload"]["fields"]["key"], Body=archive
        )
        return str(begun["import_id"])

    def analysed(self, archive: bytes) -> Json:
        """An import whose archive was looked at."""
        import_id = self.send(archive)
        self.job(self.actor.post(f"/course-imports/{import_id}/analysis"))
        return self.read(import_id)

    def read(self, import_id: str) -> Json:
        """An import as it is now."""
        found: Json = succeeded(self.actor.get(f"/course-imports/{import_id}")).json()
        return found

    def start(self, import_id: str, **body: Any) -> Answer:
        """Ask for the course."""
        return self.actor.post(f"/course-imports/{import_id}/start", body)

    def imported(self, archive: bytes, **body: Any) -> str:
        """The course that an archive becomes; its id."""
        wanted = self.analysed(archive)
        assert wanted["state"] == "ready", wanted
        job = self.job(self.start(wanted["import_id"], **body))
        assert job["state"] == "succeeded", job
        return str(job["result"]["course_id"])

    def job(self, answer: Answer) -> Json:
        """A job once it is over."""
        return settled_job(self.desk, answer, by=self.actor)


@pytest.fixture
def carrier(desk: Desk) -> Carrier:
    """The tutor of the desk."""
    return Carrier(desk, desk.tutor)


@pytest.fixture
def elsewhere(desk: Desk) -> Carrier:
    """A tutor of another organization."""
    return Carrier(desk, desk.world.actor("tutor"))


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A course with text, files, attachments and conditions."""
    sender = Sender(desk.world, desk.tutor)
    image = sender.upload(picture(), name="Cell — कोशिका.png")
    sheet = sender.upload(SAMPLES["application/pdf"], "application/pdf", name="Worksheet.pdf")
    same = sender.upload(SAMPLES["application/pdf"], "application/pdf", name="The same again.pdf")
    desk.put(desk.path, {"summary": "All of life.", "tags": ["biology"], "objectives": ["See them"]})
    first, second = desk.new_topic("Inside"), desk.new_topic("Outside", summary="What is around it.")
    desk.new_topic("Nothing yet")
    one = desk.new_lesson(
        first,
        "Membrane",
        blocks=[rich_text("A membrane"), one_of("image", asset_id=image), one_of("exercise"), one_of("timeline")],
        estimated_minutes=5,
        free_preview=True,
    )
    two = desk.new_lesson(second, "Plants", blocks=[one_of("file", asset_id=sheet), one_of("quiz")], required=False)
    desk.put(f"/lessons/{two}", {"release": [{"type": "lesson_done", "lesson_id": one}]})
    for asset_id in (same, image):
        succeeded(desk.tutor.post(f"/lessons/{two}/attachments", {"asset_id": asset_id, "title": "To take away"}))
    return desk
