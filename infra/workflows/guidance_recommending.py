"""An edition made anew: what all histories of an organization teach.

Started under the end of the minute or hour that it waits for, so that what happens until then starts it once.
"""

from infra.workflows.states import State, choice, machine, task


def definition() -> State:
    """Wait, then learn. If that fails the edition there is serves on, and the next enrolment asks again."""
    return machine(
        "Learn what to recommend after each course",
        "Gather",
        {
            "Gather": {"Type": "Wait", "Seconds": "{% $states.input.wait_s %}", "Next": "Learn"},
            "Learn": task("make_edition", then="Learned", otherwise="Failed", timeout_s=910),
            "Learned": choice({"done": "Done"}, otherwise="Failed"),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "LearningFailed", "Cause": "The function's log says why."},
        },
        timeout_s=2 * 3600,
    )
