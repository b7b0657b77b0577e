"""Catalog: the courses on offer, what they are made of, and who may change them.

Words      A *course* is a draft, then published, then archived. It has *topics*, a topic has *lessons*, a lesson has a
           *body*: its content blocks. *Publishing* freezes all of that into a *version*, which never changes; students
           see versions only. A version's *outline* is all of it without the bodies, its *card* is what lists show.
           A course's *instructors* change it; the first one created it. Topics of a course, and lessons of a topic,
           stand at *positions*, and the list's *order* gives these out.
Owns       courses, topics, lessons, bodies, versions.
Tells      `CourseCreated`, `CoursePublished`, `CourseArchived`, `CourseDeleted`.
Hears      itself: what a deleted course leaves behind is removed after its deletion was told.
Asks       identity (who is calling).
Answers    `published.find_course`, `published.outline`, `published.lesson_body` (learning asks them).
"""
