"""Who may do what with money."""

from shared.permissions import Permission, Role

MANAGE_CONNECTIONS = Permission("commerce.connections", roles={Role.ORG_ADMIN})
"""Connect the organization's account at the payment gateway, and replace its keys and secrets."""
