"""How media is stored.

Kind      pk                          sk                       gsi1pk                         gsi1sk
Asset     ORG#<org>#ASSET#<asset>     ASSET
Waiting   ORG#<org>#ASSET#<asset>     WAITING
Listing   ORG#<org>#ASSETS#<of>       <asset>                  ORG#<org>#ASSETS#<of>#<state>  <asset>
Upload    ORG#<org>#UPLOAD#<upload>   UPLOAD
Content   ORG#<org>#CONTENT#<sha256>  <content type>
Usage     ORG#<org>#USAGE             USAGE
Deadline  GLOBAL#DEADLINES#<shard>    <time>#<org>#<what>
Receipt   ORG#<org>#RECEIPT#<user>    <key or digest>

<of> is a kind of asset, or ALL; files that are handed in stand in no list. An asset that was deleted keeps its row for
a while, with the event that says so. Usage changes in the transaction of whatever reserves, takes or gives back room.
Deadlines belong to no organization, so that one query finds the uploads and deleted assets whose time is over; <what>
is the id of either.

Access pattern                              Answered by
an asset                                    get    pk=ORG#<org>#ASSET#<asset>, sk=ASSET
  several                                   batch  the assets
what waits for an asset to be transcoded    get    pk=ORG#<org>#ASSET#<asset>, sk=WAITING
assets of a kind (or all), newest           query  pk=ORG#<org>#ASSETS#<of>, descending; batch the assets
  in one state                              query  gsi1 where gsi1pk=ORG#<org>#ASSETS#<of>#<state>, descending;
                                            batch  the assets
an upload                                   get    pk=ORG#<org>#UPLOAD#<upload>, sk=UPLOAD
  with its asset, content and usage         batch  the four
what is stored of a checksum                get    pk=ORG#<org>#CONTENT#<sha256>, sk=<content type>
how much room is taken                      get    pk=ORG#<org>#USAGE, sk=USAGE
whose time is over                          query  pk=GLOBAL#DEADLINES#<shard>, earliest first
"""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.deadlines import DeadlineFields
from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf
from shared.receipts import ReceiptFields

ALL = "ALL"


class MediaRow(Row):
    """Any row of media's table."""

    class Meta(TableOf):
        context = "media"

    by_gsi1 = ByGsi1()


class ServedFields:
    """How a file is served."""

    served_key = UnicodeAttribute(null=True)
    attachment = BooleanAttribute()
    variants = JSONAttribute()
    width = IntegerAttribute(null=True)
    height = IntegerAttribute(null=True)


class AssetRow(MediaRow, ServedFields, discriminator="Asset"):
    """An asset, or for a while one that was deleted."""

    asset_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    course_id = UnicodeAttribute(null=True)
    activity_id = UnicodeAttribute(null=True)
    name = UnicodeAttribute()
    asset_kind = UnicodeAttribute()
    content_type = UnicodeAttribute()
    size = IntegerAttribute()
    sha256 = UnicodeAttribute()
    state = UnicodeAttribute()
    failure = UnicodeAttribute(null=True)
    content_id = UnicodeAttribute(null=True)
    source_key = UnicodeAttribute(null=True)
    duration_s = NumberAttribute(null=True)
    renditions = JSONAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()
    deleted_at = UTCDateTimeAttribute(null=True)

    @staticmethod
    def key(org_id: str, asset_id: str) -> Key:
        """Where an asset stands."""
        return f"ORG#{org_id}#ASSET#{asset_id}", "ASSET"


class ListingRow(MediaRow, discriminator="Listing"):
    """Puts an asset into the list of all, or of its kind."""

    asset_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, of: str, asset_id: str = "") -> Key:
        """Where an asset stands in a list."""
        return f"ORG#{org_id}#ASSETS#{of}", asset_id

    @staticmethod
    def index_key(org_id: str, of: str, state: str, asset_id: str = "") -> Key:
        """Where it stands among those in its state."""
        return f"ORG#{org_id}#ASSETS#{of}#{state}", asset_id


class UploadRow(MediaRow, discriminator="Upload"):
    """A file on its way in."""

    upload_id = UnicodeAttribute()
    asset_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    method = UnicodeAttribute()
    content_type = UnicodeAttribute()
    size = IntegerAttribute()
    sha256 = UnicodeAttribute()
    part_size = IntegerAttribute(null=True)
    multipart_id = UnicodeAttribute(null=True)
    state = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    open_until = UTCDateTimeAttribute()
    arrived_at = UTCDateTimeAttribute(null=True)

    @staticmethod
    def key(org_id: str, upload_id: str) -> Key:
        """Where an upload stands."""
        return f"ORG#{org_id}#UPLOAD#{upload_id}", "UPLOAD"


class ContentRow(MediaRow, ServedFields, discriminator="Content"):
    """What is stored of a checksum, and how many assets are that."""

    content_id = UnicodeAttribute()
    sha256 = UnicodeAttribute()
    content_type = UnicodeAttribute()
    size = IntegerAttribute()
    source_key = UnicodeAttribute()
    references = IntegerAttribute()
    unused_since = UTCDateTimeAttribute(null=True)
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, sha256: str, content_type: str) -> Key:
        """Where a content stands: the same bytes as another type are served in another way."""
        return f"ORG#{org_id}#CONTENT#{sha256}", content_type


class UsageRow(MediaRow, discriminator="Usage"):
    """How much of an organization's room is reserved and taken."""

    reserved = IntegerAttribute()
    stored = IntegerAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where an organization's usage stands."""
        return f"ORG#{org_id}#USAGE", "USAGE"


class DeadlineRow(MediaRow, DeadlineFields, discriminator="Deadline"):
    """When somebody must look after an upload, or after a deleted asset."""


class WaitingRow(MediaRow, discriminator="Waiting"):
    """Which workflow waits for the job that transcodes an asset; it goes by itself."""

    job_id = UnicodeAttribute()
    token = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, asset_id: str) -> Key:
        """Where it stands, beside the asset."""
        return f"ORG#{org_id}#ASSET#{asset_id}", "WAITING"


class ReceiptRow(MediaRow, ReceiptFields, discriminator="Receipt"):
    """What a request to create made."""
