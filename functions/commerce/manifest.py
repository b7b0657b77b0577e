"""What commerce runs."""

from shared.manifest import Context, Function

COMMERCE = Context(
    name="commerce",
    routes=("/payment-connections",),
    asks=("identity",),
    api=Function(
        table=("GetItem", "Query", "PutItem", "UpdateItem"), layers=("payments",), seals=("Decrypt", "Encrypt")
    ),
)
