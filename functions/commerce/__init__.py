"""Commerce: what is sold, what was paid, and who has which share of it.

Words      A *connection* is an organization's account at the payment gateway: each organization is merchant itself. An
           *offer* says on which terms a course or a pass is sold; all offers of one thing are its *shelf*. A *pass*
           opens several courses. A *coupon* takes something off a price; an order's use of it is *reserved*, then
           *consumed* or *released*. An *order* is one purchase: *created*, then *attempted*, then *paid*; *lapsed* if
           nobody pays in time. A *payment* is the gateway's word for money that was *captured*. A *refund* sends some
           of it back. An *invoice* bills an order, a *credit note* takes a part of that back.
           *Reconciling* asks the gateway what it knows.
Owns       connections, offers, orders, payments, refunds, coupons, invoices, credit notes.
Tells      `OfferChanged`, `OrderPlaced`, `OrderLapsed`, `OrderPaid`, `PaymentFailed`, `RefundProcessed`,
           `RefundFailed`, `AccessEnded`, `InvoiceIssued`, `CreditNoteIssued`; `GatewayNotified`, which its door of
           webhooks puts onto the bus.
Hears      itself: what the gateway told, what is to be billed; identity: `MemberRemoved`, who is then charged no more.
Asks       identity (who is calling), the catalog (whose a course is).
Answers    `published.asking_terms` (learning asks it at enrolment: is a course free, sold, or open by a pass).
"""
