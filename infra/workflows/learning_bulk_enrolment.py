"""A list of people enrolled in a course, some hundred at a time, until there are no more.

Each call of ``enrol_some`` answers ``{"status": "more" | "done" | "failed"}`` and remembers in the job's row how far it
came, so a repeated call does nothing twice.
"""

from infra.workflows.states import State, choice, machine, task

HOURS_S = 3600


def definition() -> State:
    """Enrol, again and again; a failure that nobody foresaw is written into the job before the machine ends."""
    return machine(
        "Enrol a list of people in a course",
        "EnrolSome",
        {
            "EnrolSome": task("enrol_some", then="AnyMore", otherwise="Abandon"),
            "AnyMore": choice({"more": "EnrolSome", "done": "Done"}, otherwise="Failed"),
            "Abandon": task("abandon_bulk_enrolment", then="Failed", otherwise="Failed", timeout_s=60),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "BulkEnrolmentFailed", "Cause": "The job's row says why."},
        },
        timeout_s=2 * HOURS_S,
    )
