"""Learning: who studies which course, and how far they are.

Words      An *enrolment* is one person's place in one course: active, completed or cancelled. Its *progress* is the set
           of lessons that the person has completed, seen through the course's current version. An *entry* lists an
           enrolment: on the course's *roster*, and among the learner's own. A lesson is *locked* while its release
           conditions are not fulfilled. URLs and JSON spell it `enrollment`.
Owns       enrolments, and what it heard of courses.
Tells      `EnrolmentOpened`, `EnrolmentCancelled`, `LessonCompleted`, `CourseCompleted`.
Hears      `CoursePublished`, `CourseArchived`.
Asks       catalog (may this course be joined; the outline and the lessons of a version), identity (names on a roster).
Answers    `published.asking_enrolment` (media asks it before it lets somebody play).
"""
