"""What completes courses and lessons, as their staff have it."""

from functions.catalog.published import courses as catalog
from functions.learning.domain.completion import Rules
from functions.learning.repository.work import WorkRepository
from functions.learning.service.staff import require_staff
from shared.auth import Caller
from shared.dynamo import ConditionFailed
from shared.errors import PreconditionFailed


class RulesService:
    """What completes one tenant's courses."""

    def __init__(self, works: WorkRepository) -> None:
        self._works = works

    def read(self, course_id: str, *, by: Caller) -> Rules:
        """What completes a course. For its staff."""
        require_staff(catalog.find_course(self._works.org_id, course_id), course_id, by)
        return self._works.find_rules(course_id)

    def put(self, course_id: str, rules: Rules, *, by: Caller) -> Rules:
        """Replace what completes a course, if that is still at the rules' revision. For its staff."""
        known = self.read(course_id, by=by)
        if known.revision != rules.revision:
            raise PreconditionFailed(course_id=course_id)
        try:
            return self._works.save_rules(course_id, rules)
        except ConditionFailed:
            raise PreconditionFailed(course_id=course_id) from None
