"""How finance is stored.

Kind     pk                      sk          gsi1pk                   gsi1sk
Payout   ORG#<org>#PAYOUTS       <payout>    ORG#<org>#PAYOUTS#<user> <payout>
Given    ORG#<org>#GIVEN#<user>  <currency>
Report   ORG#<org>#REPORTS       <report>
Job      ORG#<org>#JOB#<job>     JOB
Receipt  ORG#<org>#RECEIPT#<user>  <key or digest>

What somebody was given so far is one number for each currency: a payout goes through only while it is what was read, so
that nothing is paid out twice.

Access pattern                   Answered by
payouts, newest first            query  pk=ORG#<org>#PAYOUTS, descending
  of one person                  query  gsi1 where gsi1pk=ORG#<org>#PAYOUTS#<user>, descending
a payout                         get    pk=ORG#<org>#PAYOUTS, sk=<payout>
what somebody was given so far   get    pk=ORG#<org>#GIVEN#<user>, sk=<currency>
reports, newest first            query  pk=ORG#<org>#REPORTS, descending
a report                         get    pk=ORG#<org>#REPORTS, sk=<report>
a job                            get    pk=ORG#<org>#JOB#<job>, sk=JOB
"""

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf
from shared.jobs import JobFields
from shared.receipts import ReceiptFields
from shared.report_rows import ReportFields


class FinanceRow(Row):
    """Any row of finance's table."""

    class Meta(TableOf):
        context = "finance"

    by_gsi1 = ByGsi1()


class ReceiptRow(FinanceRow, ReceiptFields, discriminator="Receipt"):
    """What a request to create made."""


class JobRow(FinanceRow, JobFields, discriminator="Job"):
    """A report being made."""


class PayoutRow(FinanceRow, discriminator="Payout"):
    """A payment to somebody."""

    payout_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    currency = UnicodeAttribute()
    amount_minor = IntegerAttribute()
    reference = UnicodeAttribute(null=True)
    made_by = UnicodeAttribute()
    made_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, payout_id: str = "") -> Key:
        """Where a payout stands."""
        return f"ORG#{org_id}#PAYOUTS", payout_id

    @staticmethod
    def person_key(org_id: str, user_id: str, payout_id: str = "") -> Key:
        """Where it stands among those of a person."""
        return f"ORG#{org_id}#PAYOUTS#{user_id}", payout_id


class GivenRow(FinanceRow, discriminator="Given"):
    """What somebody was given so far in a currency."""

    given_minor = IntegerAttribute()

    @staticmethod
    def key(org_id: str, user_id: str, currency: str) -> Key:
        """Where the sum stands."""
        return f"ORG#{org_id}#GIVEN#{user_id}", currency


class ReportRow(FinanceRow, ReportFields, discriminator="Report"):
    """A report that somebody asked for."""

    first_month = UnicodeAttribute()
    last_month = UnicodeAttribute()
