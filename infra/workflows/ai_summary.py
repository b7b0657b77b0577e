"""A summary: its sections side by side, some at a time, so that one that fails costs no other; then put together.

What is made of a section is kept before the next step, so that a repeated run makes nothing twice. A section whose
provider asks to come back waits here, where waiting is not paid for.
"""

from infra.workflows.states import State, choice, chosen, machine, task

AT_ONCE = 4
"""Sections of one summary that are worked on at the same time."""
HOUR_S = 3600


def definition() -> State:
    """Load, summarize each section, put together."""
    return machine(
        "Summarize a source",
        "Load",
        {
            "Load": task("load_summary", then="Each", otherwise="Finish", timeout_s=60),
            "Each": {
                "Type": "Map",
                "Items": "{% $states.input.sections %}",
                "ItemSelector": chosen(
                    "org_id", "summary_id", section="{% $states.context.Map.Item.Value %}", waited=0
                ),
                "MaxConcurrency": AT_ONCE,
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "INLINE"},
                    "StartAt": "Summarize",
                    "States": {
                        "Summarize": task("summarize_section", then="Summarized", otherwise="Over"),
                        "Summarized": choice({"wait": "Wait"}, otherwise="Over"),
                        "Wait": {"Type": "Wait", "Seconds": "{% $states.input.wait_s %}", "Next": "Summarize"},
                        "Over": {"Type": "Pass", "Output": {}, "End": True},
                    },
                },
                "Output": "{% $states.input %}",
                "Next": "Finish",
            },
            "Finish": task("finish_summary", then="Done", otherwise="Failed", timeout_s=60),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "SummaryFailed", "Cause": "What was made is kept; resume it."},
        },
        timeout_s=2 * HOUR_S,
    )
