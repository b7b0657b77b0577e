"""A school with something to learn, something to sit, and something to buy."""

import secrets
from dataclasses import dataclass
from typing import Any

import httpx

from infra.local.client import Api
from infra.local.cloud import LocalCloud

LESSONS = 4
QUESTIONS = 2
POINTS = 100
RIGHT = "right"
PRICE_MINOR = 49_900
KEY = {"key_id": f"rzp_test_{secrets.token_hex(7)}", "key_secret": secrets.token_hex(12)}


@dataclass(frozen=True)
class School:
    """Where everything happens."""

    cloud: LocalCloud
    admin: Api
    course_id: str
    """Free, with an exam."""
    lesson_ids: tuple[str, ...]
    exam_id: str
    paid_course_id: str

    def captured(self) -> dict[str, int]:
        """What the gateway has taken, by its own ids of orders, in minor units."""
        asked = {"count": 100, "skip": 0}
        found: dict[str, int] = {}
        while True:
            url = f"{self.cloud.razorpay_url}/v1/payments"
            page = httpx.get(url, params=asked, auth=(KEY["key_id"], KEY["key_secret"])).json()["items"]
            found |= {one["order_id"]: one["amount"] for one in page if one["status"] == "captured"}
            if len(page) < asked["count"]:
                return found
            asked["skip"] += len(page)


def open_school(cloud: LocalCloud, admin: Api) -> School:
    """Courses, an exam and an offer; webhooks come twice now and then, and out of order."""
    course_id, lesson_ids = _course(admin, "Learnt by all", LESSONS)
    paid_course_id, _ = _course(admin, "Bought by many", 1)
    exam_id = admin.post("/assessments", {"course_id": course_id, "title": "Exam"})["assessment_id"]
    for number in range(QUESTIONS):
        question = {"type": "short_text", "prompt": _document(f"Question {number}?"), "accepted": [{"text": RIGHT}]}
        admin.post(f"/assessments/{exam_id}/questions", {"question": question, "points_centi": POINTS})
    admin.post(f"/assessments/{exam_id}/publish")
    offer = {"name": "All of it", "kind": "one_time", "currency": "INR", "price_minor": PRICE_MINOR}
    admin.post(f"/courses/{paid_course_id}/offers", offer)
    webhook = secrets.token_hex(12)
    connection = admin.post("/payment-connections", {**KEY, "webhook_secret": webhook})
    url = f"{cloud.url}/api/v1/webhooks/razorpay/{connection['connection_id']}"
    manner = {"key_id": KEY["key_id"], "url": url, "secret": webhook, "duplicates": 30, "reorder_s": 0.5}
    httpx.put(f"{cloud.razorpay_url}/_control/webhooks", json=manner).raise_for_status()
    return School(cloud, admin, course_id, lesson_ids, exam_id, paid_course_id)


def _course(admin: Api, title: str, lessons: int) -> tuple[str, tuple[str, ...]]:
    course_id: str = admin.post("/courses", {"title": title})["course_id"]
    topic = admin.post(f"/courses/{course_id}/topics", {"title": "Only topic"})["topic_id"]
    made = [
        admin.post(f"/topics/{topic}/lessons", {"title": f"Lesson {number}", "blocks": [_text()]})
        for number in range(lessons)
    ]
    admin.post(f"/courses/{course_id}/publish")
    return course_id, tuple(lesson["lesson_id"] for lesson in made)


def _text() -> dict[str, Any]:
    return {"type": "rich_text", "document": _document("Read this, and think of it.")}


def _document(text: str) -> dict[str, Any]:
    return {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]}
