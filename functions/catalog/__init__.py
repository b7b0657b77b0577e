"""Catalog: the courses on offer, what they are made of, and who may change them.

Words      A *course* is a draft, then published, then archived. It has *topics*, a topic has *lessons*, a lesson has a
           *body*: its content blocks. *Publishing* freezes all of that into a *version*, which never changes; students
           see versions only. A version's *outline* is all of it without the bodies, its *card* is what lists show.
           A course's *instructors* change it; the first one created it. Topics of a course, and lessons of a topic,
           stand at *positions*, and the list's *order* gives these out. A body is a list of *blocks*, each of a type;
           what goes with a lesson to be taken away are its *attachments*. Blocks and attachments show *assets*: files
           of the organization, of which the catalog knows what media told. A lesson may be a *free preview*. A course's
           *preview* is the draft as students would see it.
Owns       courses, topics, lessons, bodies, attachments, versions.
Tells      `CourseCreated`, `CoursePublished`, `CourseArchived`, `CourseDeleted`.
Hears      media, about files that are ready, failed or gone; itself: what a deleted course leaves behind is removed
           after its deletion was told.
Asks       identity (who is calling).
Answers    `published.find_course`, `published.outline`, `published.lesson_body` (learning asks them),
           `published.find_lesson_assets`, `published.find_draft_assets` (media asks them).
"""
