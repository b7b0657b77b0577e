"""The open answers of an attempt, judged; and, where its grading waits for that, handed to the room that grades.

Whatever goes wrong ends with nothing suggested, and with whoever waits told so: then a person marks at once.
"""

from infra.workflows.states import State, choice, machine, task


def definition() -> State:
    """Judge, and hand over."""
    return machine(
        "Judge answers",
        "Judge",
        {
            "Judge": task("judge_answers", then="Judged", otherwise="Abandon"),
            "Judged": choice({"suggested": "HandOver", "kept": "Done"}, otherwise="Abandon"),
            "Abandon": task("abandon_judging", then="Abandoned", otherwise="Failed", timeout_s=60),
            "Abandoned": choice({"suggested": "HandOver"}, otherwise="Failed"),
            "HandOver": task("take_suggestion", of="assessment", then="Done", otherwise="Failed", timeout_s=130),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "JudgingFailed", "Cause": "People mark without a suggestion."},
        },
        timeout_s=1800,
    )
