"""The files that hold bases: an index as one file that never changes, in the room's bucket."""

import io
import zipfile
from pathlib import Path

from shared import aws, settings
from shared.ids import new_id


class BaseGone(LookupError):
    """A base is not there any more, because newer ones took its place."""


class BaseFiles:
    """One organization's bases."""

    def __init__(self, org_id: str) -> None:
        self._org_id = org_id

    def put(self, folder: Path) -> tuple[str, int]:
        """Store an index. Returns the name of its file, and how many bytes it has."""
        name, content = new_id("bas"), packed(folder)
        aws.client("s3").put_object(Bucket=_bucket(), Key=self._key(name), Body=content, ContentType="application/zip")
        return name, len(content)

    def unpack(self, name: str, folder: Path) -> None:
        """Lay an index out in a folder. Raises ``BaseGone``."""
        client = aws.client("s3")
        try:
            answer = client.get_object(Bucket=_bucket(), Key=self._key(name))
        except client.exceptions.NoSuchKey:
            raise BaseGone(name) from None
        unpack(answer["Body"].read(), folder)

    def delete(self, name: str) -> None:
        """Forget a base; there may be none."""
        aws.client("s3").delete_object(Bucket=_bucket(), Key=self._key(name))

    def _key(self, name: str) -> str:
        return f"search/{self._org_id}/{name}.zip"


def packed(folder: Path) -> bytes:
    """An index as one file. Packed quickly: it is fetched and unpacked while somebody waits."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.iterdir()):
            if not path.name.endswith(".lock"):
                archive.write(path, path.name)
    return made.getvalue()


def unpack(content: bytes, folder: Path) -> None:
    """Lay a packed index out in a folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)


def _bucket() -> str:
    return settings.setting("LMS_FILES_BUCKET")
