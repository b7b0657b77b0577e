"""What a machine has made for the demo: a course in short, and questions that wait for its tutor."""

from __future__ import annotations

from infra.local.client import Api

__all__ = ["ask"]

QUESTIONS = 8
LESSONS = 2
"""Of so many lessons, from the first, is asked."""
WORDS = 80


def ask(tutor: Api, course_id: str, name: str) -> None:
    """Have its beginning summarized and asked about. Nobody waits for it: it is there some seconds later."""
    topics = tutor.items(f"/courses/{course_id}/topics")
    lessons = [one["lesson_id"] for topic in topics for one in tutor.items(f"/topics/{topic['topic_id']}/lessons")]
    order = {"course_id": course_id, "lesson_id": lessons[0], "words": WORDS}
    tutor.post("/ai/summarize-content", order, key=f"demo-summary-{name}")
    wish = {"course_id": course_id, "lesson_ids": lessons[:LESSONS], "count": QUESTIONS}
    tutor.post("/ai/generate-questions", wish, key=f"demo-questions-{name}")
