"""Catalog: the courses on offer, what they are made of, and who may change them.

Words      A *course* is a draft, then published, then archived. It has *topics*, a topic has *lessons*, a lesson has a
           *body*: its content blocks. *Publishing* freezes all of that into a *version*, which never changes; students
           see versions only. A version's *outline* is all of it without the bodies, its *card* is what lists show. A
           course's *instructors* change it, each with the *rights* given to them; the first one created it. Topics of a
           course, and lessons of a topic, stand at *positions*, and the list's *order* gives these out. A body is a
           list of *blocks*, each of a type; what goes with a lesson to be taken away are its *attachments*. Blocks and
           attachments show *assets*: files of the organization, of which the catalog knows what media told. A lesson
           may be a *free preview*. *Release conditions* say when a lesson or all of a topic opens to a learner,
           *prerequisites* are courses to complete before. A course's *preview* is the draft as students would see it.
           Where the organization wants it, a *request for approval* goes before publishing. *Restoring* makes the draft
           as a version was. A course's *reviews* add up to its *ratings*; a *reviewer* is or was enrolled. A *copy* of
           a course is made by a job: a *duplicate*, a *template* from which others begin, an *export* to an *archive*,
           an *import* of one; a *blueprint* is what is copied.
Owns       courses, categories, tags, topics, lessons, bodies, attachments, versions, instructors, requests for
           approval, reviews, templates, archives.
Tells      `CourseCreated`, `CoursePublished`, `CourseArchived`, `CourseDeleted`; `InstructorAdded`,
           `InstructorChanged`, `InstructorRemoved`; `CourseApprovalRequested`, `CourseApproved`, `CourseRejected`;
           `CourseRestoreBegun`, `CourseRestored`; `ReviewsChanged`; `CourseCopyRequested`, `CourseTemplateDeleted`.
Hears      media, about files that are ready, failed or gone; learning, who may review a course; itself: what a deleted
           course leaves behind is removed after its deletion was told, what restoring left half done is finished,
           copies that were asked for are begun.
Asks       identity (who is calling).
Answers    `published.courses` (every room that has to do with courses), `published.outlines`, `published.bodies` (what
           is studied), `published.assets`, `published.categories`, `published.drafts` (what is being written),
           `published.jobs` (the front desk).
Uses       media's tasks, in the workflow that copies courses: files are lent to it and adopted from it.
"""
