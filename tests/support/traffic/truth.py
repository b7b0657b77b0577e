"""What every context must say afterwards: what was acknowledged, no less and no more."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import httpx

from infra.config import LOCAL
from infra.redrive import letters
from tests.support.traffic.people import Buyer, Student
from tests.support.traffic.school import LESSONS, POINTS, PRICE_MINOR, School


def faults(school: School, students: Sequence[Student], buyers: Sequence[Buyer]) -> list[str]:
    """All that is not as it must be, in words."""
    found = [*_learning(school, students), *_motivation(school, students), *_assessment(school, students)]
    found += [*_analytics(school, students), *_commerce(school, buyers)]
    dead = {queue: held for queue, held in letters(LOCAL, school.cloud.client("sqs")).items() if held}
    return [*found, *([f"dead letters: {dead}"] if dead else [])]


def _learning(school: School, students: Sequence[Student]) -> Iterator[str]:
    course = f"/courses/{school.course_id}"
    for student in students:
        for lesson in school.lesson_ids:
            work = _get(school, student.token, f"{course}/learn/lessons/{lesson}/progress")
            told = 10 * len(student.desks[lesson].ticks), lesson in student.done
            if (work["time_spent_s"], work["completed"]) != told:
                yield f"learning: {student.user_id} in {lesson}: {told} was told, {work} is kept"
    enrolled = Counter(item["user_id"] for item in school.admin.items(f"{course}/enrollments", limit=100))
    if enrolled != Counter(student.user_id for student in students):
        yield f"learning: the roster has {enrolled.total()} places of {len(enrolled)} people for {len(students)}"


def _motivation(school: School, students: Sequence[Student]) -> Iterator[str]:
    for student in students:
        own = _get(school, student.token, "/motivation")
        whole = len(student.done) == LESSONS
        if (own["lessons_completed"], own["courses_completed"]) != (len(student.done), whole):
            yield f"motivation: {student.user_id} did {len(student.done)} lessons, but {own} is counted"


def _assessment(school: School, students: Sequence[Student]) -> Iterator[str]:
    sat = {student.user_id: student.right for student in students if student.right is not None}
    for one in school.admin.items(f"/assessments/{school.exam_id}/learners", limit=100):
        marks = [(attempt["state"], attempt["score_centi"]) for attempt in one["attempts"]]
        right = sat.pop(one["user_id"], None)
        if right is None or marks != [("graded", POINTS * right)]:
            yield f"assessment: {one['user_id']} had {right} right, and the marks {marks}"
    if sat:
        yield f"assessment: {len(sat)} attempts are gone"


def _analytics(school: School, students: Sequence[Student]) -> Iterator[str]:
    figures = school.admin.get(f"/analytics/course/{school.course_id}/performance")
    learnt = figures["learnt_in_all"]
    seen = {
        "enrolments": learnt["enrolments"],
        "lessons_completed": learnt["lessons_completed"],
        "courses_completed": learnt["courses_completed"],
        "graded": learnt["graded"],
        "views": sum(lesson["views"] for lesson in figures["lessons"]),
    }
    true = {
        "enrolments": len(students),
        "lessons_completed": sum(len(student.done) for student in students),
        "courses_completed": sum(len(student.done) == LESSONS for student in students),
        "graded": sum(student.right is not None for student in students),
        "views": sum(student.views for student in students),
    }
    if seen != true:
        yield f"analytics: {seen} is shown, {true} happened"


def _commerce(school: School, buyers: Sequence[Buyer]) -> Iterator[str]:
    captured, paid = school.captured(), [buyer for buyer in buyers if buyer.paid]
    orders = {one["order_id"]: one["state"] for one in school.admin.items("/orders/all", limit=100)}
    for buyer in paid:
        if orders.get(buyer.order["order_id"]) != "paid":
            yield f"commerce: {buyer.order['order_id']} was paid, and is {orders.get(buyer.order['order_id'])}"
        elif not _may_learn(school, buyer):
            yield f"commerce: who paid {buyer.order['order_id']} has no place"
    if len(orders) != len(buyers) or len(captured) != len(paid):
        yield f"commerce: {len(buyers)} ordered, {len(paid)} paid; {len(orders)} orders, {len(captured)} payments"
    numbers = [one["number"] for one in school.admin.items("/invoices", limit=100)]
    series = sorted(int("".join(filter(str.isdigit, number.rpartition("/")[2]))) for number in numbers)
    if series != [*range(1, len(paid) + 1)]:
        yield f"commerce: invoices are numbered {series}"
    balances: Counter[str] = Counter()
    for account in school.admin.items("/finance/balances", limit=100):
        balances[account["currency"]] += account["amount_minor"]
    if any(balances.values()):
        yield f"finance: the accounts come to {dict(balances)}"
    money = school.admin.get(f"/analytics/organization/{school.admin.organization_id}/dashboard")["money_in_all"]
    sold = sum(one["sold_minor"] for one in money)
    if not sold == sum(captured.values()) == PRICE_MINOR * len(paid):
        yield f"analytics: {sold} is shown as sold, {sum(captured.values())} was taken"


def _may_learn(school: School, buyer: Buyer) -> bool:
    path = f"{school.cloud.url}/api/v1/courses/{school.paid_course_id}/learn"
    return httpx.get(path, headers={"authorization": f"Bearer {buyer.token}"}, timeout=60).is_success


def _get(school: School, token: str, path: str) -> Any:
    answer = httpx.get(f"{school.cloud.url}/api/v1{path}", headers={"authorization": f"Bearer {token}"}, timeout=60)
    assert answer.is_success, answer.text
    return answer.json()
