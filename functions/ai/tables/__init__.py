"""How ai is stored.

Kind      pk                    sk        gsi1pk  gsi1sk
Settings  ORG#<org>#SETTINGS    SETTINGS
AiConnection  ORG#<org>#PROVIDER  PROVIDER
Spent     ORG#<org>#SPENT#<month>  ALL | PERSON#<user> | FEATURE#<feature>
Call      ORG#<org>#CALL#<call> CALL
Summary   ORG#<org>#SUMMARY#<summary>  SUMMARY   ORG#<org>#SUMMARIES#<user>  <summary>
SummaryPiece  ORG#<org>#SUMMARY#<summary>  TEXT | WHOLE | SECTION#<number>
SameSummary   ORG#<org>#SAME#<digest>      SAME
Job       ORG#<org>#JOB#<job>   JOB
Generation  ORG#<org>#GENERATION#<generation>  GENERATION
Batch       ORG#<org>#GENERATION#<generation>  BATCH#<place>
Running     ORG#<org>#COURSE#<course>#RUNNING  <digest>
Draft       ORG#<org>#DRAFT#<draft>  DRAFT  ORG#<org>#COURSE#<course>#DRAFTS#<state>  <draft>
Judgement  ORG#<org>#JUDGEMENT#<judgement>  JUDGEMENT  ORG#<org>#ATTEMPT#<attempt>#JUDGEMENTS  <judgement>
JudgedAnswer  ORG#<org>#JUDGEMENT#<judgement>  ANSWER#<question>
MarkedText  ORG#<org>#MARKED#<question>  PLACE#<000 to 299>
Trace     ORG#<org>#PERSON#<user>  JUDGEMENT#<judgement> | MARKED#<question>#<attempt>
Tally     ORG#<org>#TALLY#<course>  TALLY
Receipt   ORG#<org>#RECEIPT#<user>  <key or digest>

Access pattern                  Answered by
the settings                    get    pk=ORG#<org>#SETTINGS, sk=SETTINGS
the provider                    get    pk=ORG#<org>#PROVIDER, sk=PROVIDER
what a month has taken          query  pk=ORG#<org>#SPENT#<month>
  of a person                   get    pk=ORG#<org>#SPENT#<month>, sk=PERSON#<user>
a call                          get    pk=ORG#<org>#CALL#<call>, sk=CALL
a summary's order               get    pk=ORG#<org>#SUMMARY#<summary>, sk=SUMMARY
  its text, what was made       get    pk=ORG#<org>#SUMMARY#<summary>, sk=TEXT | WHOLE
  its sections that are made    query  pk=ORG#<org>#SUMMARY#<summary>, sk begins SECTION#
summaries of a person, newest   query  gsi1 where gsi1pk=ORG#<org>#SUMMARIES#<user>, descending
what the same request ordered   get    pk=ORG#<org>#SAME#<digest>, sk=SAME
a job                           get    pk=ORG#<org>#JOB#<job>, sk=JOB
a request for questions         get    pk=ORG#<org>#GENERATION#<generation>, sk=GENERATION
  what was made of a lesson     get    pk=ORG#<org>#GENERATION#<generation>, sk=BATCH#<place>
  what was made of all lessons  query  pk=ORG#<org>#GENERATION#<generation>, sk begins BATCH#
  the one of an order that runs get    pk=ORG#<org>#COURSE#<course>#RUNNING, sk=<digest>
a draft of a question           get    pk=ORG#<org>#DRAFT#<draft>, sk=DRAFT
  a course's in a state         query  gsi1 where gsi1pk=ORG#<org>#COURSE#<course>#DRAFTS#<state>
a judgement                     get    pk=ORG#<org>#JUDGEMENT#<judgement>, sk=JUDGEMENT
what a judgement suggests       query  pk=ORG#<org>#JUDGEMENT#<judgement>, sk begins with ANSWER#
an attempt's judgements         query  gsi1 where gsi1pk=ORG#<org>#ATTEMPT#<attempt>#JUDGEMENTS, descending
the marked answers to a question  query  pk=ORG#<org>#MARKED#<question>
what is kept of what a person wrote  query  pk=ORG#<org>#PERSON#<user>
how far a course's suggestions were confirmed  get  pk=ORG#<org>#TALLY#<course>, sk=TALLY
"""

from functions.ai.tables.base import AiRow, JobRow, ReceiptRow
from functions.ai.tables.connections import AiConnectionRow
from functions.ai.tables.judgements import JudgedAnswerRow, JudgementRow, MarkedTextRow, TallyRow, TraceRow
from functions.ai.tables.questions import BatchRow, DraftRow, GenerationRow, RunningRow
from functions.ai.tables.settings import SettingsRow
from functions.ai.tables.spending import CallRow, SpentRow
from functions.ai.tables.summaries import SameSummaryRow, SummaryPieceRow, SummaryRow

__all__ = [
    "AiConnectionRow",
    "AiRow",
    "BatchRow",
    "CallRow",
    "DraftRow",
    "GenerationRow",
    "JobRow",
    "JudgedAnswerRow",
    "JudgementRow",
    "MarkedTextRow",
    "ReceiptRow",
    "RunningRow",
    "SameSummaryRow",
    "SettingsRow",
    "SpentRow",
    "SummaryPieceRow",
    "SummaryRow",
    "TallyRow",
    "TraceRow",
]
