"""What ai runs."""

from shared.manifest import Context, Function

AI = Context(
    name="ai",
    routes=("/ai/settings",),
    asks=("identity",),
    api=Function(table=("GetItem", "PutItem")),
)
