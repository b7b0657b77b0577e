"""`python -m infra.local COMMAND`: what `make` calls. Each command is a module of this package with a `main`."""

import sys
from importlib import import_module

from infra.local.failures import LocalCloudFailure

COMMANDS = {
    "run": "start the whole stack, with demo data; Ctrl-C stops it",
    "reset": "wipe what the local stack keeps",
    "dev": "one auto-reloading process with all rooms",
    "logs": "what a function of the running stack wrote",
    "journey": "the story of the whole product, step by step",
}


def main(arguments: list[str]) -> int:
    """Run a command; a failure that a person can do something about is told without a stack trace."""
    if not arguments or arguments[0] not in COMMANDS:
        print("\n".join(f"  {name:9} {does}" for name, does in COMMANDS.items()), file=sys.stderr)
        return 2
    try:
        return int(import_module(f"infra.local.{arguments[0]}").main(arguments[1:]))
    except LocalCloudFailure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
