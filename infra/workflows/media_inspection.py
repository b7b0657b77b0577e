"""A file that has arrived: is it what it was announced as, and then made ready to be shown.

``inspect_upload`` answers ``{"status": "done" | "failed"}``; a repeated call does nothing twice. Videos go on in a
machine of their own.
"""

from infra.workflows.states import State, choice, machine, task


def definition() -> State:
    """Inspect; a failure that nobody foresaw is written into the asset before the machine ends."""
    return machine(
        "Inspect a file that was uploaded",
        "Inspect",
        {
            "Inspect": task("inspect_upload", then="WhatNow", otherwise="Abandon", timeout_s=910),
            "WhatNow": choice({"done": "Done"}, otherwise="Failed"),
            "Abandon": task("abandon_upload", then="Failed", otherwise="Failed", timeout_s=60),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "FileRefused", "Cause": "The asset's row says why."},
        },
        timeout_s=2 * 3600,
    )
