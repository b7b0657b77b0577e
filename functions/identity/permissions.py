"""What may be done in identity, and by whom."""

from shared.permissions import Permission, Role

_ADMINS = {Role.PLATFORM_ADMIN, Role.ORG_ADMIN}

MANAGE_ORGANIZATIONS = Permission("organizations.manage", roles={Role.PLATFORM_ADMIN})
EDIT_ORGANIZATION = Permission("organization.edit", roles=_ADMINS)
SEE_AUDIT_LOG = Permission("organization.see_audit_log", roles=_ADMINS)
LIST_MEMBERS = Permission("members.list", roles={*_ADMINS, Role.TUTOR})
SEE_ADDRESSES = Permission("members.see_addresses", roles=_ADMINS)
MANAGE_MEMBERS = Permission("members.manage", roles=_ADMINS)
INVITE_MEMBERS = Permission("members.invite", roles=_ADMINS)
IMPORT_MEMBERS = Permission("members.import", roles=_ADMINS)
EDIT_PROFILES = Permission("profiles.edit", roles={*_ADMINS, Role.TUTOR})
