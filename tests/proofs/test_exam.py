"""An exam on bad connections: many learners at once, saving as they type, from two devices, until the bell.

Nothing that was acknowledged is lost, nobody gains time, every mark is right; and what that costs.
"""

import asyncio
import random
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from os import environ
from statistics import quantiles
from typing import Any

import httpx
import pytest

from infra.bench.capacity import WRITE_BYTES, size
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from tests.support.crowd import crowd

LEARNERS = int(environ.get("EXAM_LEARNERS", "300"))
MINUTES, EVERY_S, QUESTIONS = 3, 15, 5
ALLOWANCE = timedelta(seconds=5)
ARRIVING_S = 45
"""Within so many seconds everybody begins."""
RIGHT = "right"
Json = dict[str, Any]


@dataclass
class Desk:
    """One learner with two devices: what was sent, what was acknowledged, and how long each saving took."""

    number: int
    token: str
    work: Json = field(default_factory=dict)
    sequence: int = 0
    acknowledged: dict[str, tuple[int, str]] = field(default_factory=dict)
    sent: dict[tuple[str, int], str] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    saved: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """Who it is."""
        return {"authorization": f"Bearer {self.token}"}


class Hall:
    """The exam as its learners' programs know it."""

    def __init__(self, client: httpx.AsyncClient, path: str) -> None:
        self.client, self.path = client, path

    async def sit(self, desk: Desk) -> None:
        """Arrive, answer until the bell over a bad connection, hand in when it rings."""
        luck = random.Random(desk.number)  # which requests break, the same in every run
        await asyncio.sleep(luck.uniform(0, ARRIVING_S))
        begun = await self.client.post(f"{self.path}/attempts", json={"device": "laptop"}, headers=desk.headers)
        assert begun.status_code in {200, 201}, begun.text
        desk.work = begun.json()
        length = datetime.fromisoformat(desk.work["due_at"]) - datetime.fromisoformat(desk.work["now"])
        bell = time.monotonic() + length.total_seconds()
        while (left := bell - time.monotonic()) > 1:
            await asyncio.sleep(min(EVERY_S * luck.uniform(0.9, 1.1), left - 0.5))
            await self._type(desk, luck)
        await asyncio.sleep(max(0, bell - time.monotonic() - 0.2))
        # One in ten hears the bell late; one in ten goes home without handing in.
        if desk.number % 10 == 1:
            await asyncio.sleep(12)
            await self._save(desk, desk.work["questions"][0]["question_id"], "after the bell", count=False)
        if desk.number % 10 != 2:
            await self._submit(desk)

    async def _type(self, desk: Desk, luck: random.Random) -> None:
        question = luck.choice(desk.work["questions"])["question_id"]
        text = RIGHT if luck.random() < 0.6 else f"wrong {luck.randrange(1000)}"
        fate = luck.random()
        if fate < 0.1:  # the connection breaks before an answer comes: the same is sent again
            await self._drop(desk, question, text)
            await self._save(desk, question, text, again=True)
        elif fate < 0.2:  # the same twice
            await self._save(desk, question, text)
            await self._save(desk, question, text, again=True)
        elif fate < 0.3:  # from two devices at once
            await asyncio.gather(self._save(desk, question, text), self._save(desk, question, text + "!", "phone"))
        else:
            await self._save(desk, question, text)

    async def _save(
        self, desk: Desk, question: str, text: str, device: str = "laptop", *, again: bool = False, count: bool = True
    ) -> None:
        if not again:
            desk.sequence += 1
        sequence = desk.sequence
        desk.sent[question, sequence] = text
        body = {"sequence": sequence, "response": {"text": text}, "device": device}
        path = f"{self.path}/attempts/{desk.work['attempt_id']}/answers/{question}"
        began = time.monotonic()
        try:
            answer = await self.client.put(path, json=body, headers=desk.headers)
        except httpx.TransportError as broken:
            desk.refused.append(type(broken).__name__)
            return
        if count:
            desk.took.append(time.monotonic() - began)
        if answer.status_code == 200:
            desk.saved += 1
            if sequence >= desk.acknowledged.get(question, (0, ""))[0]:
                desk.acknowledged[question] = (sequence, text)
        else:
            desk.refused.append(answer.json().get("code", str(answer.status_code)))

    async def _drop(self, desk: Desk, question: str, text: str) -> None:
        desk.sequence += 1
        desk.sent[question, desk.sequence] = text
        body = {"sequence": desk.sequence, "response": {"text": text}, "device": "laptop"}
        path = f"{self.path}/attempts/{desk.work['attempt_id']}/answers/{question}"
        with suppress(httpx.TransportError):
            await self.client.put(path, json=body, headers=desk.headers, timeout=0.02)

    async def _submit(self, desk: Desk) -> None:
        for _ in range(3):
            try:
                answer = await self.client.post(f"{self.path}/submit", headers=desk.headers)
            except httpx.TransportError:
                continue
            if answer.status_code in {200, 409}:
                return


@pytest.fixture(scope="module")
def exam(admin: Api) -> tuple[str, str]:
    """Five short questions of a point each; the path, and the course."""
    course_id = admin.post("/courses", {"title": "An exam"})["course_id"]
    topic_id = admin.post(f"/courses/{course_id}/topics", {"title": "Only topic"})["topic_id"]
    admin.post(f"/topics/{topic_id}/lessons", {"title": "Only lesson", "blocks": []})
    admin.post(f"/courses/{course_id}/publish")
    rules = {"time_limit_s": MINUTES * 60, "shuffle_questions": True}
    made = admin.post("/assessments", {"course_id": course_id, "title": "Exam", "rules": rules})
    path = f"/assessments/{made['assessment_id']}"
    for number in range(QUESTIONS):
        text = {"type": "text", "text": f"Question {number}?"}
        prompt = {"type": "doc", "content": [{"type": "paragraph", "content": [text]}]}
        question = {"type": "short_text", "prompt": prompt, "accepted": [{"text": RIGHT}]}
        admin.post(f"{path}/questions", {"question": question, "points_centi": 100})
    admin.post(f"{path}/publish")
    return path, course_id


@pytest.fixture(scope="module")
def desks(cloud: LocalCloud, admin: Api, exam: tuple[str, str]) -> list[Desk]:
    """Learners who are enrolled, stored as identity stores them."""
    seated = [Desk(number, token) for number, token in enumerate(crowd(cloud, admin, LEARNERS))]
    with httpx.Client(base_url=f"{cloud.url}/api/v1", timeout=60) as client:
        for desk in seated:
            answer = client.post(f"/courses/{exam[1]}/enroll", headers=desk.headers)
            assert answer.status_code == 201, answer.text
    return seated


def test_loses_nothing_gives_nobody_time_and_marks_right(
    cloud: LocalCloud, admin: Api, exam: tuple[str, str], desks: list[Desk], say: Callable[[str], None]
) -> None:
    path, _ = exam
    asyncio.run(_hold(cloud, path, desks))
    assert cloud.settle(seconds=120)
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        took = list(admin.items(f"{path}/learners"))
        if all(one["attempts"][0]["state"] == "graded" for one in took):
            break
        time.sleep(5)

    by_attempt = {one["attempts"][0]["attempt_id"]: one["attempts"][0] for one in took}
    lost, late, wrong = [], [], []
    for desk in desks:
        attempt = by_attempt[desk.work["attempt_id"]]
        result = admin.get(f"{path}/attempts/{attempt['attempt_id']}/result")
        given = {one["question_id"]: (one["response"] or {}).get("text") for one in result["questions"]}
        for question, (sequence, text) in desk.acknowledged.items():
            # What was sent later may have arrived though its acknowledgement did not.
            later = {one for (asked, number), one in desk.sent.items() if asked == question and number > sequence}
            if given[question] != text and given[question] not in later:
                lost.append((desk.number, question))
        worth = 100 * sum(text == RIGHT for text in given.values())
        if attempt["score_centi"] != worth:
            wrong.append(desk.number)
        over = datetime.fromisoformat(attempt["due_at"]) + ALLOWANCE
        if datetime.fromisoformat(attempt["submitted_at"]) > over or "after the bell" in given.values():
            late.append(desk.number)

    times = sorted(one for desk in desks for one in desk.took)
    cuts = quantiles(times, n=100)
    saved = sum(desk.saved for desk in desks)
    answer_units, other_units = _write_units(cloud, desks[0])
    say(f"{len(desks)} learners, {len(times)} savings in {MINUTES} min: {saved} acknowledged")
    say(f"saving: p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms")
    say(f"refused: {_counted(desks)}")
    say(
        f"write units: {answer_units} a saving, {other_units} for beginning, ending and marking;"
        f" {other_units + answer_units * saved / len(desks):.1f} an attempt"
    )
    assert (lost, late, wrong) == ([], [], [])
    assert answer_units == 1


async def _hold(cloud: LocalCloud, path: str, desks: list[Desk]) -> None:
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=100)
    async with httpx.AsyncClient(base_url=f"{cloud.url}/api/v1", timeout=60, limits=limits) as client:
        hall = Hall(client, path)
        await asyncio.gather(*(hall.sit(desk) for desk in desks))


def _write_units(cloud: LocalCloud, desk: Desk) -> tuple[int, int]:
    """What one saving writes, and what beginning, ending and marking write: by the items that are there afterwards."""
    table = cloud.environment("assessment-api")["LMS_TABLE_ASSESSMENT"]
    rows = cloud.client("dynamodb").scan(
        TableName=table,
        FilterExpression="attempt_id = :attempt OR contains(pk, :attempt)",
        ExpressionAttributeValues={":attempt": {"S": desk.work["attempt_id"]}},
    )["Items"]
    counted = [row for row in rows if row["sk"]["S"] == "ATTEMPT" or row["sk"]["S"].startswith("ANSWER#")]
    units = {row["sk"]["S"]: ceil(size(_encoded(row)) / WRITE_BYTES) for row in counted}
    answers = [weight for name, weight in units.items() if name.startswith("ANSWER#")]
    attempt = units["ATTEMPT"]
    # Attempt, taker with its index entry, and deadline: begun in one transaction, ended in another, then marked.
    return max(answers), 2 * (attempt + 2 + 1) * 2 + attempt


def _encoded(row: Json) -> Json:
    """The item as DynamoDB sends it; the client has bytes as they are."""
    return {
        name: {"B": b64encode(value["B"]).decode()} if isinstance(value.get("B"), bytes) else value
        for name, value in row.items()
    }


def _counted(desks: list[Desk]) -> dict[str, int]:
    codes: dict[str, int] = {}
    for desk in desks:
        for code in desk.refused:
            codes[code] = codes.get(code, 0) + 1
    return codes
