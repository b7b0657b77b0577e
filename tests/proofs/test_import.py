"""Ten thousand people from one file, on the local cloud: all of them, once, with a report for every line."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx

from infra.local.client import Api
from infra.local.cloud import LocalCloud

PEOPLE = 10_000
BROKEN = {7: "not an address,Nobody,student", 4_000: "tutor-4000@volume.example.org,Somebody,emperor"}
PATIENCE_S = 1_500


def a_file() -> bytes:
    lines = [f"person-{number}@volume.example.org,Person {number},student" for number in range(1, PEOPLE + 1)]
    for number, line in BROKEN.items():
        lines[number - 1] = line
    return "\n".join(["email,name,role", *lines]).encode()


def send(cloud: LocalCloud, admin: Api, key: str) -> str:
    assert admin.tokens
    answer = httpx.post(
        f"{cloud.url}/api/v1/organizations/{admin.organization_id}/imports",
        content=a_file(),
        headers={
            "authorization": f"Bearer {admin.tokens.access}",
            "content-type": "text/csv",
            "idempotency-key": key,
        },
        timeout=60,
    )
    assert answer.status_code == 202, answer.text
    job_id: str = answer.json()["job_id"]
    return job_id


def finished(admin: Api, job_id: str) -> tuple[dict[str, Any], list[int]]:
    """The job at its end, and how far it was whenever it was looked at."""
    seen = []
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        job = admin.get(f"/jobs/{job_id}")
        seen.append(job["progress"]["done"])
        if job["state"] in {"succeeded", "failed"}:
            return job, seen
        time.sleep(1)
    raise AssertionError(f"Not done after {PATIENCE_S} s: {job}")


def outcomes(admin: Api, job_id: str) -> Counter[str]:
    path = f"/organizations/{admin.organization_id}/imports/{job_id}/report"
    return Counter(row["outcome"] for row in admin.items(path, limit=100))


def test_a_file_of_ten_thousand_is_imported_once(cloud: LocalCloud, admin: Api, say: Callable[[str], None]) -> None:
    began = time.monotonic()

    job_id = send(cloud, admin, "volume-1")
    assert send(cloud, admin, "volume-1") == job_id
    job, seen = finished(admin, job_id)

    took = time.monotonic() - began
    say(f"{PEOPLE} people imported in {took:.0f} s, {PEOPLE / took:.0f} a second; looked at {len(seen)} times")
    report = outcomes(admin, job_id)
    say(f"report: {dict(report)}")
    assert job["state"] == "succeeded"
    assert seen == sorted(seen)
    assert len(set(seen)) > 5
    assert job["progress"]["done"] == job["progress"]["total"] == PEOPLE
    assert report.total() == PEOPLE
    assert max(report.values()) == PEOPLE - len(BROKEN)
    listed = {person["user_id"] for person in admin.items("/users", role="student", limit=100)}
    assert len(listed) == PEOPLE - len(BROKEN)
