"""A video that was accepted: what is in it, a stream for every connection, and whether that is whole.

MediaConvert tells the event bus when a job has ended, and ``hear_of_video`` answers the state that waits. News that do
not come are looked for after an hour. An attempt that failed for another reason than the file is repeated; what is
wrong with the file is written into the asset, and so is a failure that nobody foresaw.
"""

from infra.workflows.states import State, answered, choice, machine, task

HOUR_S = 3600
DAY_S = 24 * HOUR_S


def definition() -> State:
    """Plan, transcode, verify, publish."""
    return machine(
        "Make a stream of a video",
        "Plan",
        {
            "Plan": task("plan_video", then="CanBePlayed", otherwise="Fail"),
            "CanBePlayed": choice({"planned": "Start", "gone": "Done"}, otherwise="Fail"),
            "Start": task("start_video", then="Begun", otherwise="Fail"),
            "Begun": choice({"started": "Transcode", "gone": "Done"}, otherwise="Fail"),
            "Transcode": answered("wait_for_video", then="Transcoded", otherwise="Look", timeout_s=HOUR_S),
            "Look": task("look_at_video", then="Transcoded", otherwise="Fail"),
            "Transcoded": choice(
                {"complete": "Verify", "again": "Start", "running": "Transcode"},
                otherwise="Fail",
            ),
            "Verify": task("verify_video", then="IsWhole", otherwise="Fail"),
            "IsWhole": choice({"whole": "Publish", "again": "Start"}, otherwise="Fail"),
            "Publish": task("publish_video", then="Done", otherwise="Fail"),
            "Fail": task("fail_video", then="Failed", otherwise="Failed", timeout_s=60),
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "Error": "VideoFailed", "Cause": "The asset's row says why."},
        },
        timeout_s=DAY_S,
    )
