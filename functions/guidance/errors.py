"""What can go wrong in guidance, as types."""

from shared.errors import Forbidden, NotFound


class LearnerNotFound(NotFound):
    """There is nobody of that id here, or they have no place in these courses."""


class NotYourPlan(Forbidden):
    """A learning path is seen by its learner and by administrators; instructors name courses that they teach."""
