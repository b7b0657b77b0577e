"""Search: the catalog as students and strangers find their way through it.

Words      An *offer* is a course on offer, as its card says. An *entry* is an offer with its text and its rating: what
           is indexed of a course. An *index* holds an organization's entries and answers *wishes*: a text, filters, an
           order. It is opened from a *base*, a file that holds all entries up to a moment, and the *changes* since.
Owns       entries, bases.
Tells      nothing.
Hears      the catalog (what is on offer, how it is rated) and identity (an organization is gone).
Asks       identity (whose catalog it is, who the instructors are), catalog (what a course offers).
Answers    nobody.
"""
