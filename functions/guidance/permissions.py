"""Who may do what in guidance."""

from shared.permissions import Permission, Role

RECOMMEND = Permission("recommendations.see", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""Be recommended courses, and say what becomes of that."""
SEE_PLAN = Permission("learning_plan.see", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""See one's own learning path; as an instructor those of the learners of one's courses, as far as these go."""
SEE_ALL_PLANS = Permission("learning_plan.see_all", roles={Role.ORG_ADMIN})
"""See everybody's learning path."""
