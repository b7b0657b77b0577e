"""Who may do what in motivation."""

from shared.permissions import Permission, Role

SEE_MOTIVATION = Permission("motivation.see", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN})
"""See one's own points, streak and badges, the leaderboards, and what can be earned."""
MANAGE_MOTIVATION = Permission("motivation.manage", roles={Role.ORG_ADMIN, Role.PLATFORM_ADMIN})
"""Define the organization's badges and rewards, hand rewards over, and recount what somebody did."""
