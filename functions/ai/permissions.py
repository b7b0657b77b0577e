"""Who may have what done by a machine, and who says how far it may go."""

from shared.permissions import Permission, Role

SEE_AI = Permission("ai.see", roles={Role.TUTOR, Role.ORG_ADMIN})
"""See the organization's settings for AI."""
MANAGE_AI = Permission("ai.manage", roles={Role.ORG_ADMIN})
"""Change the settings and budgets, switch it off, connect a provider."""
SUMMARIZE = Permission("ai.summarize", roles={Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN})
"""Have a text summarized, or what one may read of a course."""
SUMMARIZE_TAUGHT = Permission("ai.summarize_taught", roles={Role.TUTOR, Role.ORG_ADMIN})
"""Have all of a course summarized that one teaches."""
SUMMARIZE_ALL = Permission("ai.summarize_all", roles={Role.ORG_ADMIN})
"""Have any course summarized, and see everybody's summaries."""
GENERATE_QUESTIONS = Permission("ai.generate_questions", roles={Role.TUTOR, Role.ORG_ADMIN})
"""Have questions made for the courses one edits, and take them into their banks."""
GENERATE_ALL_QUESTIONS = Permission("ai.generate_all_questions", roles={Role.ORG_ADMIN})
"""The same for every course of the organization."""
SUGGEST_GRADES = Permission("ai.suggest_grades", roles={Role.TUTOR, Role.ORG_ADMIN})
"""Have answers judged by a machine, in courses where one may see learners' work."""
