"""What can go wrong in assessment."""

from shared.errors import Conflict, FieldError, NotFound, Unavailable, Unprocessable


class AssessmentNotFound(NotFound):
    """There is no such assessment, or it is not yours to see."""


class CourseNotFound(NotFound):
    """There is no such course, or it is not yours to see."""


class LearnerNotFound(NotFound):
    """There is nobody like that here."""


class ColumnNotFound(NotFound):
    """The gradebook has no such column."""


class QuestionNotFound(NotFound):
    """There is no such question here."""


class AttemptNotFound(NotFound):
    """There is no such attempt, or it is not yours to see."""


class NotYourCourse(Conflict):
    """Only the course's instructors who may assess, and administrators, may do this."""

    status = 403


class NotEnrolled(NotYourCourse):
    """Only those who are enrolled in the course may take its assessments."""


class AssessmentFull(Conflict):
    """The assessment has as many slots as it can have."""


class AssessmentTaken(Conflict):
    """Somebody has taken the assessment: archive it instead."""


class AssessmentNotPublishable(Conflict):
    """The assessment is not ready to be taken."""


class AssessmentNotPublished(Conflict):
    """The assessment is not there to be taken."""


class AssessmentNotOpen(Conflict):
    """The assessment cannot be begun at this time."""


class NoAttemptsLeft(Conflict):
    """All attempts that are allowed were made."""


class RetakeTooEarly(Conflict):
    """The next attempt may begin later only."""


class AttemptOver(Conflict):
    """The attempt is over: answers are taken no more."""


class AttemptNotSubmitted(Conflict):
    """The attempt was not handed in yet."""


class AnswerSuperseded(Conflict):
    """A later answer to this question was saved already, perhaps on another device."""


class NothingToCheck(Conflict):
    """This assessment tells nothing before the attempt is over."""


class RubricNotFound(NotFound):
    """There is no such rubric here."""


class GradingNotFound(NotFound):
    """Nothing of this attempt has to be graded by anybody."""


class AppealNotFound(NotFound):
    """There is no such appeal here."""


class AppealNotPossible(Conflict):
    """You cannot appeal against this now."""


class AppealResolved(Conflict):
    """The appeal was answered otherwise already."""


class AssignmentNotFound(NotFound):
    """There is no such assignment, or it is not yours to see."""


class SubmissionNotFound(NotFound):
    """There is no such submission, or it is not yours to see."""


class AssignmentNotPublished(Conflict):
    """The assignment is not there to be done."""


class NotInATeam(Conflict):
    """This is handed in by teams, and you are in none."""


class TeamNotPossible(Conflict):
    """These cannot be a team."""


class SubmissionNotPossible(Conflict):
    """Nothing is taken for this now."""


class ReviewNotFound(NotFound):
    """There is no such review for you to give."""


class PeersNotPossible(Conflict):
    """Peers cannot review this now."""


class RegradeNotFound(NotFound):
    """There is no such regrade in this course."""


class RegradeNotReady(Conflict):
    """Nothing can be applied: it is still being compared, or nothing would change."""


class NotEnoughQuestions(Conflict):
    """The bank has fewer questions than are to be drawn."""

    def __init__(self, slot: int = 0, *, wanted: int = 0, found: int = 0) -> None:
        message = f"Slot {slot} draws {wanted} questions, and the bank has {found}."
        super().__init__(message, errors=[FieldError(f"/slots/{slot}", "not_enough", message)])


class GradebookFull(Conflict):
    """The gradebook has as many columns of its own as it can have."""


class GradeFileNotReadable(Unprocessable):
    """The file is no gradebook that can be read."""


class ResponseNotValid(Unprocessable):
    """The answer is not of the kind that the question takes."""


class AssessmentNotValid(Unprocessable):
    """The assessment names what is not there."""


class QuestionNotValid(Unprocessable):
    """The question breaks a rule of its type."""


class RubricNotValid(Unprocessable):
    """The rubric breaks a rule."""


class RubricNotFollowed(Unprocessable):
    """The marks are not those that the rubric asks for."""


class PeersNotEnough(Conflict):
    """There are too few works, or teams too unequal, for so many reviews each."""


class AssignmentNotValid(Unprocessable):
    """The assignment names what is not there."""


class ProgramsNotRun(Unavailable):
    """Programs cannot be run at the moment."""
