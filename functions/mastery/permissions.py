"""Who may do what in mastery."""

from shared.permissions import Permission, Role

_STAFF = {Role.TUTOR, Role.ORG_ADMIN}

MANAGE_SKILLS = Permission("skills.manage", roles=_STAFF)
"""Change the organization's skills."""
MERGE_SKILLS = Permission("skills.merge", roles={Role.ORG_ADMIN})
"""Merge a skill into another one, for good."""
MAP_SKILLS = Permission("skills.map", roles=_STAFF)
"""Say what a course wants and its lessons teach; tutors only in courses that they teach."""
SEE_MASTERY = Permission("mastery.see", roles={Role.STUDENT, *_STAFF})
"""See what one masters and lacks; as staff also what the learners of one's courses lack."""
SEE_ALL_MASTERY = Permission("mastery.see_all", roles={Role.ORG_ADMIN})
"""See what everybody in the organization masters, and change what every course wants."""
