"""Commerce: what is sold, what was paid, and who has which share of it.

Words      A *connection* is an organization's account at the payment gateway: each organization is merchant itself. An
           *offer* says on which terms a course or a pass is sold. An *order* is one purchase: *created*, then
           *attempted*, then *paid*; *lapsed* if nobody pays in time. A *payment* is the gateway's word for money that
           was *captured*. A *refund* sends some of it back. *Reconciling* asks the gateway what it knows.
Owns       connections, offers, orders, payments, refunds, coupons, subscriptions, the ledger, invoices, payouts.
Tells      nothing yet.
Hears      nothing yet.
Asks       identity (who is calling).
Answers    nothing yet.
"""
