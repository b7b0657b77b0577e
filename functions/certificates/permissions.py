"""Who may do what with certificates."""

from shared.permissions import Permission, Role

_LEARNERS = {Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN}
_STAFF = {Role.TUTOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN}
_ADMINS = {Role.ORG_ADMIN, Role.PLATFORM_ADMIN}

EARN_CERTIFICATES = Permission("certificates.earn", roles=_LEARNERS)
"""See what is missing for a certificate, ask for it, and list one's own."""
SEE_CERTIFICATES = Permission("certificates.see", roles=_LEARNERS | _STAFF)
"""See a certificate: one's own, or as staff those of one's courses."""
MANAGE_CERTIFICATES = Permission("certificates.manage", roles=_STAFF)
"""Set a course's terms, list, revoke and reissue its certificates; tutors only of courses that they teach."""
MANAGE_ALL_CERTIFICATES = Permission("certificates.manage_all", roles=_ADMINS)
"""The same for every course of the organization."""
DESIGN_CERTIFICATES = Permission("certificates.design", roles=_ADMINS)
"""Say how the organization's certificates look."""
