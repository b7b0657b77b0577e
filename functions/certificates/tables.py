"""How certificates are stored.

Kind         pk                                sk                  gsi1pk                          gsi1sk
Terms        ORG#<org>#COURSE#<course>         TERMS
Design       ORG#<org>                         DESIGN
Certificate  ORG#<org>#CERTIFICATE#<id>        CERTIFICATE         ORG#<org>#COURSE#<course>       <id>
Entry        ORG#<org>#LEARNER#<user>          COURSE#<course>
Code         GLOBAL#CODE#<code>                CODE
Receipt      ORG#<org>#RECEIPT#<user>          KEY#<key>
Window       GLOBAL#RATE#<limit>#<address>     WINDOW#<start>

A learner has one entry for a course: it says which certificate is theirs, and that there is one already. Ids sort by
time, so a course's certificates lie in the order in which they were issued.

Access pattern                              Answered by
a course's terms, and who has it            batch  pk=ORG#<org>#COURSE#<course> / ORG#<org>#LEARNER#<user>
how certificates look                       get    pk=ORG#<org>, sk=DESIGN
a certificate                               get    pk=ORG#<org>#CERTIFICATE#<id>
a learner's certificates                    query  pk=ORG#<org>#LEARNER#<user>
a course's certificates, newest first       query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>
whose a code is                             get    pk=GLOBAL#CODE#<code>
"""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf
from shared.receipts import ReceiptFields


class CertificatesRow(Row):
    """Any row of the room's table."""

    class Meta(TableOf):
        context = "certificates"

    by_gsi1 = ByGsi1()


class ReceiptRow(CertificatesRow, ReceiptFields, discriminator="Receipt"):
    """Proof of a certificate that was asked for under an Idempotency-Key."""


class TermsRow(CertificatesRow, discriminator="Terms"):
    """What a course's certificate asks for."""

    conditions = JSONAttribute()
    automatic = BooleanAttribute()

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where they stand."""
        return f"ORG#{org_id}#COURSE#{course_id}", "TERMS"


class DesignRow(CertificatesRow, discriminator="Design"):
    """How an organization's certificates look."""

    layout = UnicodeAttribute()
    language = UnicodeAttribute(null=True)
    color = UnicodeAttribute(null=True)
    signatory = UnicodeAttribute(null=True)
    signatory_role = UnicodeAttribute(null=True)
    shows_instructors = BooleanAttribute()
    shows_hours = BooleanAttribute()
    shows_score = BooleanAttribute(default=False)

    @staticmethod
    def key(org_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}", "DESIGN"


class CertificateRow(CertificatesRow, discriminator="Certificate"):
    """A certificate."""

    certificate_id = UnicodeAttribute()
    code = UnicodeAttribute()
    course_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    learner_name = UnicodeAttribute()
    course_title = UnicodeAttribute()
    organization_name = UnicodeAttribute()
    instructor_names = JSONAttribute()
    minutes = IntegerAttribute(null=True)
    score_percent = IntegerAttribute(null=True)
    completed_at = UTCDateTimeAttribute()
    issued_at = UTCDateTimeAttribute()
    time_zone = UnicodeAttribute()
    language = UnicodeAttribute()
    layout = UnicodeAttribute()
    color = UnicodeAttribute()
    signatory = UnicodeAttribute(null=True)
    signatory_role = UnicodeAttribute(null=True)
    replaces = UnicodeAttribute(null=True)
    replaced_by = UnicodeAttribute(null=True)
    revoked_at = UTCDateTimeAttribute(null=True)
    revoked_for = UnicodeAttribute(null=True)
    typeset_at = UTCDateTimeAttribute(null=True)

    @staticmethod
    def key(org_id: str, certificate_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#CERTIFICATE#{certificate_id}", "CERTIFICATE"

    @staticmethod
    def index_key(org_id: str, course_id: str, certificate_id: str = "") -> Key:
        """Where it stands among its course's."""
        return f"ORG#{org_id}#COURSE#{course_id}", certificate_id


class EntryRow(CertificatesRow, discriminator="Entry"):
    """That a learner has a certificate for a course, and which; with what their list says of it."""

    certificate_id = UnicodeAttribute()
    code = UnicodeAttribute()
    course_id = UnicodeAttribute()
    course_title = UnicodeAttribute()
    issued_at = UTCDateTimeAttribute()
    revoked_at = UTCDateTimeAttribute(null=True)

    @staticmethod
    def key(org_id: str, user_id: str, course_id: str = "") -> Key:
        """Where it stands; without a course, where a learner's entries begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"COURSE#{course_id}"


class CodeRow(CertificatesRow, discriminator="Code"):
    """Which certificate a code verifies."""

    org_id = UnicodeAttribute()
    certificate_id = UnicodeAttribute()

    @staticmethod
    def key(code: str) -> Key:
        """Where it stands."""
        return f"GLOBAL#CODE#{code}", "CODE"
