"""Copies back what one organization lost: ``python -m infra.restore STAGE ROOM --from TABLE --organization ORG``.

``TABLE`` is the room's table as it was, restored to a point in time under another name. Each of its rows is held
against the live one, and the program says how many of each kind are the same, missing and different. With ``--apply``
what is missing is copied back; what is different only with ``--overwrite`` too. What was made since then is never
looked at, so it stays. A second run finds nothing to do. ``--show`` names the rows; contents are never printed.

With ``--everybody`` instead of an organization it does so for the whole table, what is global included;
``--segment 0/8`` takes an eighth of that, for eight of these programs at once.
"""

import argparse
import sys
from collections.abc import Sequence

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from infra.config import STAGES
from infra.contexts import CONTEXTS
from infra.lost_rows import Restore, Wanted
from infra.names import Names


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m infra.restore", description=__doc__)
    parser.add_argument("stage", choices=sorted(STAGES))
    parser.add_argument("room", choices=[context.name for context in CONTEXTS if context.keeps_rows])
    parser.add_argument("--from", dest="restored", required=True, metavar="TABLE", help="the table as it was")
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--organization", metavar="ORG")
    whose.add_argument("--everybody", action="store_true", help="the whole table")
    parser.add_argument("--prefix", default="", help="only partitions that begin so, for example COURSE#crs_…")
    parser.add_argument("--partition", action="append", default=[], help="this partition only; may be said often")
    parser.add_argument(
        "--segment", default="0/1", help="a part of the table, for several programs at once: 0/8 to 7/8"
    )
    parser.add_argument("--apply", action="store_true", help="copy back what is missing")
    parser.add_argument("--overwrite", action="store_true", help="with --apply: what is different too")
    parser.add_argument(
        "--tell", action="store_true", help="with --apply: let copied rows tell their last events again"
    )
    parser.add_argument("--show", action="store_true", help="name each row that is missing or different")
    chosen = parser.parse_args(arguments)
    stage = STAGES[chosen.stage]
    try:
        number, _, of = chosen.segment.partition("/")
        wanted = Wanted(
            organization=chosen.organization,
            begins=chosen.prefix,
            partitions=tuple(chosen.partition),
            segment=(int(number), int(of)),
        )
        restore = Restore(
            get_session().create_client("dynamodb", region_name=stage.region),
            live=Names(stage).of(chosen.room),
            restored=chosen.restored,
            wanted=wanted,
        )
        print(restore.forecast())
        for verdict, row in restore.run(apply=chosen.apply, overwrite=chosen.overwrite, tell=chosen.tell):
            if chosen.show:
                print(f"{verdict:10} {row['pk']['S']}  {row['sk']['S']}")
    except (ValueError, BotoCoreError, ClientError) as failed:
        print(failed, file=sys.stderr)
        return 1
    print("\n".join(restore.outcome.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
