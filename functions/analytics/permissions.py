"""Who may do what in analytics."""

from shared.permissions import Permission, Role

TRACK_EVENTS = Permission("analytics.track", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""Send what one's own browser or app saw one do."""
SEE_PROGRESS = Permission("analytics.see_progress", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""See one's own figures; tutors those of people in courses of theirs, administrators everybody's."""
CHOOSE_PROFILING = Permission("analytics.choose_profiling", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""Choose whether one is judged by one's figures."""
SEE_COURSE_FIGURES = Permission("analytics.see_courses", roles={Role.TUTOR, Role.ORG_ADMIN})
"""See how courses do; tutors only those of which they are instructors who may."""
SEE_ORGANIZATION_FIGURES = Permission("analytics.see_organization", roles={Role.ORG_ADMIN})
"""See how the organization, its people and every course of it do, and what it sells."""
SEE_PLATFORM_FIGURES = Permission("analytics.see_platform", roles={Role.PLATFORM_ADMIN})
"""See the figures of the whole platform: organizations, people and money together, nobody's own."""
EXPORT_FIGURES = Permission("analytics.export", roles={Role.TUTOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN})
"""Have the dashboards that one may see as files, at once or every week or month."""
