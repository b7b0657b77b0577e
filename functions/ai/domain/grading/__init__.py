"""Grading suggestions: what an answer may be worth, from which words of it, and how sure that is.

Whoever suggests is given texts and answers with `Suggested`. Nothing here obeys what is written in an answer: texts are
counted and compared, never followed. A suggestion's comment speaks of the answer alone, since its author may come to
see it; what the model answer has and the answer has not stands in the notes, for those who mark.
"""
