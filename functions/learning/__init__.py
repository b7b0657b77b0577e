"""Learning: who studies which course, and how far they are.

Words      An *enrolment* is one person's place in one course; `domain/states.py` has what it can be. Its *progress* is
           the set of lessons that the person has completed, seen through the course's current version. An *entry* lists
           an enrolment: on the course's *roster*, and among the learner's own. A course may have so many *seats*; who
           finds none free is in *line*, and a seat that becomes free is *offered* to the first. A lesson is *locked*
           while its release conditions are not fulfilled. A *path* leads over several courses. URLs and JSON spell it
           `enrollment`.
Owns       enrolments and seats, paths, interests and favourites, progress (*work* is what somebody has done in a
           lesson) and who may see it, and what it heard of courses.
Tells      what becomes of an enrolment (`EnrolmentOpened` and its like), and of progress: `LessonCompleted`,
           `CourseCompleted`.
Hears      `CoursePublished`, `CourseArchived`; `OrderPaid` and what becomes of the access that was bought;
           `AttemptGraded`; what frees a seat, and what is counted, from itself.
Asks       catalog (may this course be joined; the outline and the lessons of a version), identity (names on a roster),
           commerce (on what terms one gets into a course), motivation (where the learner stands).
Answers    `published.enrolments` (media asks them before it lets somebody play), `published.studying` (certificates),
           `published.guiding` (guidance), `published.jobs` (the front desk).
"""
