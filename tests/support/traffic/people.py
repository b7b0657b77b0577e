"""What each of them does, and remembers of what was acknowledged."""

import asyncio
import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

import httpx

from tests.support.month.diary import Desk
from tests.support.traffic.asking import AGAIN_AFTER_S, Asking
from tests.support.traffic.school import QUESTIONS, RIGHT, School

BEAT_S = 30


@dataclass
class Student:
    """Learns the free course, and sits its exam once."""

    school: School
    user_id: str
    token: str
    luck: Random
    desks: dict[str, Desk] = field(default_factory=lambda: defaultdict(Desk))
    """By lesson: what was told of, as it was acknowledged."""
    done: set[str] = field(default_factory=set)
    views: int = 0
    right: int | None = None
    """How many answers of the exam were right; None before it is handed in."""

    async def live(self, asking: Asking, until: float) -> None:
        """Go on until that moment of the loop's clock."""
        course = f"/courses/{self.school.course_id}"
        await self.ask(asking, "POST", f"{course}/enroll")
        deeds = [self._beat] * 8 + [self._look] * 6 + [self._view] * 3 + [self._finish_lesson, self._sit]
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(self.luck.uniform(0.5, 2.5))
            await self.luck.choice(deeds)(asking)

    async def ask(self, asking: Asking, method: str, path: str, body: Any = None) -> Any:
        """As this person."""
        return await asking.ask(self.token, method, path, body)

    async def _beat(self, asking: Asking) -> None:
        lesson, now = self.luck.choice(self.school.lesson_ids), datetime.now(UTC).replace(microsecond=0)
        fact = {"key": secrets.token_hex(8), "kind": "studied", "active_s": BEAT_S, "at": now.isoformat()}
        body = {"sent_at": now.isoformat(), "facts": [{**fact, "lesson_id": lesson}]}
        told = await self.ask(asking, "POST", f"/courses/{self.school.course_id}/learn/facts", body)
        if told["verdicts"][0]["taken"]:
            self.desks[lesson].hear(fact, now)

    async def _view(self, asking: Asking) -> None:
        now = datetime.now(UTC).isoformat()
        data = {"course_id": self.school.course_id, "lesson_id": self.luck.choice(self.school.lesson_ids)}
        events = [
            {"id": secrets.token_hex(8), "type": "LessonViewed.v1", "at": now, "data": data}
            for _ in range(self.luck.randint(1, 3))
        ]
        told = await self.ask(asking, "POST", "/analytics/track-event", {"sent_at": now, "events": events})
        self.views += told["accepted"]

    async def _look(self, asking: Asking) -> None:
        course = f"/courses/{self.school.course_id}"
        lesson = f"{course}/learn/lessons/{self.luck.choice(self.school.lesson_ids)}"
        places = ["/dashboard", f"{course}/learn", lesson, "/enrollments", "/motivation", "/notices"]
        await self.ask(asking, "GET", self.luck.choice(places))

    async def _finish_lesson(self, asking: Asking) -> None:
        lesson = self.luck.choice(self.school.lesson_ids)
        await self.ask(asking, "PUT", f"/courses/{self.school.course_id}/learn/lessons/{lesson}/completion")
        self.done.add(lesson)

    async def _sit(self, asking: Asking) -> None:
        if self.right is not None:
            return
        path = f"/assessments/{self.school.exam_id}"
        work = await self.ask(asking, "POST", f"{path}/attempts", {"device": "laptop"})
        right = self.luck.randint(0, QUESTIONS)
        for number, question in enumerate(work["questions"]):
            body = {"sequence": 1, "response": {"text": RIGHT if number < right else "wrong"}, "device": "laptop"}
            answer = f"{path}/attempts/{work['attempt_id']}/answers/{question['question_id']}"
            await self.ask(asking, "PUT", answer, body)
        await self.ask(asking, "POST", f"{path}/submit")
        self.right = right


@dataclass
class Buyer:
    """Orders the other course, pays at the gateway, and closes the browser."""

    school: School
    token: str
    order: dict[str, Any] = field(default_factory=dict)
    paid: bool = False

    async def buy(self, asking: Asking) -> None:
        """Once; the order is one, however often it must be asked for."""
        wish = {"course_id": self.school.paid_course_id}
        self.order = await asking.ask(self.token, "POST", "/orders", wish, key=secrets.token_hex(8))
        page = f"{self.school.cloud.razorpay_url}/pay/{self.order['checkout']['gateway_order_id']}"
        async with httpx.AsyncClient(timeout=90) as browser:  # of their own: a connection that idles may be closed
            while not self.paid:
                try:
                    answer = await browser.post(page, data={"outcome": "captured", "method": "upi"})
                except httpx.ConnectError:  # the gateway was not even reached: nothing was paid
                    asking.broken["gateway"] += 1
                    await asyncio.sleep(AGAIN_AFTER_S)
                else:
                    assert answer.is_success, answer.text
                    self.paid = True


@dataclass
class Tutor:
    """Looks who is there and how they do, and rewrites a lesson now and then."""

    school: School
    token: str

    async def live(self, asking: Asking, until: float) -> None:
        """Go on until that moment of the loop's clock."""
        course, org = self.school.course_id, self.school.admin.organization_id
        places = [
            f"/courses/{course}/enrollments?limit=50",
            f"/courses/{course}/gradebook/learners?limit=50",
            f"/analytics/course/{course}/performance",
            f"/analytics/organization/{org}/dashboard",
            f"/assessments/{self.school.exam_id}/analytics",
            "/orders/all?limit=50",
        ]
        luck = Random("tutor")
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(luck.uniform(0.5, 1.5))
            await asking.ask(self.token, "GET", luck.choice(places))
            if luck.random() < 0.1:
                await self._rewrite(asking, luck)

    async def _rewrite(self, asking: Asking, luck: Random) -> None:
        path = f"/api/v1/lessons/{luck.choice(self.school.lesson_ids)}"
        headers = {"authorization": f"Bearer {self.token}"}
        try:
            read = await asking.client.get(path, headers=headers)
            change = {"title": f"Lesson {secrets.token_hex(2)}"}
            await asking.client.put(path, json=change, headers={**headers, "if-match": read.headers.get("etag", "*")})
        except httpx.TransportError as fault:  # a draft that nobody reads yet: not tried again
            asking.broken[type(fault).__name__] += 1
