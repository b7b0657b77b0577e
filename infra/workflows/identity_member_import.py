"""Members from a CSV file, some hundred rows at a time, until there are no more.

Each call of ``import_members`` answers ``{"status": "more" | "done" | "failed"}`` and remembers in the job's row how
far it came, so a repeated call does nothing twice.
"""

from infra.workflows.states import State, choice, machine, task

HOURS_S = 3600


def definition() -> State:
    """Import, again and again; a failure that nobody foresaw is written into the job before the machine ends."""
    return machine(
        "Import members from a CSV file",
        "ImportSome",
        {
            "ImportSome": task("import_members", then="AnyMore", otherwise="Abandon"),
            "AnyMore": choice({"more": "ImportSome", "done": "Done"}, otherwise="Failed"),
            "Abandon": task("abandon_member_import", then="Failed", otherwise="Failed", timeout_s=60),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "MemberImportFailed", "Cause": "The job's row says why."},
        },
        timeout_s=2 * HOURS_S,
    )
