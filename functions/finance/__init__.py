"""Finance: what an organization and its people need of the books on paper and as files.

Words      A *document* is an invoice or a credit note as PDF. A *link* leads to a file for minutes.
Owns       documents.
Tells      nothing.
Hears      commerce (what was billed).
Asks       identity (who is calling), commerce (what its books say).
"""
