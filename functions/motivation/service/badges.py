"""The badges that can be earned, and the public pages of those that were."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.identity import published as identity
from functions.motivation.domain.badges import BUILT_IN, Badge
from functions.motivation.errors import AchievementNotFound, BadgeBuiltIn, BadgeNotFound, CourseNotFound
from functions.motivation.repository.badges import BadgeRepository, ShareRepository
from functions.motivation.repository.learners import LearnerRepository
from shared.auth import Caller
from shared.dynamo import ConditionFailed, answer, undisturbed
from shared.errors import PreconditionFailed
from shared.idempotency import Once

_CODE = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 20


class BadgeService:
    """One tenant's badges."""

    def __init__(self, badges: BadgeRepository) -> None:
        self._badges = badges

    def list_badges(self) -> list[Badge]:
        """Every badge that can be earned here."""
        return self._badges.list_badges()

    def get(self, badge_id: str) -> Badge:
        """A badge, also one that was withdrawn. Raises ``BadgeNotFound``."""
        return self._badges.get_badge(badge_id)

    def define(self, badge: Badge, *, once: Once) -> Badge:
        """Add a badge: whoever fulfils its rule gets it with the next thing they do.

        Raises ``CourseNotFound``, ``TooManyBadges``.
        """
        # Imported where it is needed: no other door of this room asks the catalog.
        from functions.catalog.published import courses as catalog

        if badge.course_id is not None and catalog.find_course(self._badges.org_id, badge.course_id) is None:
            raise CourseNotFound(course_id=badge.course_id)
        return self._badges.get_badge(undisturbed(lambda: self._badges.add_badge(badge, once)))

    def change(self, badge_id: str, name: str, description: str, *, expected: int) -> Badge:
        """Give a badge other words, if it is still at the expected revision. Its rule stays."""
        before = self._own(badge_id)
        if before.revision != expected:
            raise PreconditionFailed
        try:
            return self._badges.save_badge(before.model_copy(update={"name": name, "description": description}))
        except ConditionFailed:
            raise PreconditionFailed from None

    def withdraw(self, badge_id: str) -> None:
        """Let nobody earn a badge any more. Who earned it keeps it. Safe to repeat."""

        def act() -> None:
            badge = self._own(badge_id)
            if not badge.withdrawn:
                self._badges.withdraw_badge(badge)

        undisturbed(act)

    def _own(self, badge_id: str) -> Badge:
        if badge_id in BUILT_IN:
            raise BadgeBuiltIn(badge_id=badge_id)
        return self._badges.get_badge(badge_id)


class ShareService:
    """The public pages of one tenant's learners."""

    def __init__(self, learners: LearnerRepository, shares: ShareRepository) -> None:
        self._learners = learners
        self._shares = shares

    def open(self, badge_id: str, *, by: Caller) -> str:
        """Open a public page for a badge of the caller's. Its code. Safe to repeat. Raises ``BadgeNotFound``."""
        code = new_code()
        return self._change(badge_id, by, lambda known: known or code) or code

    def close(self, badge_id: str, *, by: Caller) -> None:
        """Close it: its code never works again. Safe to repeat. Raises ``BadgeNotFound``."""
        self._change(badge_id, by, lambda _: None)

    def _change(self, badge_id: str, by: Caller, change: Callable[[str | None], str | None]) -> str | None:
        def act() -> str | None:
            standing = self._learners.find_standing(by.user_id)
            award = standing.awards.get(badge_id)
            if award is None:
                raise BadgeNotFound(badge_id=badge_id)
            before, after = award.share_code, change(award.share_code)
            if after != before:
                shared = standing.sharing(badge_id, after)
                self._learners.save_share(shared, badge_id, self._shares, opens=after, closes=before)
            return after

        return undisturbed(act)


@dataclass(frozen=True, slots=True)
class Achievement:
    """What a public page of an achievement says."""

    badge: Badge
    learner_name: str
    organization_name: str
    awarded_at: datetime


def find_achievement(code: str) -> Achievement:
    """What a public page says: two reads. Raises ``AchievementNotFound``, also once the learner has left."""
    shared = ShareRepository().find(code)
    if shared is None:
        raise AchievementNotFound
    standing, badge, people, stationery = answer(
        LearnerRepository(shared.org_id).asking_standing(shared.user_id),
        BadgeRepository(shared.org_id).asking_badge(shared.badge_id),
        identity.asking_people(shared.org_id, [shared.user_id]),
        identity.asking_stationery(shared.org_id),
    )
    award, person = standing.awards.get(shared.badge_id), people.get(shared.user_id)
    if badge is None or stationery is None or award is None or award.share_code != code:
        raise AchievementNotFound
    if person is None or person.status != "active":
        raise AchievementNotFound
    return Achievement(badge, person.name, stationery.name, award.awarded_at)


def new_code() -> str:
    """A code of twenty letters and digits that nobody guesses and nobody misreads: 98 bits."""
    return "".join(secrets.choice(_CODE) for _ in range(CODE_LENGTH))
