"""`python -m infra.local.journey`."""

import sys

from infra.local.journey.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
