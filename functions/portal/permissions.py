"""Who may do what at the front desk."""

from shared.permissions import Permission, Role

SEE_ALL_JOBS = Permission("jobs.see_all", roles={Role.ORG_ADMIN, Role.PLATFORM_ADMIN})
"""See the jobs of everybody in the organization, not only one's own."""
