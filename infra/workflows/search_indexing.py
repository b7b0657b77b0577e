"""An organization's search index anew: from the entries there are, or with ``"whole": true`` from the catalog's tables.

``collect_entries`` answers ``{"status": "more" | "done"}`` and where it goes on; what it did once more does no harm.
"""

from infra.workflows.states import State, choice, machine, task

HOURS_S = 3600


def definition() -> State:
    """Collect, again and again, then build. Nothing is lost if it fails: the index is as good as before."""
    return machine(
        "Make an organization's search index anew",
        "CollectSome",
        {
            "CollectSome": task("collect_entries", then="AnyMore", otherwise="Failed"),
            "AnyMore": choice({"more": "CollectSome", "done": "Build"}, otherwise="Failed"),
            "Build": task("build_base", then="Done", otherwise="Failed"),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "IndexingFailed", "Cause": "The function's log says why."},
        },
        timeout_s=2 * HOURS_S,
    )
