"""What can go wrong in assessment."""

from shared.errors import Unprocessable


class ResponseNotValid(Unprocessable):
    """The answer is not of the kind that the question takes."""


class QuestionNotValid(Unprocessable):
    """The question breaks a rule of its type."""
