"""Begins a platform: ``python -m functions.identity.bootstrap EMAIL NAME`` makes somebody its administrator.

For operators who reach the table. The password is asked for, or read from standard input; it is never an argument,
where others could see it. Who may only invoke functions sends ``{"task": "invite_platform_admin", …}`` to the room's
tasks.
"""

import getpass
import sys

from functions.identity.wiring import platform_service


def create_platform_admin(email: str, name: str, password: str) -> str:
    """Make somebody a platform administrator, and the platform itself if it is not there; returns the user's id."""
    return platform_service().make_admin(email, name, password)


def main(arguments: list[str]) -> int:
    """The command."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m functions.identity.bootstrap EMAIL NAME\n")
        return 2
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    sys.stdout.write(create_platform_admin(arguments[0], arguments[1], password) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
