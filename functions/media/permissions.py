"""Who may do what with files."""

from shared.permissions import Permission, Role

_STAFF = {Role.TUTOR, Role.ORG_ADMIN}

UPLOAD_FILES = Permission("media.upload", roles=_STAFF)
"""Upload files, see those of the organization, and delete one's own."""
SEND_FILES = Permission("media.send", roles=_STAFF | {Role.STUDENT})
"""Send the files that one announced; announce those that one hands in, and see them."""
MANAGE_ALL_FILES = Permission("media.manage_all", roles={Role.ORG_ADMIN})
"""See and end everybody's uploads, and delete everybody's files."""
PLAY = Permission("media.play", roles=_STAFF | {Role.STUDENT})
"""See and play what stands in lessons: those of courses where one is enrolled or teaches, and free previews."""
PLAY_ALL = Permission("media.play_all", roles={Role.ORG_ADMIN})
"""See and play what stands in the lessons of every course."""
