"""A dashboard made as a file, in one task: the students of a course with a million of them take minutes."""

from infra.workflows.states import State, choice, machine, task


def definition() -> State:
    """Make it; a failure that nobody foresaw is written into the export before the machine ends."""
    return machine(
        "Make a dashboard's file",
        "MakeExport",
        {
            "MakeExport": task("make_export", then="Made", otherwise="Abandon", timeout_s=910),
            "Made": choice({"done": "Done"}, otherwise="Abandon"),
            "Abandon": task("abandon_export", then="Failed", otherwise="Failed", timeout_s=60),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "ExportFailed", "Cause": "The export's row says so."},
        },
        timeout_s=3600,
    )
