"""How engagement is stored.

Kind       pk                            sk
Inbox      ORG#<org>#PERSON#<user>       INBOX
Notice     ORG#<org>#PERSON#<user>       NOTICE#<notice>
Silence    ORG#<org>#PERSON#<user>       SILENCE
Delivery   ORG#<org>#TOLD#<event>        <user>
Template   ORG#<org>#TEMPLATES           <kind>#<language>

A notice, its place among the unread and the delivery that keeps it from being told again are one transaction. Ids of
notices rise in the order of arrival. Notices are gone after 180 days, deliveries after 30.

Access pattern                        Answered by
one's notices, newest first           query  pk=ORG#<org>#PERSON#<user>, sk begins NOTICE#, descending
which of them are unread              get    pk=ORG#<org>#PERSON#<user>, sk=INBOX
what somebody wants no mail of        get    pk=ORG#<org>#PERSON#<user>, sk=SILENCE
who was told of an event              batch  pk=ORG#<org>#TOLD#<event>, sk=<user>, with silences and templates
words for a kind of notice            get    pk=ORG#<org>#TEMPLATES, sk=<kind>#<language>
  for several                         batch  the templates
  all                                 query  pk=ORG#<org>#TEMPLATES
"""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from shared.dynamo import ByGsi1, Key, Row, TableOf


class EngagementRow(Row):
    """Any row of engagement's table."""

    class Meta(TableOf):
        context = "engagement"

    by_gsi1 = ByGsi1()


class InboxRow(EngagementRow, discriminator="Inbox"):
    """Which notices of a person are unread."""

    user_id = UnicodeAttribute()
    newest = UnicodeAttribute(null=True)
    unread = JSONAttribute()

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where a person's inbox stands."""
        return f"ORG#{org_id}#PERSON#{user_id}", "INBOX"


class NoticeRow(EngagementRow, discriminator="Notice"):
    """A notice of a person."""

    notice_id = UnicodeAttribute()
    kind_of = UnicodeAttribute()
    facts = JSONAttribute()
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, notice_id: str = "") -> Key:
        """Where a notice stands among a person's."""
        return f"ORG#{org_id}#PERSON#{user_id}", f"NOTICE#{notice_id}"


class SilenceRow(EngagementRow, discriminator="Silence"):
    """Of which categories a person wants no mail."""

    user_id = UnicodeAttribute()
    categories = JSONAttribute()

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#PERSON#{user_id}", "SILENCE"


class DeliveryRow(EngagementRow, discriminator="Delivery"):
    """That somebody was told of an event."""

    event_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    mail = UnicodeAttribute()
    claimed_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, event_id: str, user_id: str) -> Key:
        """Where it stands: once for each event and person."""
        return f"ORG#{org_id}#TOLD#{event_id}", user_id


class TemplateRow(EngagementRow, discriminator="Template"):
    """An organization's words for a kind of notice."""

    kind_of = UnicodeAttribute()
    language = UnicodeAttribute()
    title = UnicodeAttribute()
    text = UnicodeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, kind: str = "", language: str = "") -> Key:
        """Where the words stand."""
        return f"ORG#{org_id}#TEMPLATES", f"{kind}#{language}"
