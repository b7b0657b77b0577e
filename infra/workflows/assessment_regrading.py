"""Attempts marked by corrected questions: compared some dozens at a time until there are no more, or applied so.

Each call of ``regrade_some`` answers ``{"status": "more" | "done"}`` and remembers in the regrade's row how far it
came.
"""

from infra.workflows.states import State, choice, machine, task

HOURS_S = 3600


def definition() -> State:
    """Go on and on; a failure that nobody foresaw is written into the regrade before the machine ends."""
    return machine(
        "Compare attempts with corrected questions, or apply what was found",
        "RegradeSome",
        {
            "RegradeSome": task("regrade_some", then="AnyMore", otherwise="Abandon"),
            "AnyMore": choice({"more": "RegradeSome", "done": "Done"}, otherwise="Failed"),
            "Abandon": task("abandon_regrade", then="Failed", otherwise="Failed", timeout_s=60),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "RegradeFailed", "Cause": "The regrade's row says so."},
        },
        timeout_s=6 * HOURS_S,
    )
