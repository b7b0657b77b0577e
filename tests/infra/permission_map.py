"""The permission map of the whole backend, on one screen. Logs and the key apart, nothing else is allowed to anyone."""

RELAY = {"bus": "tell", "relay-lost": "put", "relay-retry": "put take"}

PERMISSIONS = {
    "identity-api": {
        "rows of identity": "read write",
        "files": "delete read write",
        "secret origin": "read",
        "secret signing_keys": "read",
        "secret tokens": "read",
    },
    "identity-handlers": {
        "rows of identity": "read write",
        "inbox": "take",
        "machine member-import": "start",
        "mail": "send",
        "secret tokens": "read",
    },
    "identity-tasks": {
        "rows of identity": "read write",
        "files": "delete read write",
        "secret signing_keys": "read",
        "clock-dead": "put",
    },
    "identity-member-import": {"tasks": "call"},
    "identity-relay": {"stream of identity": "read", **RELAY},
    "catalog-api": {
        "rows of catalog": "read write",
        "rows of identity": "read",
        "files": "read write",
        "secret origin": "read",
    },
    "catalog-handlers": {"rows of catalog": "read write", "inbox": "take", "machine course-copy": "start"},
    "catalog-tasks": {"rows of catalog": "read write", "files": "abort read write"},
    "catalog-course-copy": {"tasks": "call", "tasks of media": "call"},
    "catalog-relay": {"stream of catalog": "read", **RELAY},
    "learning-api": {
        "rows of learning": "read write",
        "rows of catalog": "read",
        "rows of identity": "read",
        "secret origin": "read",
    },
    "learning-handlers": {
        "rows of learning": "read write",
        "rows of catalog": "read",
        "inbox": "take",
    },
    "learning-relay": {"stream of learning": "read", **RELAY},
    "search-api": {
        "rows of search": "read write",
        "rows of catalog": "read",
        "rows of identity": "read",
        "files": "delete read write",
        "secret origin": "read",
    },
    "search-handlers": {
        "rows of search": "read write",
        "rows of catalog": "read",
        "files": "delete read write",
        "inbox": "take",
        "machine indexing": "start",
    },
    "search-tasks": {"rows of search": "read write", "rows of catalog": "read", "files": "delete read write"},
    "search-indexing": {"tasks": "call"},
    "media-api": {
        "rows of media": "read write",
        "rows of catalog": "read",
        "rows of identity": "read",
        "rows of learning": "read",
        "files": "abort list read write",
        "secret origin": "read",
        "secret playback": "read",
    },
    "media-handlers": {"inbox": "take", "machine inspection": "start"},
    "media-inspection": {"tasks": "call"},
    "media-relay": {"stream of media": "read", **RELAY},
    "portal-api": {"rows of identity": "read", "rows of catalog": "read", "secret origin": "read"},
}
