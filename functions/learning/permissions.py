"""Who may do what in learning."""

from shared.permissions import Permission, Role

_LEARNERS = {Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN}
_STAFF = {Role.TUTOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN}

ENROL = Permission("enrollments.enrol", roles=_LEARNERS)
"""Join a published course."""
LEARN = Permission("courses.learn", roles=_LEARNERS)
"""Study a course in which one is enrolled."""
USE_ENROLMENT = Permission("enrollments.use", roles=_LEARNERS | _STAFF)
"""See and cancel an enrolment: one's own, or as staff those of one's courses."""
MANAGE_ENROLMENTS = Permission("enrollments.manage", roles=_STAFF)
"""See and change a course's enrolments; tutors only those of courses that they teach."""
MANAGE_ALL_ENROLMENTS = Permission("enrollments.manage_all", roles={Role.ORG_ADMIN, Role.PLATFORM_ADMIN})
"""See and change the enrolments of every course of the organization."""
MANAGE_GROUPS = Permission("groups.manage", roles=_STAFF)
"""See and change groups; tutors only those of courses that they teach."""
USE_PATHS = Permission("paths.use", roles=_LEARNERS | _STAFF)
"""See learning paths, and how far one is on them."""
MANAGE_PATHS = Permission("paths.manage", roles=_STAFF)
"""Make learning paths, and see drafts; change those that one made."""
MANAGE_ALL_PATHS = Permission("paths.manage_all", roles={Role.ORG_ADMIN, Role.PLATFORM_ADMIN})
"""Change every learning path of the organization."""
