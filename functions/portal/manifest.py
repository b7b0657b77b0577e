"""What portal runs."""

from shared.manifest import Context

PORTAL = Context(
    name="portal",
    routes=("/docs", "/openapi.json", "/problems", "/health", "/jobs", "$default"),
    asks=("identity", "catalog", "learning", "finance", "analytics", "ai"),
    layers=("core", "docs"),
    ships=("docs/openapi.json",),
    keeps_rows=False,
)
