"""The files that hold editions, in the room's bucket."""

from functions.guidance.domain.editions import Edition
from shared import aws, settings
from shared.remembering import BoundedCache

_opened: BoundedCache[str, "tuple[Edition, int]"] = BoundedCache(64 * 1024**2, lambda opened: opened[1])
"""Editions never change: those used last, as their bytes unpacked, which weigh some four times the file."""


class EditionGone(LookupError):
    """An edition is not there any more, because newer ones took its place."""


class EditionFiles:
    """One organization's editions."""

    def __init__(self, org_id: str) -> None:
        self._org_id = org_id

    def put(self, edition: Edition) -> int:
        """Store an edition. Returns how many bytes it has."""
        content = edition.dump()
        aws.client("s3").put_object(Bucket=_bucket(), Key=self._key(edition.edition_id), Body=content)
        return len(content)

    def open(self, edition_id: str) -> Edition:
        """An edition: one read, then kept in the process. Raises ``EditionGone``."""
        return _opened.get(self._key(edition_id), lambda: self._read(edition_id))[0]

    def delete(self, edition_id: str) -> None:
        """Forget an edition; there may be none."""
        aws.client("s3").delete_object(Bucket=_bucket(), Key=self._key(edition_id))

    def _read(self, edition_id: str) -> tuple[Edition, int]:
        client = aws.client("s3")
        try:
            answer = client.get_object(Bucket=_bucket(), Key=self._key(edition_id))
        except client.exceptions.NoSuchKey:
            raise EditionGone(edition_id) from None
        content = answer["Body"].read()
        return Edition.load(content), 4 * len(content)

    def _key(self, edition_id: str) -> str:
        return f"guidance/{self._org_id}/{edition_id}.zlib"


def _bucket() -> str:
    return settings.setting("LMS_FILES_BUCKET")
