"""Archives of courses that were sent and looked at, for tests of whatever comes after."""

from infra.local.oneprocess.workflows import WORKFLOWS
from shared import aws, settings
from tests.functions.catalog.archives.making import course_of
from tests.support.actors import Actor


def send_archive(import_id: str, by: Actor) -> None:
    """Let the archive of an import arrive, and be found sound."""
    key = f"imports/{by.org_id}/{import_id}/course.zip"
    archive = course_of([[{"title": "Knots"}]], {}).archived()
    aws.client("s3").put_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=key, Body=archive)
    job = by.post(f"/course-imports/{import_id}/analysis").json()
    WORKFLOWS["course_copy"]({"org_id": by.org_id, "job_id": job["job_id"]})
