"""A draft that a tutor approved, from here into assessment's bank."""

from infra.workflows.states import State, machine, task

SHORT_S = 60


def definition() -> State:
    """Read it, hand it over, note what the bank says; a bank that does not answer is asked again, and in the end the
    draft says approved while the bank lacks it: the machine's failure is what the alarms show."""
    return machine(
        "Take an approved question into the bank",
        "Read",
        {
            "Read": task("hand_over_draft", then="HandOver", otherwise="Failed", timeout_s=SHORT_S),
            "HandOver": task("adopt_questions", of="assessment", then="Note", otherwise="Failed", timeout_s=SHORT_S),
            "Note": task("note_adoption", then="Done", otherwise="Failed", timeout_s=SHORT_S),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "AdoptionFailed", "Cause": "The bank lacks an approved question."},
        },
        timeout_s=3600,
    )
