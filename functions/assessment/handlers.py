"""Assessment's reactions: to what it tells itself, and to who comes into courses and goes."""

from typing import Any

from events.assessment import (
    AppealAnswered,
    AttemptGraded,
    GradingOpened,
    PeersEvaluated,
    RegradeRequested,
    SubmissionAppealAnswered,
    SubmissionAppealed,
    SubmissionGraded,
    SubmissionReceived,
)
from events.catalog import CoursePublished
from events.learning import (
    EnrolmentCancelled,
    EnrolmentExpired,
    EnrolmentOpened,
    EnrolmentPaused,
    EnrolmentResumed,
)
from events.media import WorkFileReady
from functions.assessment.domain.files import WorkFile
from functions.assessment.manifest import ASSESSMENT
from functions.assessment.repository.files import FileRepository
from functions.assessment.service.submission_grading import CHECK
from functions.assessment.wiring import grading_service, peer_service, statistics_service
from functions.assessment.workers import grade_keeper, submission_grading_service
from shared.events import Envelope
from shared.listening import Listener
from shared.workflows import StepFunctions

listener = Listener(ASSESSMENT)


@listener.on(GradingOpened)
def begin_grading(told: Envelope[GradingOpened]) -> None:
    """Start the machine that grades an attempt. Safe to repeat: it is named after the round and starts once."""
    news = told.data
    payload = {"org_id": told.org_id, "attempt_id": news.attempt_id, "round": news.round, "reminders": 0}
    StepFunctions().start("grading", f"{news.attempt_id}-{news.round}", payload)


@listener.on(SubmissionReceived)
def begin_check(told: Envelope[SubmissionReceived]) -> None:
    """Start the machine that checks where a submission's text comes from, if the assignment asks for that. Safe to
    repeat: it is named after the submission and starts once."""
    news = told.data
    if submission_grading_service(told.org_id).is_checked(news.assignment_id):
        _start_submission(told.org_id, news.submission_id, CHECK)


@listener.on(SubmissionAppealed)
def begin_appeal(told: Envelope[SubmissionAppealed]) -> None:
    """Start the machine that waits for an appeal's answer. Safe to repeat: it is named after the round and starts
    once."""
    _start_submission(told.org_id, told.data.submission_id, told.data.round)


def _start_submission(org_id: str, submission_id: str, round: int) -> None:
    payload = {"org_id": org_id, "submission_id": submission_id, "round": round, "reminders": 0}
    StepFunctions().start("grading", f"{submission_id}-{round}", payload)


@listener.on(CoursePublished)
def begin_reading(told: Envelope[CoursePublished]) -> None:
    """Start the machine that reads what lessons say, to know it where it is copied. Safe to repeat: it is named after
    the version and starts once."""
    news = told.data
    payload = {"org_id": told.org_id, "course_id": news.course_id, "version": news.version, "place": 0}
    StepFunctions().start("reading", f"{news.course_id}-{news.version}", payload)


@listener.on(RegradeRequested)
def go_on_with_regrade(told: Envelope[RegradeRequested]) -> None:
    """Start the machine that compares or applies. Safe to repeat: it is named after the step and starts once."""
    news = told.data
    payload = {"org_id": told.org_id, "course_id": news.course_id, "regrade_id": news.regrade_id}
    StepFunctions().start("regrading", f"{news.regrade_id}-{news.step}", payload)


@listener.on(AttemptGraded)
def end_waiting(told: Envelope[AttemptGraded]) -> None:
    """Let the machine go on that waits for whoever marked it. Safe to repeat: it goes on once."""
    grading_service(told.org_id).resume(told.data.attempt_id)


@listener.on(AppealAnswered)
def end_appeal(told: Envelope[AppealAnswered]) -> None:
    """Let the machine go on that waits for an appeal's answer. Safe to repeat: it goes on once."""
    grading_service(told.org_id).resume(told.data.attempt_id)


@listener.on(SubmissionAppealAnswered)
def end_submission_appeal(told: Envelope[SubmissionAppealAnswered]) -> None:
    """Let the machine go on that waits for an appeal's answer. Safe to repeat: it goes on once."""
    submission_grading_service(told.org_id).resume(told.data.submission_id)


@listener.on(AttemptGraded)
def keep_grade(told: Envelope[AttemptGraded]) -> None:
    """Put the grade into the gradebook. Safe to repeat: the attempts are read as they are now, whatever came first."""
    grade_keeper(told.org_id).keep_attempts(told.data.assessment_id, told.data.user_id)


@listener.on(PeersEvaluated)
def book_peers_marks(told: Envelope[PeersEvaluated]) -> None:
    """Let what peers worked out be the marks. Safe to repeat: a mark that is there already is not told anew."""
    peer_service(told.org_id).book(told.data.assignment_id)


@listener.on(SubmissionGraded)
def keep_mark(told: Envelope[SubmissionGraded]) -> None:
    """Put the mark into the gradebook. Safe to repeat: the work is read as it is now, whatever came first."""
    grade_keeper(told.org_id).keep_submission(told.data.assignment_id, told.data.user_id)


@listener.on(AttemptGraded)
def count_attempt(told: Envelope[AttemptGraded]) -> None:
    """Add the attempt to its assessment's statistics. Safe to repeat: each revision of an attempt counts once."""
    statistics_service(told.org_id).count(told.data.attempt_id)


@listener.on(WorkFileReady)
def keep_file(told: Envelope[WorkFileReady]) -> None:
    """Remember a file that can be handed in. Safe to repeat: it is told as it stays."""
    FileRepository(told.org_id).keep(WorkFile.model_validate(told.data))


def keep_place(told: Envelope[Any]) -> None:
    """Let a learner stand in the gradebook, as one who is enrolled or one who was. Safe to repeat, in any order:
    learning is asked how it is now."""
    grade_keeper(told.org_id).keep_place(told.data.course_id, told.data.user_id)


for moved in (EnrolmentCancelled, EnrolmentExpired, EnrolmentOpened, EnrolmentPaused, EnrolmentResumed):
    listener.on(moved)(keep_place)

listener.require_all()
handler = listener.handler
