"""Who may have what done by a machine, and who says how far it may go."""

from shared.permissions import Permission, Role

SEE_AI = Permission("ai.see", roles={Role.TUTOR, Role.ORG_ADMIN})
"""See the organization's settings for AI."""
MANAGE_AI = Permission("ai.manage", roles={Role.ORG_ADMIN})
"""Change the settings and budgets, switch it off, connect a provider."""
