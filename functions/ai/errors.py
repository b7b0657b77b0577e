"""What can go wrong in ai, as types."""

from shared.errors import Conflict, Forbidden, NotFound, Unprocessable


class AiSwitchedOff(Conflict):
    """The organization has switched AI off."""


class MaterialNotFound(NotFound):
    """There is nothing published there that you may read, or it has no text."""


class MaterialTooLarge(Unprocessable):
    """It is too long to be summarized at once: take a topic or a lesson of it."""


class LessonsNotOpen(Forbidden):
    """The lessons are not open to you yet."""


class SummaryNotFound(NotFound):
    """There is no such summary, or it is not yours."""


class SummaryOver(Conflict):
    """Nothing can be cancelled or resumed: the summary is made, or it is not over yet."""


class CourseNotFound(NotFound):
    """There is no such course, or it is not yours to see."""


class NotYourCourse(Forbidden):
    """Only the course's instructors who may edit its content, and administrators, may do this."""


class GenerationNotFound(NotFound):
    """There is no such request for questions."""


class GenerationOver(Conflict):
    """The questions are made already, or will not be made."""


class NothingToAskAbout(Unprocessable):
    """The course has no lessons to ask about."""


class QuestionDraftNotFound(NotFound):
    """There is no such draft of a question."""


class QuestionDraftDecided(Conflict):
    """The draft is approved or rejected already."""


class QuestionDraftTooLarge(Unprocessable):
    """A question has at most 100,000 bytes as JSON."""


class ProviderPlaceRefused(Unprocessable):
    """A provider's address begins with https:// and is one of the public internet."""


class JudgementNotFound(NotFound):
    """There is no such judgement, or it is not yours to see."""


class AttemptToJudgeNotFound(NotFound):
    """There is no such attempt or submission, or it is not yours to see."""


class CourseNotYoursToJudge(Conflict):
    """Only the course's instructors who may see its learners' work, and administrators, may do this."""

    status = 403
