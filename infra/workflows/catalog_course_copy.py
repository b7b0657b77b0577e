"""A course from somewhere to somewhere, some hundred parts at a time, until it is whole.

Each call of ``copy_course`` answers ``{"status": …}`` and remembers in the job's row how far it came, so a repeated
call does nothing twice. Files stay media's: it lends those of a course that is exported, and adopts those of one that
is imported, by presigned URLs that pass through here. What fails leaves nothing behind in either room: ``Abandon`` says
what media is to drop, and where it did not, nothing is dropped, since the ids at hand may be those of files that were
only to be lent.
"""

from infra.workflows.states import State, choice, machine, task

HOURS_S = 3600
SHORT_S = 120


def definition() -> State:
    """Copy, again and again; whatever goes wrong leads to ``Abandon``, and always to the end of the job."""
    return machine(
        "Copy a course",
        "CopySome",
        {
            "CopySome": task("copy_course", then="WhatNext", otherwise="Abandon"),
            "WhatNext": choice(
                {"more": "CopySome", "lend": "LendFiles", "adopt": "AdoptFiles", "done": "Done"}, otherwise="Abandon"
            ),
            "LendFiles": task("lend_files", of="media", then="Lent", otherwise="Abandon"),
            "Lent": choice({"done": "CopySome"}, otherwise="Abandon"),
            "AdoptFiles": task("adopt_files", of="media", then="Adopted", otherwise="Abandon"),
            "Adopted": choice({"done": "CopySome"}, otherwise="Abandon"),
            "Abandon": task("abandon_copy", then="DropFiles", otherwise="Failed"),
            "DropFiles": task("drop_files", of="media", then="Failed", otherwise="Failed", timeout_s=SHORT_S),
            "Failed": {"Type": "Fail", "Error": "CourseCopyFailed", "Cause": "The job's row says why."},
            "Done": {"Type": "Succeed"},
        },
        timeout_s=6 * HOURS_S,
    )
