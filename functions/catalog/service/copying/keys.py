"""Where things lie in the room's bucket."""


def archive_key(org_id: str, job_id: str) -> str:
    """The archive that a job makes."""
    return f"exports/{org_id}/{job_id}/course.zip"


def borrowed_key(org_id: str, job_id: str, sha256: str) -> str:
    """A file that was borrowed for an archive."""
    return f"exports/{org_id}/{job_id}/files/{sha256}"


def upload_key(org_id: str, import_id: str) -> str:
    """An archive that is sent to be imported."""
    return f"imports/{org_id}/{import_id}/course.zip"


def unpacked_key(org_id: str, import_id: str, sha256: str) -> str:
    """A file out of such an archive."""
    return f"imports/{org_id}/{import_id}/files/{sha256}"
