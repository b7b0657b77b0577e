"""Finance: what an organization and its people need of the books, on paper, as files and as money paid out.

Words      A *document* is an invoice or a credit note as PDF. A *statement* is what a person who teaches or brings
           buyers earned in a month, and what of it is *held* until it cannot go back any more, and *due*. A *payout* is
           a payment of what was due, made outside of here. A *report* is a table of some months as a file. A *link*
           leads to a file for minutes.
Owns       documents, payouts, reports.
Tells      `PayoutMade`, `ReportRequested`, `ReportReady`, `ReportFailed`.
Hears      commerce (what was billed), itself (which reports are wanted).
Asks       identity (who is calling, what people are called), commerce (what its books say).
Answers    `published.find_job` (the front desk asks it).
"""
