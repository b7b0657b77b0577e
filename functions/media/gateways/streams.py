"""What videos were transcoded to: the part of the room's bucket that players may read, asset by asset."""

from shared import aws, settings


def streams_below(org_id: str, asset_id: str) -> str:
    """Where everything that was made of a video stands."""
    return f"videos/{org_id}/{asset_id}/"


def address_of(key: str) -> str:
    """The ``s3://`` address of a key."""
    return f"s3://{settings.setting('LMS_FILES_BUCKET')}/{key}"


class Streams:
    """Reads and removes what was made of videos."""

    def read_playlist(self, org_id: str, asset_id: str, name: str) -> str | None:
        """A playlist's text; None when there is none."""
        client = aws.client("s3")
        key = streams_below(org_id, asset_id) + name
        try:
            answer = client.get_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=key)
        except client.exceptions.NoSuchKey:
            return None
        content: bytes = answer["Body"].read()
        return content.decode(errors="replace")

    def sizes(self, org_id: str, asset_id: str) -> dict[str, int]:
        """The bytes of every file that is there, by its name."""
        prefix = streams_below(org_id, asset_id)
        pages = aws.client("s3").get_paginator("list_objects_v2")
        found = pages.paginate(Bucket=settings.setting("LMS_FILES_BUCKET"), Prefix=prefix)
        return {
            entry["Key"].removeprefix(prefix): entry["Size"] for page in found for entry in page.get("Contents", [])
        }

    def remove(self, org_id: str, asset_id: str) -> None:
        """Remove everything that was made of a video; there may be nothing."""
        prefix = streams_below(org_id, asset_id)
        for name in self.sizes(org_id, asset_id):
            aws.client("s3").delete_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=prefix + name)
