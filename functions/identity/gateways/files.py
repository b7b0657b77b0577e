"""Files that wait to be imported."""

from shared import aws, settings


class ImportFiles:
    """The room's bucket, by job. Files are deleted when their import is over."""

    def put(self, org_id: str, job_id: str, content: bytes) -> None:
        """Keep a file for its import."""
        aws.client("s3").put_object(
            Bucket=settings.setting("LMS_FILES_BUCKET"), Key=_key(org_id, job_id), Body=content, ContentType="text/csv"
        )

    def get(self, org_id: str, job_id: str) -> bytes:
        """The file of an import."""
        answer = aws.client("s3").get_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=_key(org_id, job_id))
        content: bytes = answer["Body"].read()
        return content

    def delete(self, org_id: str, job_id: str) -> None:
        """Forget the file of an import; there may be none."""
        aws.client("s3").delete_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=_key(org_id, job_id))


def _key(org_id: str, job_id: str) -> str:
    return f"imports/{org_id}/{job_id}.csv"
