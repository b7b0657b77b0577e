"""How assessment is stored.

Kind             pk                                   sk                   gsi1pk                   gsi1sk
Question         ORG#<org>#COURSE#<course>#BANK       QUESTION#<question>
QuestionVersion  ORG#<org>#COURSE#<course>#QUESTIONS  <question>#<version>
Tagged           ORG#<org>#COURSE#<course>#TAG#<tag>  <difficulty>#<question>
Assessment       ORG#<org>#ASSESSMENT#<assessment>    ASSESSMENT           ..#COURSE#<c>#GRADED     ASSESSMENT#<a>
Listing          ORG#<org>#ASSESSMENTS#<of whom>      <assessment>
Override         ORG#<org>#ASSESSMENT#<assessment>    OVERRIDE#<user>
Taker            ORG#<org>#ASSESSMENT#<assessment>    TAKER#<user>         ..#ASSESSMENT#<a>#TAKERS   <first attempt>
Attempt          ORG#<org>#ATTEMPT#<attempt>          ATTEMPT
Answer           ORG#<org>#ATTEMPT#<attempt>          ANSWER#<question>
Deadline         GLOBAL#DEADLINES#<shard>             <time>#<org>#<attempt>
Rubric           ORG#<org>#RUBRIC#<rubric>            RUBRIC               ..#COURSE#<c>#RUBRICS      <rubric>
RubricVersion    ORG#<org>#RUBRIC#<rubric>            VERSION#<version>
Grading          ORG#<org>#GRADING#<work>             GRADING              ..#ACTIVITY#<a>#TO-GRADE   <time>#<work>
Token            ORG#<org>#GRADING#<work>             TOKEN#<purpose>
Appeal           ORG#<org>#GRADING#<work>             APPEAL#<appeal>      ..#ACTIVITY#<a>#APPEALS    <appeal>
Assignment       ORG#<org>#ASSIGNMENT#<assignment>    ASSIGNMENT           ..#COURSE#<c>#GRADED     ASSIGNMENT#<a>
Extension        ORG#<org>#ASSIGNMENT#<assignment>    EXTENSION#<user>
TeamPlace        ORG#<org>#ASSIGNMENT#<assignment>    PLACE#<user>
Entry            ORG#<org>#ASSIGNMENT#<assignment>    ENTRY#<user or team>
Regrade          ORG#<org>#COURSE#<course>#REGRADES   <regrade>
Change           ORG#<org>#REGRADE#<regrade>          <attempt>
Peers            ORG#<org>#ASSIGNMENT#<assignment>#PEERS  PEERS
Review           ORG#<org>#ASSIGNMENT#<assignment>#PEERS  REVIEW#<review>
Submission       ORG#<org>#SUBMISSION#<submission>    SUBMISSION
File             ORG#<org>#FILE#<asset>               FILE
Receipt          ORG#<org>#RECEIPT#<user>             <key or digest>
Book             ORG#<org>#COURSE#<course>#GRADEBOOK  BOOK
Sheet            ORG#<org>#COURSE#<course>#GRADEBOOK  LEARNER#<user>
Sums             ORG#<org>#ASSESSMENT#<a>#SUMS         <shard>
Document         ORG#<org>#WORK#<work or lesson>      DOCUMENT#<item>
OriginalityReport  ORG#<org>#WORK#<work>              REPORT#<item>
Print            ORG#<org>#PRINT#<fingerprint>        PRINT
Counted          ORG#<org>#ATTEMPT#<attempt>          COUNTED
GradeChange      ORG#<org>#COURSE#<course>#GRADES#<user>  <change>

<of whom> is the tutor who made it, or ALL. A work is an attempt or a submission, its activity what it was handed in
for, its items the questions that it answers, or itself; a lesson is one item. A question's row names its current
version; versions never change, so a paper names them and is frozen. A taker's row lists that person's attempts, and
changes in the transaction of each attempt's beginning and end: so there is one running attempt at most. Answers stand
apart from the attempt, one small row each: saving one replaces it where its sequence is higher. Deadlines belong to no
organization, so that eight queries find the attempts whose time is over. A learner's sheet has all their marks in a
course, compressed, so that a gradebook is read by pages of hundreds and one mark changes by one write. Ids sort by
time.

Access pattern                                Answered by
a question as it is now                       get    pk=ORG#<org>#COURSE#<course>#BANK, sk=QUESTION#<question>;
                                              get    its version
  several                                     batch  the questions
questions of a paper                          batch  the versions (kept for good once read)
a course's bank, in order of making           query  pk=ORG#<org>#COURSE#<course>#BANK, sk begins QUESTION#
  those with a tag (and of a difficulty)      query  pk=ORG#<org>#COURSE#<course>#TAG#<tag>(, sk begins <difficulty>#);
                                              batch  the questions
an assessment                                 get    pk=ORG#<org>#ASSESSMENT#<assessment>, sk=ASSESSMENT
  with a learner's override and attempts      batch  the three
a course's assessments                        query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>#GRADED,
                                              gsi1sk begins ASSESSMENT#
somebody's or all assessments, newest first   query  pk=ORG#<org>#ASSESSMENTS#<of whom>, descending;
                                              batch  the assessments
overrides of an assessment                    query  pk=ORG#<org>#ASSESSMENT#<assessment>, sk begins OVERRIDE#
who has taken it                              query  gsi1 where gsi1pk=ORG#<org>#ASSESSMENT#<a>#TAKERS
an attempt                                    get    pk=ORG#<org>#ATTEMPT#<attempt>, sk=ATTEMPT
  with all its answers                        query  pk=ORG#<org>#ATTEMPT#<attempt>
a rubric                                      get    pk=ORG#<org>#RUBRIC#<rubric>, sk=RUBRIC
  in the versions by which work is judged     batch  the versions (kept for good once read)
a course's rubrics                            query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>#RUBRICS
how a work is graded                          get    pk=ORG#<org>#GRADING#<work>, sk=GRADING
  under which token a workflow waits for it   get    the same, sk=TOKEN#<purpose>
  an appeal, a work's appeals                 get, query  the same, sk (begins) APPEAL#
what of an activity waits for a person        query  gsi1 where gsi1pk=ORG#<org>#ACTIVITY#<a>#TO-GRADE
an activity's appeals, newest first           query  gsi1 where gsi1pk=ORG#<org>#ACTIVITY#<a>#APPEALS, descending
an assignment                                 get    pk=ORG#<org>#ASSIGNMENT#<assignment>, sk=ASSIGNMENT
  for one person                              batch  with their extension, their place in a team, their entry
  with somebody's or a team's entry           batch  the two
  what was handed in, by person or team       query  the same, sk begins ENTRY#
who reads whose work                          get    pk=ORG#<org>#ASSIGNMENT#<assignment>#PEERS, sk=PEERS
  what was said                               query  the same, sk begins REVIEW#
a course's assignments                        query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>#GRADED,
                                              gsi1sk begins ASSIGNMENT#
a submission                                  get    pk=ORG#<org>#SUBMISSION#<submission>, sk=SUBMISSION
  with its assignment                         batch  the two
files that somebody uploaded to hand them in  batch  pk=ORG#<org>#FILE#<asset>, sk=FILE
whose time is over                            query  pk=GLOBAL#DEADLINES#<shard>, earliest first
what was found of a work's texts              query  pk=ORG#<org>#WORK#<work>
  of one                                      get    the same, sk=REPORT#<item>
who shares fingerprints; their texts          batch  the fingerprints; batch the documents
the sums of an assessment                     query  pk=ORG#<org>#ASSESSMENT#<a>#SUMS
a shard of them and what an attempt added     batch  the two
a gradebook with its own columns              get    pk=ORG#<org>#COURSE#<course>#GRADEBOOK, sk=BOOK
  what else is graded in a course             query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>#GRADED
a learner's marks in a course                 get    pk=ORG#<org>#COURSE#<course>#GRADEBOOK, sk=LEARNER#<user>
  those of all                                query  pk=ORG#<org>#COURSE#<course>#GRADEBOOK, sk begins LEARNER#
what was changed in them, the latest first    query  pk=ORG#<org>#COURSE#<course>#GRADES#<user>, descending
a regrade; a course's regrades, newest first  get, query  pk=ORG#<org>#COURSE#<course>#REGRADES, descending
what a regrade makes of attempts              query  pk=ORG#<org>#REGRADE#<regrade>
somebody's overrides of several assessments   batch  the overrides
"""

from functions.assessment.tables.assessments import AssessmentRow, ListingRow, OverrideRow
from functions.assessment.tables.assignments import (
    AssignmentRow,
    EntryRow,
    ExtensionRow,
    SubmissionRow,
    TeamPlaceRow,
)
from functions.assessment.tables.attempts import AnswerRow, AttemptRow, DeadlineRow, TakerRow
from functions.assessment.tables.base import ALL, AssessmentTableRow, ReceiptRow
from functions.assessment.tables.files import FileRow
from functions.assessment.tables.gradebook import BookRow, GradeChangeRow, SheetRow
from functions.assessment.tables.gradings import AppealRow, GradingRow, TokenRow
from functions.assessment.tables.originality import DocumentRow, PrintRow, ReportRow
from functions.assessment.tables.peers import PeersRow, ReviewRow
from functions.assessment.tables.questions import QuestionRow, QuestionVersionRow, TaggedRow
from functions.assessment.tables.regrades import ChangeRow, RegradeRow
from functions.assessment.tables.rubrics import RubricRow, RubricVersionRow
from functions.assessment.tables.statistics import CountedRow, SumsRow

__all__ = [
    "ALL",
    "AnswerRow",
    "AppealRow",
    "AssessmentRow",
    "AssessmentTableRow",
    "AssignmentRow",
    "AttemptRow",
    "BookRow",
    "ChangeRow",
    "CountedRow",
    "DeadlineRow",
    "DocumentRow",
    "EntryRow",
    "ExtensionRow",
    "FileRow",
    "GradeChangeRow",
    "GradingRow",
    "ListingRow",
    "OverrideRow",
    "PeersRow",
    "PrintRow",
    "QuestionRow",
    "QuestionVersionRow",
    "ReceiptRow",
    "RegradeRow",
    "ReportRow",
    "ReviewRow",
    "RubricRow",
    "RubricVersionRow",
    "SheetRow",
    "SubmissionRow",
    "SumsRow",
    "TaggedRow",
    "TakerRow",
    "TeamPlaceRow",
    "TokenRow",
]
