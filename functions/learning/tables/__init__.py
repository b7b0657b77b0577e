"""How learning is stored.

Kind          pk                                sk                 gsi1pk                             gsi1sk
Enrolment     ORG#<org>#LEARNER#<user>          ENROLMENT#<course>
LearnerEntry  ORG#<org>#LEARNER#<user>          ENTRY#<enrolment>  ORG#<org>#COURSE#<course>#NAMES    <name>#<enrolment>
RosterEntry   ORG#<org>#COURSE#<course>         ENTRY#<enrolment>  ORG#<org>#COURSE#<course>#<state>  ENTRY#<enrolment>
Course        ORG#<org>#COURSE#<course>         COURSE
Seats         ORG#<org>#COURSE#<course>         SEATS
Line          ORG#<org>#COURSE#<course>#LINE    <since>#<user>
Due           ORG#<org>#COURSE#<course>#DUE     <until>#<user>
Deadline      GLOBAL#DEADLINES#<shard>          <until>#<org>#<course>#<user>
Refusal       ORG#<org>#LEARNER#<user>          REFUSAL#<order>
Work          ORG#<org>#LEARNER#<user>          WORK#<course>#<lesson>  ORG#<org>#LEARNER#<user>#DAYS  <day>#<lesson>
Resume        ORG#<org>#LEARNER#<user>          RESUME#<course>
Scores        ORG#<org>#LEARNER#<user>          SCORES#<course>
Note          ORG#<org>#LEARNER#<user>          NOTE#<note>        ORG#<org>#LEARNER#<user>#NOTES#<course>  NOTE#<note>
Goals         ORG#<org>#LEARNER#<user>          GOALS
Rules         ORG#<org>#COURSE#<course>         RULES
Path          ORG#<org>#PATH#<path>             PATH               ORG#<org>#PATHS#<status>           PATH#<path>
Follower      ORG#<org>#LEARNER#<user>          PATH#<path>
Interests     ORG#<org>#LEARNER#<user>          INTERESTS
Favourite     ORG#<org>#LEARNER#<user>          FAVOURITE#<course> ORG#<org>#LEARNER#<user>#FAVOURITES <time>#<course>
Share         ORG#<org>#LEARNER#<user>          SHARE#<course>
ShareCode     GLOBAL#SHARE#<code>               SHARE
Group         ORG#<org>#GROUPS                  GROUP#<group>      ORG#<org>#GROUPS#<course>           GROUP#<group>
GroupMember   ORG#<org>#LEARNER#<user>          GROUP#<group>      ORG#<org>#GROUP#<group>             MEMBER#<user>
ProgressEntry ORG#<org>#COURSE#<course>         PROGRESS#<user>    ORG#<org>#COURSE#<course>#PROGRESS  <percent>#<enr.>
ActivityEntry ORG#<org>#COURSE#<course>         ACTIVITY#<user>    ORG#<org>#COURSE#<course>#ACTIVITY  <day>#<enr.>
Counts        ORG#<org>#COURSE#<course>         COUNTS#<scope>#<shard>
Day           ORG#<org>#COURSE#<course>         DAY#<scope>#<day>#<shard>
Job           ORG#<org>#JOB#<job>               JOB
List          ORG#<org>#BULK#<job>              LIST
Enrolled      ORG#<org>#BULK#<job>              LINE#<line>
Receipt       ORG#<org>#RECEIPT#<user>          KEY#<idempotency key>

The key of an enrolment is the person and the course, so there cannot be two. An enrolment changes with every completed
lesson and therefore stands in no index; its entries, which list it, change with its state only. Ids sort by time.

A step that takes or frees a seat, or joins or leaves the line, changes the course's Seats in the same transaction,
under the condition that makes it right: a seat is free, nobody in line is passed over. What ends by the clock stands in
Due and Deadline while it has an end, and is written down by whoever comes upon it first: a round by the clock, or who
needs a seat.

Access pattern                                  Answered by
one's enrolment in a course                     get    pk=ORG#<org>#LEARNER#<user>, sk=ENROLMENT#<course>
  and what is known of the course               batch  that, and pk=ORG#<org>#COURSE#<course>, sk=COURSE
  and in the courses before it                  batch  one's enrolments in these, and what is known of them
one's enrolments, newest first                  query  pk=ORG#<org>#LEARNER#<user>, sk begins ENTRY#, descending;
                                                batch  the enrolments and their courses
an enrolment of a course by its id              get    pk=ORG#<org>#COURSE#<course>, sk=ENTRY#<enrolment>;
                                                get    the enrolment
a course's enrolments, newest first             query  pk=ORG#<org>#COURSE#<course>, sk begins ENTRY#, descending;
                                                batch  the enrolments, with the course and the people
  those in one state                            query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>#<state>, descending;
                                                batch  as above
what is known of a course                       get    pk=ORG#<org>#COURSE#<course>, sk=COURSE
how one may enrol in a course                   get    pk=ORG#<org>#COURSE#<course>, sk=SEATS
  with one's enrolment                          batch  both, with the course and the person
who is first in line                            query  pk=ORG#<org>#COURSE#<course>#LINE, one
what studying a course needs, with the work in  batch  one's enrolment, scores, resume and works of the course,
  some of its lessons                                  what is known of it, and its rules
what was done since a day, in any course        query  gsi1 where gsi1pk=ORG#<org>#LEARNER#<user>#DAYS, from <day> on
one's note by its id                            get    pk=ORG#<org>#LEARNER#<user>, sk=NOTE#<note>
one's notes, newest first                       query  pk=ORG#<org>#LEARNER#<user>, sk begins NOTE#, descending
  those in a course                             query  gsi1 where gsi1pk=ORG#<org>#LEARNER#<user>#NOTES#<course>,
                                                descending
what somebody wants to reach                    get    pk=ORG#<org>#LEARNER#<user>, sk=GOALS
what their dashboard shows                      query  one's enrolments, a page of at most 32;
                                                batch  these, their courses and resumes, and the goals;
                                                query  what was done since the week began
what completes a course                         get    pk=ORG#<org>#COURSE#<course>, sk=RULES
what of a course is over                        query  pk=ORG#<org>#COURSE#<course>#DUE, sk up to now
what of all is over                             query  pk=GLOBAL#DEADLINES#<shard>, sk up to now
a course's enrolments by the id they lie between   query  pk=ORG#<org>#COURSE#<course>, sk between; in one state gsi1;
                                                batch  as above
  by progress, by activity, by name             query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>#PROGRESS (#ACTIVITY,
                                                #NAMES), between; batch as above
  of who is in a group                          query  gsi1 where gsi1pk=ORG#<org>#GROUP#<group>; batch as above
how an enrolment was last counted               batch  its ProgressEntry, the enrolment and its course
statistics of a course, or of a group in it     query  pk=ORG#<org>#COURSE#<course>, sk begins COUNTS#<scope>#;
                                                query  sk between DAY#<scope>#<first> and <last>
a group                                         get    pk=ORG#<org>#GROUPS, sk=GROUP#<group>
groups, newest first                            query  pk=ORG#<org>#GROUPS, descending; of a course gsi1
who is in a group                               query  gsi1 where gsi1pk=ORG#<org>#GROUP#<group>
the groups that somebody is in                  query  pk=ORG#<org>#LEARNER#<user>, sk begins GROUP#
a path                                          get    pk=ORG#<org>#PATH#<path>, sk=PATH
  with whether somebody follows it              batch  that, and pk=ORG#<org>#LEARNER#<user>, sk=PATH#<path>
  and how far they are on it                    batch  one's enrolments in its courses, and what is known of these,
                                                with the catalog's own
paths, newest first                             query  gsi1 where gsi1pk=ORG#<org>#PATHS#<status>, descending
the paths that somebody follows                 query  pk=ORG#<org>#LEARNER#<user>, sk begins PATH#, descending;
                                                batch  these
what interests somebody                         query  one's enrolments, the latest 49; batch  these, the catalog's
                                                cards, and pk=ORG#<org>#LEARNER#<user>, sk=INTERESTS
the courses that somebody marked, latest first  query  gsi1 where gsi1pk=ORG#<org>#LEARNER#<user>#FAVOURITES,
                                                descending; batch  the courses and one's enrolments in them
what somebody shares of a course                get    pk=ORG#<org>#LEARNER#<user>, sk=SHARE#<course>
what a code shows                               get    pk=GLOBAL#SHARE#<code>, sk=SHARE;
                                                batch  the share, the enrolment and its course, with identity's own
a job                                           get    pk=ORG#<org>#JOB#<job>, sk=JOB
in which course a job enrols its list           get    pk=ORG#<org>#BULK#<job>, sk=LIST
what became of each line of a list              query  pk=ORG#<org>#BULK#<job>; of some lines batch
whether what an order paid for was refused      get    pk=ORG#<org>#LEARNER#<user>, sk=REFUSAL#<order>
"""

from functions.learning.tables.base import LearningRow, ReceiptRow
from functions.learning.tables.bulk import EnrolledRow, JobRow, ListRow
from functions.learning.tables.courses import CourseRow
from functions.learning.tables.enrolments import EnrolmentRow, LearnerEntryRow, RosterEntryRow
from functions.learning.tables.goals import GoalsRow
from functions.learning.tables.groups import GroupMemberRow, GroupRow
from functions.learning.tables.interests import FavouriteRow, InterestsRow
from functions.learning.tables.notes import NoteRow
from functions.learning.tables.paths import FollowerRow, PathRow
from functions.learning.tables.rosters import ActivityEntryRow, CountsRow, DayRow, ProgressEntryRow
from functions.learning.tables.seats import DeadlineRow, DueRow, LineRow, RefusalRow, SeatsRow
from functions.learning.tables.shares import ShareCodeRow, ShareRow
from functions.learning.tables.work import ResumeRow, RulesRow, ScoresRow, WorkRow

__all__ = [
    "ActivityEntryRow",
    "CountsRow",
    "CourseRow",
    "DayRow",
    "DeadlineRow",
    "DueRow",
    "EnrolledRow",
    "EnrolmentRow",
    "FavouriteRow",
    "FollowerRow",
    "GoalsRow",
    "GroupMemberRow",
    "GroupRow",
    "InterestsRow",
    "JobRow",
    "LearnerEntryRow",
    "LearningRow",
    "LineRow",
    "ListRow",
    "NoteRow",
    "PathRow",
    "ProgressEntryRow",
    "ReceiptRow",
    "RefusalRow",
    "ResumeRow",
    "RosterEntryRow",
    "RulesRow",
    "ScoresRow",
    "SeatsRow",
    "ShareCodeRow",
    "ShareRow",
    "WorkRow",
]
