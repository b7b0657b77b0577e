"""Who may do what in guidance."""

from shared.permissions import Permission, Role

RECOMMEND = Permission("recommendations.read", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""Be recommended courses, and say what becomes of that."""
READ_PLAN = Permission("learning_plan.read", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""See one's own learning path; as an instructor those of the learners of one's courses, as far as these go."""
READ_ALL_PLANS = Permission("learning_plan.read_all", roles={Role.ORG_ADMIN})
"""See everybody's learning path."""
