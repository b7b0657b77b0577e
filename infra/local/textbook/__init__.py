"""Textbooks: from a file with a line per module to a course, built through the API.

    python -m infra.local.textbook FILE [--publish]

A line is a JSON object (the file may be gzipped):

    book         the same on every line                    "biology"
    id           the module's id, unique in the file        "m44413"
    path         unit and chapter titles, outermost first   ["Unit 2. The Cell", "Cell Structure"]
    title        the module's title
    objectives   list of texts
    body         paragraphs with a blank line between them, and remains of markup
    summary      text
    terms        list of {"t": term, "d": definition}
    mcq          list of {"q": question, "choices": [...], "answer": index of the right one}
    free         list of {"q": question, "a": answer}

Chapters become topics and modules become lessons. Questions are there to study by oneself: no answer key, neither from
these fields nor hidden in the body, gets into a lesson.
"""
