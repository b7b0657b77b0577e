"""An attempt with answers that no rule can mark, from handing in to the final grade; an appeal is another round of it.

What is found elsewhere, what programs do in their tests and what somebody suggests is gathered side by side; each may
fail, or come to nothing, and then a person decides. Whoever suggests answers ``take_suggestion``; who does not answer
in time is not waited for. The person's marks are told as ``AttemptGraded``, which answers the state that waits; until
then there are reminders, and after the last of them the organization's administrators are told. Nothing is lost then:
people mark without a machine.

Work for an assignment goes the same way: first it is checked, and nothing is waited for; an appeal is a round of its
own, as for an attempt.
"""

from infra.workflows.states import State, answered, choice, machine, task

SUGGESTED_WITHIN_S = 300
REMIND_AFTER_S = 2 * 24 * 3600


def definition() -> State:
    """Gather, decide, wait for a person where it must be one."""
    return machine(
        "Grade an attempt",
        "Open",
        {
            "Open": task("open_grading", then="Opened", otherwise="Failed"),
            "Opened": choice({"open": "Gather", "appeal": "Wait", "done": "Done"}, otherwise="Failed"),
            "Gather": {
                "Type": "Parallel",
                "Branches": [
                    _branch("Check", task("check_originality", then="Checked", otherwise="Checked"), "Checked"),
                    _branch(
                        "Suggest",
                        answered(
                            "ask_for_suggestion",
                            then="Suggested",
                            otherwise="Suggested",
                            timeout_s=SUGGESTED_WITHIN_S,
                        ),
                        "Suggested",
                    ),
                    _branch("Run", task("run_programs", then="Ran", otherwise="Ran"), "Ran"),
                ],
                "Output": "{% $states.input %}",
                "Next": "Decide",
            },
            "Decide": task("decide_grading", then="Decided", otherwise="Wait"),
            "Decided": choice({"final": "Done", "human": "Wait"}, otherwise="Wait"),
            "Wait": answered("wait_for_grader", then="Heard", otherwise="Remind", timeout_s=REMIND_AFTER_S),
            "Heard": choice({"graded": "Done"}, otherwise="Remind"),
            "Remind": task("remind_grader", then="Reminded", otherwise="Failed"),
            "Reminded": choice({"waiting": "Wait", "overdue": "Done", "done": "Done"}, otherwise="Failed"),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "GradingFailed", "Cause": "The attempt waits to be marked by hand."},
        },
        timeout_s=30 * 24 * 3600,
    )


def _branch(start: str, state: State, end: str) -> State:
    return {"StartAt": start, "States": {start: state, end: {"Type": "Pass", "End": True}}}
