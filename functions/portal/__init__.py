"""Portal: the front desk. What belongs to no other room: the API's own documents, jobs by id, and a sign of life.

Words      The *document* is the OpenAPI description of the whole API; the *page* shows it. A *job* is long work that
           another room does and answers for.
Owns       nothing.
Tells      nothing.
Hears      nothing.
Asks       identity (who is calling; its jobs), catalog (its jobs).
"""
