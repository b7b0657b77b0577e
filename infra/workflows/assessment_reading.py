"""The lessons of a published version, read some at a time until there are no more, to be known where they are copied.

Each call of ``read_lessons`` answers ``{"status": "more" | "done", "place": …}``, where the next one goes on.
"""

from infra.workflows.states import State, choice, machine, task


def definition() -> State:
    """Go on and on; what nobody foresaw ends the machine, and the next version begins anew."""
    return machine(
        "Read what a course's lessons say",
        "Read",
        {
            "Read": task("read_lessons", then="AnyMore", otherwise="Failed"),
            "AnyMore": choice({"more": "Read", "done": "Done"}, otherwise="Failed"),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "ReadingFailed", "Cause": "The task has written it into its log."},
        },
        timeout_s=3600,
    )
