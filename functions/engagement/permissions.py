"""Who may do what with notices. One's own are everybody's who is signed in."""

from shared.permissions import Permission, Role

EDIT_TEMPLATES = Permission("notices.templates.edit", roles={Role.ORG_ADMIN})
"""See how the organization's notices are worded, and word them anew."""
