"""Who may do what in the catalog."""

from shared.permissions import Permission, Role

_STAFF = {Role.TUTOR, Role.ORG_ADMIN}

CREATE_COURSES = Permission("courses.create", roles=_STAFF)
"""Begin a course, and so become its first instructor."""
EDIT_COURSES = Permission("courses.edit", roles=_STAFF)
"""Change a course and its content; tutors only those of which they are instructors."""
PUBLISH_COURSES = Permission("courses.publish", roles=_STAFF)
"""Publish and archive a course; tutors only those of which they are instructors."""
APPROVE_COURSES = Permission("courses.approve", roles={Role.ORG_ADMIN})
"""Decide whether a course may be published, where the organization asks for that."""
REVIEW_COURSES = Permission("courses.review", roles={Role.STUDENT, *_STAFF})
"""Review a course in which one is or was enrolled."""
MODERATE_REVIEWS = Permission("reviews.moderate", roles=_STAFF)
"""Answer and hide reviews; tutors only those of courses whose reviews they look after."""
MANAGE_CATEGORIES = Permission("categories.manage", roles={Role.ORG_ADMIN})
"""Change what courses can be sorted into."""
EDIT_ALL_COURSES = Permission("courses.edit_all", roles={Role.ORG_ADMIN})
"""See and change every course of the organization."""
