"""What a room consists of once deployed, from its manifest: for alarms, for redrives, for tests."""

from shared.manifest import Context

API = "api"
HOOKS = "hooks"
RELAY = "relay"
RELAY_TIMEOUT_S = 60


def modules(context: Context) -> dict[str, int]:
    """Its functions by module, with their time-outs in seconds."""
    own = {name: function.timeout_s for name, function in context.functions().items()}
    return {**own, RELAY: RELAY_TIMEOUT_S} if context.tells and context.keeps_rows else own


def working_queues(context: Context) -> list[str]:
    """Queues that a function reads."""
    return [*(["relay-retry"] if RELAY in modules(context) else []), *(["inbox"] if context.hears else [])]


def redrivable_queues(context: Context) -> dict[str, str]:
    """Dead letters that can be sent again as they are, and the queue that they go back to."""
    pairs = {"relay-retry": "relay-dead", "inbox": "inbox-dead"}
    return {pairs[queue]: queue for queue in working_queues(context)}


def dead_queues(context: Context) -> list[str]:
    """Queues that should be empty."""
    return [
        *redrivable_queues(context),
        *(["relay-lost"] if RELAY in modules(context) else []),
        *(["clock-dead"] if context.schedules or context.notices else []),
        *(["archive-dead"] if context.archives else []),
    ]
