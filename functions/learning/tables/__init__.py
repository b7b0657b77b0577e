"""How learning is stored.

Kind          pk                                sk                 gsi1pk                             gsi1sk
Enrolment     ORG#<org>#LEARNER#<user>          ENROLMENT#<course>
LearnerEntry  ORG#<org>#LEARNER#<user>          ENTRY#<enrolment>
RosterEntry   ORG#<org>#COURSE#<course>         ENTRY#<enrolment>  ORG#<org>#COURSE#<course>#<state>  ENTRY#<enrolment>
Course        ORG#<org>#COURSE#<course>         COURSE
Receipt       ORG#<org>#RECEIPT#<user>          KEY#<idempotency key>

The key of an enrolment is the person and the course, so there cannot be two. An enrolment changes with every completed
lesson and therefore stands in no index; its entries, which list it, change with its state only. Ids sort by time.

Access pattern                                  Answered by
one's enrolment in a course                     get    pk=ORG#<org>#LEARNER#<user>, sk=ENROLMENT#<course>
  and what is known of the course               batch  that, and pk=ORG#<org>#COURSE#<course>, sk=COURSE
  and in the courses before it                  batch  those, and what is known of these courses
one's enrolments, newest first                  query  pk=ORG#<org>#LEARNER#<user>, sk begins ENTRY#, descending;
                                                batch  the enrolments and their courses
an enrolment of a course by its id              get    pk=ORG#<org>#COURSE#<course>, sk=ENTRY#<enrolment>;
                                                get    the enrolment
a course's enrolments, newest first             query  pk=ORG#<org>#COURSE#<course>, sk begins ENTRY#, descending;
                                                batch  the enrolments, with the course and the people
  those in one state                            query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>#<state>, descending;
                                                batch  as above
what is known of a course                       get    pk=ORG#<org>#COURSE#<course>, sk=COURSE
"""

from functions.learning.tables.base import LearningRow, ReceiptRow
from functions.learning.tables.courses import CourseRow
from functions.learning.tables.enrolments import EnrolmentRow, LearnerEntryRow, RosterEntryRow

__all__ = ["CourseRow", "EnrolmentRow", "LearnerEntryRow", "LearningRow", "ReceiptRow", "RosterEntryRow"]
