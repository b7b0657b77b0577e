"""A report made as a file, in one task: a million rows take minutes, and a task may take fifteen."""

from infra.workflows.states import State, choice, machine, task


def definition() -> State:
    """Make it; a failure that nobody foresaw is written into the report before the machine ends."""
    return machine(
        "Make a finance report",
        "MakeReport",
        {
            "MakeReport": task("make_report", then="Made", otherwise="Abandon", timeout_s=910),
            "Made": choice({"done": "Done"}, otherwise="Failed"),
            "Abandon": task("abandon_report", then="Failed", otherwise="Failed", timeout_s=60),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "ReportFailed", "Cause": "The report's row says so."},
        },
        timeout_s=3600,
    )
