"""What can go wrong in motivation."""

from shared.errors import Conflict, NotFound


class BadgeNotFound(NotFound):
    """There is no such badge, or it was never earned."""


class BadgeBuiltIn(Conflict):
    """This badge belongs to every organization: it cannot be changed or withdrawn."""


class TooManyBadges(Conflict):
    """An organization defines at most a hundred badges."""


class AchievementNotFound(NotFound):
    """There is no such achievement, or nobody shows it any more."""


class PlanChangedTooOften(Conflict):
    """The weekdays on which one learns may be changed a hundred times."""


class LearnerNotFound(NotFound):
    """There is no such person here."""


class CourseNotFound(NotFound):
    """There is no such course."""


class RewardNotFound(NotFound):
    """There is no such reward."""


class RewardNotOffered(Conflict):
    """This reward is not offered any more, or none of it is left."""


class RewardAlreadyRedeemed(Conflict):
    """One gets each reward once."""


class NotEnoughPoints(Conflict):
    """You have too few points left for this."""


class TooManyRewards(Conflict):
    """An organization defines at most a hundred rewards."""


class RedemptionNotFound(NotFound):
    """This person has not redeemed the reward."""
