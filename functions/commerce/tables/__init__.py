"""How commerce is stored.

Kind        pk                                sk            gsi1pk  gsi1sk
Connection  ORG#<org>#CONNECTIONS             <connection>
Door        GLOBAL#DOOR#<connection>          DOOR
Order       ORG#<org>#ORDER#<order>           ORDER         ORG#<org>#BUYER#<user>#ORDERS  <order>
Refund      ORG#<org>#ORDER#<order>           REFUND#<refund>
OrderListing ORG#<org>#ORDERS                 <order>       ORG#<org>#ORDERS#<state>       <order>
GatewayOrder ORG#<org>#GATEWAY#<its order>    ORDER
Parked      ORG#<org>#GATEWAY#<gateway id>    PARKED
Owned       ORG#<org>#BUYER#<user>            OWNED#<course or pass>
RefundPolicy ORG#<org>#SETTINGS               REFUNDS
Receipt     ORG#<org>#RECEIPT#<user>          <key or digest>
Supplier    ORG#<org>#SUPPLIER                SUPPLIER
Series      ORG#<org>#SERIES#<series>#<year>  SERIES
Invoice     ORG#<org>#INVOICE#<order>         INVOICE       ORG#<org>#INVOICES#<month>     <number>
CreditNote  ORG#<org>#INVOICE#<order>         CREDIT#<refund>  ORG#<org>#CREDITS#<month>    <number>
Posting     ORG#<org>#POSTING#<posting>       POSTING       ORG#<org>#POSTINGS#<month>     <moment>#<posting>
Balance     ORG#<org>#BALANCES                <account>#<currency>#<shard>
Balance     ORG#<org>#BALANCES                payable:<user>#<currency>#<month>#<shard>  OWED#<month> of the org
Owed        ORG#<org>#OWED#<user>             <moment>#<posting>
Settled     ORG#<org>#SETTLED#<month>         <settlement>#<number>
Instalments ORG#<org>#INSTALMENTS#<order>     PLAN
Subscription ORG#<org>#SUBSCRIPTION#<subscription> SUBSCRIPTION  ORG#<org>#SUBSCRIBER#<user>  <subscription>
Charge      ORG#<org>#SUBSCRIPTION#<subscription>  CHARGE#<payment>
Which one   ORG#<org>#GATEWAY#<gateway id>    SUBSCRIPTION
Revenue     ORG#<org>#REVENUE#<by>            <day or month>#<id>#<currency>
Counted     ORG#<org>#COUNTED#<order>         PAID, REFUND#<refund>
Recurring   ORG#<org>#RECURRING#<user>        <course or pass>
Sweep       ORG#<org>#SWEEP#<connection>      SWEEP
Deadline    GLOBAL#DEADLINES#<shard>          <time>#<org>#<what>
Shelf       ORG#<org>#COURSE#<course>         OFFERS
Shelf       ORG#<org>#PASS#<pass>             OFFERS
Pass        ORG#<org>#PASSES                  <pass>
OfferPlace  ORG#<org>#OFFER#<offer>           PLACE
Wallet      ORG#<org>#WALLET#<user>           WALLET
Coupon      ORG#<org>#COUPON#<code>           COUPON              ORG#<org>#COUPONS  <coupon>
Tally       ORG#<org>#COUPON#<code>           USES, USES#PERSON#<user>, USES#COURSE#<course>
Redemption  ORG#<org>#COUPON#<code>           ORDER#<order>
CouponCode  ORG#<org>#COUPONCODE#<coupon>     CODE
Affiliate   ORG#<org>#AFFILIATES              <affiliate>
Name        ORG#<org>#AFFILIATE#CODE#<code>   NAME
Name        ORG#<org>#AFFILIATE#PERSON#<user> NAME
Touch       ORG#<org>#TOUCH#<user>            TOUCH
Referral    ORG#<org>#REFERRALS#<affiliate>   <order>
Earnings    ORG#<org>#EARNINGS#<affiliate>    <currency>

A webhook's address names nothing but the connection, so the door through which it comes is global: whose it is, and the
sealed secrets that prove it. It changes in the transaction that changes the connection.

All offers of a course or a pass are one value, its shelf. A coupon stands under its code, with all that counts its
uses, so that what an order needs to know of it is one call. Deadlines belong to no organization, so that a query for
each of 16 shards finds what changes by the passing of time; <what> says what kind of thing it is, and its id.

Everything of an order changes in one transaction with the order, at its revision. By which order somebody owns a thing
is one row for each person and thing, so that nobody pays twice for it.

Access pattern                          Answered by
an order                                get    pk=ORG#<org>#ORDER#<order>, sk=ORDER
  with its refunds                      query  pk=ORG#<org>#ORDER#<order>
which order the gateway means           get    pk=ORG#<org>#GATEWAY#<its order>, sk=ORDER
  of a hundred                          batch  the same, then the orders
that a payment of none of ours is noted put    (made once)
refunds by order and id                 batch  pk=ORG#<org>#ORDER#<order>, sk=REFUND#<refund>
by which order somebody has a thing     get    pk=ORG#<org>#BUYER#<user>, sk=OWNED#<course or pass>
somebody's orders, newest first         query  gsi1 where gsi1pk=ORG#<org>#BUYER#<user>#ORDERS, descending
all orders, newest first                query  pk=ORG#<org>#ORDERS, descending; batch the orders
  in one state                          query  gsi1 where gsi1pk=ORG#<org>#ORDERS#<state>, descending; batch the orders
who sells, as it stands on invoices     get    pk=ORG#<org>#SUPPLIER, sk=SUPPLIER
the last number of a series             get    pk=ORG#<org>#SERIES#<series>#<year>, sk=SERIES
the invoice of an order, with its       query  pk=ORG#<org>#INVOICE#<order>
  credit notes
the invoices of a month, by number      query  gsi1 where gsi1pk=ORG#<org>#INVOICES#<month>
the credit notes of a month, by number  query  gsi1 where gsi1pk=ORG#<org>#CREDITS#<month>
the rule for refunds                    get    pk=ORG#<org>#SETTINGS, sk=REFUNDS
a connection                            get    pk=ORG#<org>#CONNECTIONS, sk=<connection>
connections, newest first               query  pk=ORG#<org>#CONNECTIONS, descending
the one to sell through                 query  the same: the newest that is active
whose webhooks come in at an address    get    pk=GLOBAL#DOOR#<connection>, sk=DOOR
the offers of a course                  get    pk=ORG#<org>#COURSE#<course>, sk=OFFERS
  with the passes that somebody holds   batch  and pk=ORG#<org>#WALLET#<user>, sk=WALLET
the offers of a pass                    get    pk=ORG#<org>#PASS#<pass>, sk=OFFERS
a pass                                  get    pk=ORG#<org>#PASSES, sk=<pass>
passes, newest first                    query  pk=ORG#<org>#PASSES, descending
what an offer is of                     get    pk=ORG#<org>#OFFER#<offer>, sk=PLACE
the offers of some courses              batch  the same as of one
a coupon by its id                      get    pk=ORG#<org>#COUPONCODE#<coupon>, sk=CODE, then the coupon
coupons by code, with their uses        batch  pk=ORG#<org>#COUPON#<code>: the coupon, and the three tallies
coupons, newest first                   query  gsi1 where gsi1pk=ORG#<org>#COUPONS, descending
the uses of a coupon, newest first      query  pk=ORG#<org>#COUPON#<code>, sk begins with ORDER#, descending
an affiliate                            get    pk=ORG#<org>#AFFILIATES, sk=<affiliate>
  by code, or by person                 get    pk=ORG#<org>#AFFILIATE#…, sk=NAME, then the affiliate
affiliates, newest first                query  pk=ORG#<org>#AFFILIATES, descending
whose code somebody used last           get    pk=ORG#<org>#TOUCH#<user>, sk=TOUCH
purchases owed to one, newest first     query  pk=ORG#<org>#REFERRALS#<affiliate>, descending
  the sums of these                     query  pk=ORG#<org>#EARNINGS#<affiliate>
whether something was posted            get    pk=ORG#<org>#POSTING#<posting>, sk=POSTING
the postings of a month                 query  gsi1 where gsi1pk=ORG#<org>#POSTINGS#<month>
what every account amounts to           query  pk=ORG#<org>#BALANCES
  what is owed to one, by month         query  pk=ORG#<org>#BALANCES, sk begins with payable:<user>#
  who is owed something of a month      query  gsi1 where gsi1pk=ORG#<org>#OWED#<month>
what somebody is owed for, by time      query  pk=ORG#<org>#OWED#<user>
what was settled in a month             query  pk=ORG#<org>#SETTLED#<month>
the instalments of a purchase           get    pk=ORG#<org>#INSTALMENTS#<order>, sk=PLAN
a subscription                          get    pk=ORG#<org>#SUBSCRIPTION#<subscription>, sk=SUBSCRIPTION
  by the gateway's id                   get    pk=ORG#<org>#GATEWAY#<gateway id>, sk=SUBSCRIPTION, then it
somebody's subscriptions, newest first  query  gsi1 where gsi1pk=ORG#<org>#SUBSCRIBER#<user>, descending
which order a charge became             get    pk=ORG#<org>#SUBSCRIPTION#<subscription>, sk=CHARGE#<payment>
revenue by day, from one to another     query  pk=ORG#<org>#REVENUE#days, sk between
  by month                              query  pk=ORG#<org>#REVENUE#months
  of a month by course, instructor      query  pk=ORG#<org>#REVENUE#<by>, sk begins with <month>#
  or coupon
who taught what was sold                get    pk=ORG#<org>#COUNTED#<order>, sk=PAID
what somebody pays every so often       get    pk=ORG#<org>#RECURRING#<user>, sk=<course or pass>
how far the gateway was asked           get    pk=ORG#<org>#SWEEP#<connection>, sk=SWEEP
whose time has come                     query  pk=GLOBAL#DEADLINES#<shard>, earliest first
"""

from functions.commerce.tables.affiliates import AffiliateNameRow, AffiliateRow, EarningsRow, ReferralRow, TouchRow
from functions.commerce.tables.base import CommerceRow, ReceiptRow
from functions.commerce.tables.connections import ConnectionRow, DoorRow
from functions.commerce.tables.coupons import CouponCodeRow, CouponRow, RedemptionRow, TallyRow
from functions.commerce.tables.deadlines import DeadlineRow
from functions.commerce.tables.instalments import InstalmentPlanRow
from functions.commerce.tables.invoices import CreditNoteRow, InvoiceRow, SeriesRow, SupplierRow
from functions.commerce.tables.ledger import BalanceRow, OwedRow, PostingRow
from functions.commerce.tables.offers import OfferPlaceRow, PassRow, ShelfRow, WalletRow
from functions.commerce.tables.orders import (
    GatewayOrderRow,
    OrderListingRow,
    OrderRow,
    OwnedRow,
    ParkedRow,
    RefundPolicyRow,
    RefundRow,
)
from functions.commerce.tables.revenue import CountedRow, RecurringRow, RevenueRow
from functions.commerce.tables.settlements import SettledRow
from functions.commerce.tables.subscriptions import ChargeRow, GatewaySubscriptionRow, SubscriptionRow
from functions.commerce.tables.sweeps import SweepRow

__all__ = [
    "AffiliateNameRow",
    "AffiliateRow",
    "BalanceRow",
    "ChargeRow",
    "CommerceRow",
    "ConnectionRow",
    "CountedRow",
    "CouponCodeRow",
    "CouponRow",
    "CreditNoteRow",
    "DeadlineRow",
    "DoorRow",
    "EarningsRow",
    "GatewayOrderRow",
    "GatewaySubscriptionRow",
    "InstalmentPlanRow",
    "InvoiceRow",
    "OfferPlaceRow",
    "OrderListingRow",
    "OrderRow",
    "OwedRow",
    "OwnedRow",
    "ParkedRow",
    "PassRow",
    "PostingRow",
    "ReceiptRow",
    "RecurringRow",
    "RedemptionRow",
    "ReferralRow",
    "RefundPolicyRow",
    "RefundRow",
    "RevenueRow",
    "SeriesRow",
    "SettledRow",
    "ShelfRow",
    "SubscriptionRow",
    "SupplierRow",
    "SweepRow",
    "TallyRow",
    "TouchRow",
    "WalletRow",
]
