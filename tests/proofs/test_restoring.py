"""The drill of docs/operations.md on the local cloud: a course is lost, and comes back from a restored table.

The local cloud restores a table as it is, not as it was; so here the accident happens after the restore.
"""

import time
from collections.abc import Callable

from infra.config import LOCAL
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.lost_rows import Restore, Wanted
from infra.names import Names

LESSONS = 60
LIVE = Names(LOCAL).of("catalog")
RESTORED = f"{LIVE}-restored"


def test_a_lost_course_comes_back(cloud: LocalCloud, admin: Api, say: Callable[[str], None]) -> None:
    dynamodb = cloud.client("dynamodb")
    course = admin.post("/courses", {"title": "Lost and found"})
    path = f"/courses/{course['course_id']}"
    topic = admin.post(f"{path}/topics", {"title": "All of it"})
    for number in range(LESSONS):
        admin.post(f"/topics/{topic['topic_id']}/lessons", {"title": f"Lesson {number}"})
    assert cloud.settle()
    before = titles(admin, topic["topic_id"])
    dynamodb.restore_table_to_point_in_time(
        SourceTableName=LIVE, TargetTableName=RESTORED, UseLatestRestorableTime=True
    )
    lost = [item for item in dynamodb.scan(TableName=RESTORED)["Items"] if course["course_id"] in item["pk"]["S"]]
    org_id = lost[0]["pk"]["S"].split("#")[1]
    for item in lost:
        dynamodb.delete_item(TableName=LIVE, Key={"pk": item["pk"], "sk": item["sk"]})
    wanted = Wanted(organization=org_id, begins=f"COURSE#{course['course_id']}")

    began = time.monotonic()
    first = Restore(dynamodb, live=LIVE, restored=RESTORED, wanted=wanted)
    list(first.run(apply=True))
    took = time.monotonic() - began
    second = Restore(dynamodb, live=LIVE, restored=RESTORED, wanted=wanted)
    list(second.run(apply=True, overwrite=True))

    assert (first.outcome.written, second.outcome.written) == (len(lost), 0)
    assert titles(admin, topic["topic_id"]) == before
    assert len(before) == LESSONS
    assert admin.get(path)["title"] == "Lost and found"
    say(f"{len(lost)} rows of a lost course copied back in {took:.1f} s ({len(lost) / took:.0f} a second).")


def titles(admin: Api, topic_id: str) -> list[str]:
    """The lessons of the topic, in order."""
    return [lesson["title"] for lesson in admin.get(f"/topics/{topic_id}/lessons", limit=100)["items"]]
