"""Lists of people who wait to be enrolled."""

import json
from dataclasses import asdict

from functions.learning.domain.bulk import Line, Wish
from shared import aws, settings


class WishFiles:
    """The room's bucket, by job. A list is deleted when its job is over."""

    def put(self, org_id: str, job_id: str, wish: Wish) -> None:
        """Keep a list for its job."""
        aws.client("s3").put_object(
            Bucket=settings.setting("LMS_FILES_BUCKET"),
            Key=_key(org_id, job_id),
            Body=json.dumps(asdict(wish)).encode(),
            ContentType="application/json",
        )

    def get(self, org_id: str, job_id: str) -> Wish:
        """The list of a job."""
        answer = aws.client("s3").get_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=_key(org_id, job_id))
        stored = json.loads(answer["Body"].read())
        return Wish(**{**stored, "lines": tuple(Line(**line) for line in stored["lines"])})

    def delete(self, org_id: str, job_id: str) -> None:
        """Forget the list of a job; there may be none."""
        aws.client("s3").delete_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=_key(org_id, job_id))


def _key(org_id: str, job_id: str) -> str:
    return f"enrolments/{org_id}/{job_id}.json"
