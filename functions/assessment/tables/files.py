"""The row of a file that was uploaded to be handed in."""

from pynamodb.attributes import UnicodeAttribute

from functions.assessment.tables.base import AssessmentTableRow
from shared.dynamo import IntegerAttribute, Key


class FileRow(AssessmentTableRow, discriminator="File"):
    """A file that media has inspected, as it told of it."""

    asset_id = UnicodeAttribute()
    activity_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    file_kind = UnicodeAttribute()
    content_type = UnicodeAttribute()
    size = IntegerAttribute()

    @staticmethod
    def key(org_id: str, asset_id: str) -> Key:
        """Where a file stands."""
        return f"ORG#{org_id}#FILE#{asset_id}", "FILE"
