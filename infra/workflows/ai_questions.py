"""Questions made of lessons: each by itself, some at a time, so that one that fails costs no other; then put together.

What is made of a lesson is kept before the next step, so a repeated call, or one after a failure, makes nothing twice.
A lesson whose provider asks to come back waits here, where waiting is not paid for.
"""

from infra.workflows.states import State, choice, chosen, machine, task

AT_ONCE = 4
"""Lessons of one request that are worked on at the same time."""
HOUR_S = 3600
PART = ("place", "lesson_id", "count")
"""What says which part of a request a run makes."""


def definition() -> State:
    """Load, make each, put together; a failure that nobody foresaw is written into the request before the end."""
    return machine(
        "Make questions of lessons",
        "Load",
        {
            "Load": task("load_lessons", then="MakeEach", otherwise="Abandon", timeout_s=60),
            "MakeEach": {
                "Type": "Map",
                "Items": "{% $states.input.parts %}",
                "ItemSelector": chosen(
                    "org_id",
                    "generation_id",
                    **{name: f"{{% $states.context.Map.Item.Value.{name} %}}" for name in PART},
                    waited=0,
                ),
                "MaxConcurrency": AT_ONCE,
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "INLINE"},
                    "StartAt": "Make",
                    "States": {
                        "Make": task("make_questions", then="Looked", otherwise="Skip"),
                        "Looked": choice({"wait": "Wait"}, otherwise="Made"),
                        "Wait": {"Type": "Wait", "Seconds": "{% $states.input.wait_s %}", "Next": "Make"},
                        "Skip": task("skip_lesson", then="Made", otherwise="Made", timeout_s=60),
                        "Made": {"Type": "Pass", "Output": {}, "End": True},
                    },
                },
                "Output": "{% $states.input %}",
                "Next": "Finish",
            },
            "Finish": task("finish_questions", then="Done", otherwise="Abandon"),
            "Abandon": task("abandon_questions", then="Failed", otherwise="Failed", timeout_s=60),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "GenerationFailed", "Cause": "The request's row says so."},
        },
        timeout_s=2 * HOUR_S,
    )
