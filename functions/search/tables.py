"""How search is stored.

Kind      pk                               sk       gsi1pk               gsi1sk
Entry     ORG#<org>#COURSE#<course>        ENTRY    ORG#<org>#CHANGES    <time>#<course>
Base      ORG#<org>                        BASE
Window    GLOBAL#RATE#<limit>#<address>    WINDOW#<start>

An entry is what is indexed of a course, packed; it stays, without content, when the course is offered no more, so that
older news cannot bring it back. The time is when it was last changed: who has an index opened asks for what changed
since. A base says which file of the bucket holds all entries up to a time. There is none while changes are few.

Access pattern                              Answered by
a course's entry                            get    pk=ORG#<org>#COURSE#<course>, sk=ENTRY
  some courses' ratings and prices          batch  the same
what changed since a time, oldest first     query  gsi1 where gsi1pk=ORG#<org>#CHANGES, from there
the base                                    get    pk=ORG#<org>, sk=BASE
"""

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, UnicodeAttribute

from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf


class SearchRow(Row):
    """Any row of search's table."""

    class Meta(TableOf):
        context = "search"

    by_gsi1 = ByGsi1()


class EntryRow(SearchRow, discriminator="Entry"):
    """What is indexed of a course."""

    course_id = UnicodeAttribute()
    packed = BinaryAttribute(null=True, legacy_encoding=False)
    told = IntegerAttribute()
    """The revision of the course that was heard of last."""
    rating_count = IntegerAttribute(default=0)
    rating_sum = IntegerAttribute(default=0)
    rated = IntegerAttribute(default=0)
    """The revision of its rating that was heard of last."""
    free = BooleanAttribute(default=True)
    price_minor = IntegerAttribute(null=True)
    currency = UnicodeAttribute(null=True)
    priced = IntegerAttribute(default=0)
    """The revision of its offers that was heard of last."""

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where a course's entry stands."""
        return f"ORG#{org_id}#COURSE#{course_id}", "ENTRY"

    @staticmethod
    def index_key(org_id: str, at: str = "", course_id: str = "") -> Key:
        """Where it stands among the changes."""
        return f"ORG#{org_id}#CHANGES", f"{at}#{course_id}"


class BaseRow(SearchRow, discriminator="Base"):
    """Which file holds an organization's entries."""

    name = UnicodeAttribute()
    before = UnicodeAttribute(null=True)
    """The file that it took the place of, which somebody may be reading still."""
    form = IntegerAttribute()
    upto = UnicodeAttribute()
    size_bytes = IntegerAttribute()
    entries = IntegerAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where an organization's base stands."""
        return f"ORG#{org_id}", "BASE"
