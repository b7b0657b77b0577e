"""How guidance is stored.

Kind       pk                            sk        gsi1pk                       gsi1sk
History    ORG#<org>#LEARNER#<user>      HISTORY   ORG#<org>#HISTORIES#<shard>  <user>
Edition    ORG#<org>                     EDITION
Changes    ORG#<org>                     CHANGES

A history is one value: with 30 courses some 3 KB. An edition says which file of the bucket has what was learned.
Changes are the courses that came on offer or were withdrawn since an edition was made.

Access pattern                                   Answered by
what is recommended to somebody                  batch  their history, the edition, the changes; their interests
a history, before it is changed                  get    pk=ORG#<org>#LEARNER#<user>, sk=HISTORY
the edition; the changes, before they change     get    pk=ORG#<org>, sk=EDITION or CHANGES
all histories, by shard                          query  gsi1 where gsi1pk=ORG#<org>#HISTORIES#<shard>
"""

import hashlib

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf

SHARDS = 16
"""Histories stand in so many partitions of the index, so that an organization may enrol thousands in a second."""


class GuidanceRow(Row):
    """Any row of guidance's table."""

    class Meta(TableOf):
        context = "guidance"

    by_gsi1 = ByGsi1()


class HistoryRow(GuidanceRow, discriminator="History"):
    """What somebody took and was shown."""

    courses = JSONAttribute()
    seen = JSONAttribute()

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", "HISTORY"

    @staticmethod
    def index_key(org_id: str, user_id: str) -> Key:
        """Where it stands among all."""
        return shard_key(org_id, hashlib.sha256(user_id.encode()).digest()[0] % SHARDS), user_id


class EditionRow(GuidanceRow, discriminator="Edition"):
    """Which file has what was learned, and from how many."""

    edition_id = UnicodeAttribute()
    before = UnicodeAttribute(null=True)
    """The file that it took the place of, which somebody may be reading still."""
    made_at = UTCDateTimeAttribute()
    learners = IntegerAttribute()
    courses = IntegerAttribute()
    size_bytes = IntegerAttribute()
    recipe = JSONAttribute()
    """How weights were made, and how well they predicted what was hidden from them."""

    @staticmethod
    def key(org_id: str) -> Key:
        """Where an organization's stands."""
        return f"ORG#{org_id}", "EDITION"


class ChangesRow(GuidanceRow, discriminator="Changes"):
    """By course: whether it is on offer, as of which of its revisions, and when that was heard."""

    changes = JSONAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where an organization's stand."""
        return f"ORG#{org_id}", "CHANGES"


def shard_key(org_id: str, shard: int) -> str:
    """The partition of the index that a shard of the histories stands in."""
    return f"ORG#{org_id}#HISTORIES#{shard:02}"
