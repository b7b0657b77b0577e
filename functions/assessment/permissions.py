"""Who may do what in assessment."""

from shared.permissions import Permission, Role

_STAFF = {Role.TUTOR, Role.ORG_ADMIN}

MANAGE_ASSESSMENTS = Permission("assessments.manage", roles=_STAFF)
"""Make and change questions and assessments; tutors only in courses whose content they may change."""
GRADE = Permission("assessments.grade", roles=_STAFF)
"""See and mark attempts; tutors only in courses whose learners they look after."""
TAKE = Permission("assessments.take", roles={Role.STUDENT, *_STAFF})
"""Take the assessments of courses in which one is enrolled; staff look at a preview."""
MANAGE_ALL_ASSESSMENTS = Permission("assessments.manage_all", roles={Role.ORG_ADMIN})
"""The same in every course of the organization."""
