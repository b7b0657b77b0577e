"""A month of learning, exams and payments through the public API: each dashboard says what its log says.

``FIGURES_LEARNERS`` and ``FIGURES_SEED`` choose another month.
"""

import hashlib
import hmac
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from functions.identity.domain.organizations import Organization
from shared.clock import SetClock
from shared.ids import new_id
from tests.support.actors import Actor, open_platform, sign_in
from tests.support.courses import PublishedCourse, publish_course
from tests.support.world import World

LEARNERS = int(os.environ.get("FIGURES_LEARNERS", "300"))
SEED = int(os.environ.get("FIGURES_SEED", "2026"))
BEGIN = datetime(2026, 10, 12, tzinfo=UTC)
DAYS = 30
ZONE = ZoneInfo("Asia/Kolkata")
"""The organization's days are these."""
LESSONS, QUESTIONS = 4, 2
PASS_BP = 6_000
PRICE_MINOR = 49_900
KEY = {"key_id": "rzp_test_1DP5mmOlF5G5ag", "key_secret": "thisissupersecret", "webhook_secret": "signed-with-this"}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did, as it will be heard."""

    at: datetime
    learner: int
    kind: str
    number: int = 0
    """Which lesson; how many answers are right; how much goes back in per cent."""

    @property
    def day(self) -> date:
        """Where the organization is."""
        return self.at.astimezone(ZONE).date()


def month(seed: int) -> list[Deed]:
    """What everybody does, in the order of time."""
    deeds = [deed for learner in range(LEARNERS) for deed in _life(Random(f"{seed}-{learner}"), learner)]
    return sorted(deeds, key=lambda deed: (deed.at, deed.learner))


def _life(luck: Random, learner: int) -> Iterator[Deed]:
    def moment(first: datetime) -> datetime:
        return first + timedelta(seconds=luck.randint(60, max(61, int((end - first).total_seconds()))))

    end = BEGIN + timedelta(days=DAYS)
    came = BEGIN + timedelta(minutes=luck.randint(60, 15 * 24 * 60))
    yield Deed(came, learner, "enrol")
    for lesson in luck.sample(range(LESSONS), luck.randint(0, LESSONS)):
        done = moment(came)
        yield Deed(done - timedelta(seconds=30), learner, "view", lesson)
        yield Deed(done, learner, "lesson", lesson)
    for _ in range(luck.randint(0, 3)):
        yield Deed(moment(came), learner, "view", luck.randrange(LESSONS))
    if luck.random() < 0.6:
        yield Deed(moment(came), learner, "sit", luck.randint(0, QUESTIONS))
    if luck.random() < 0.4:
        paid = moment(came)
        yield Deed(paid, learner, "buy")
        if luck.random() < 0.3:
            yield Deed(moment(paid), learner, "refund", luck.choice((100, 100, 40)))


@dataclass
class Stage:
    """Where it is played."""

    world: World
    clock: SetClock
    org: Organization
    admin: Actor
    tutor: Actor
    operator: Actor
    learners: list[Actor]
    course: PublishedCourse
    paid: PublishedCourse
    exam_id: str
    orders: dict[int, Json] = field(default_factory=dict)

    def act(self, deed: Deed) -> None:
        """Do it through the public API, at its time."""
        who = self.again(self.learners[deed.learner])
        match deed.kind:
            case "enrol":
                _done(who.post(f"{self.course.path}/enroll"))
            case "view":
                data = {"course_id": self.course.course_id, "lesson_id": self.course.lesson_ids[deed.number]}
                event = {"id": new_id("evt"), "type": "LessonViewed.v1", "at": deed.at.isoformat(), "data": data}
                body = {"sent_at": deed.at.isoformat(), "events": [event]}
                for _ in range(2):  # devices repeat themselves
                    assert _done(who.post("/analytics/track-event", body))["accepted"] == 1
            case "lesson":
                _done(who.put(self.course.completion_path(deed.number)))
            case "sit":
                self._sit(who, deed.number)
            case "buy":
                self._buy(who, deed.learner)
            case "refund":
                path = f"/orders/{self.orders[deed.learner]['order_id']}/refunds"
                wish = {"amount_minor": _back(deed)} if deed.number < 100 else {}
                _done(self.again(self.admin).post(path, wish, headers={"idempotency-key": new_id("key")}))

    def again(self, actor: Actor) -> Actor:
        """The same person, signed in at this moment."""
        return sign_in(self.world.client, actor.org, actor.user_id, actor.email)

    def _sit(self, who: Actor, right: int) -> None:
        path = f"/assessments/{self.exam_id}"
        work = _done(who.post(f"{path}/attempts", {}))
        for number, question in enumerate(work["questions"]):
            body = {"sequence": 1, "response": {"text": "right" if number < right else "wrong"}}
            _done(who.put(f"{path}/attempts/{work['attempt_id']}/answers/{question['question_id']}", body))
        _done(who.post(f"{path}/submit"))

    def _buy(self, who: Actor, learner: int) -> None:
        wish = {"course_id": self.paid.course_id}
        order = _done(who.post("/orders", wish, headers={"idempotency-key": new_id("key")}))
        gateway_id = order["checkout"]["gateway_order_id"]
        payment = self.world.process.razorpay.account(KEY["key_id"]).pay(gateway_id)
        signature = hmac.new(KEY["key_secret"].encode(), f"{gateway_id}|{payment['id']}".encode(), hashlib.sha256)
        proof = {"razorpay_order_id": gateway_id, "razorpay_payment_id": payment["id"]}
        body = {**proof, "razorpay_signature": signature.hexdigest()}
        assert _done(who.put(f"/orders/{order['order_id']}/payment", body))["state"] == "paid"
        self.orders[learner] = order
        self.world.settle()  # the place in the course is there when it is heard that it is paid


def test_dashboards_say_what_happened(world: World, say: Callable[[str], None]) -> None:
    deeds = month(SEED)
    with world.clock(BEGIN) as clock:
        began = perf_counter()
        stage = _open(world, clock)
        today = BEGIN.date()
        for deed in deeds:
            if deed.at.date() > today:
                today = deed.at.date()
                world.settle()
            clock.advance(deed.at - clock.now())
            stage.act(deed)
        world.settle()
        clock.advance(BEGIN + timedelta(days=DAYS, hours=1) - clock.now())
        say(f"{LEARNERS} learners, {len(deeds):,} deeds in {perf_counter() - began:,.0f} s")
        for look in (_organization, _course, _tutor, _students, _own, _platform):
            shown, true = look(stage, deeds)
            assert shown == true, look.__name__
            say(f"{look.__name__[1:]}: {len(true)} values, all as in the log")


def _open(world: World, clock: SetClock) -> Stage:
    org = world.organization()
    admin, tutor = world.actor("org_admin", of=org), world.actor("tutor", of=org)
    operator = world.actor("platform_admin", of=open_platform())
    course = publish_course(org.org_id, tutor.user_id, lessons=LESSONS)
    paid = publish_course(org.org_id, tutor.user_id, lessons=1, title="Paid")
    wish = {"course_id": course.course_id, "title": "Exam", "rules": {"pass_bp": PASS_BP}}
    exam_id = _done(tutor.post("/assessments", wish))["assessment_id"]
    for number in range(QUESTIONS):
        text = {"type": "text", "text": f"Question {number}?"}
        prompt = {"type": "doc", "content": [{"type": "paragraph", "content": [text]}]}
        question = {"type": "short_text", "prompt": prompt, "accepted": [{"text": "right"}]}
        _done(tutor.post(f"/assessments/{exam_id}/questions", {"question": question, "points_centi": 100}))
    _done(tutor.post(f"/assessments/{exam_id}/publish"))
    offer = {"name": "All of it", "kind": "one_time", "currency": "INR", "price_minor": PRICE_MINOR}
    _done(admin.post(f"{paid.path}/offers", offer))
    _done(admin.post("/payment-connections", KEY))
    people = [world.actor("student", of=org) for _ in range(LEARNERS)]
    world.settle()
    return Stage(world, clock, org, admin, tutor, operator, people, course, paid, exam_id)


# -- each look: what a dashboard shows, and what the log says


def _organization(stage: Stage, deeds: list[Deed]) -> tuple[Json, Json]:
    path = f"/analytics/organization/{stage.org.org_id}/dashboard"
    board = _done(stage.again(stage.admin).get(path, params={"days": 40}))
    return _shown(board), _true(deeds, {"enrol", "lesson", "sit", "buy"}, money=True)


def _course(stage: Stage, deeds: list[Deed]) -> tuple[Json, Json]:
    path = f"/analytics/course/{stage.course.course_id}/performance"
    board = _done(stage.again(stage.tutor).get(path, params={"days": 40}))
    shown = _shown({**board, "money_in_all": [], "money_days": []})
    shown |= {f"views {one['lesson_id']}": one["views"] for one in board["lessons"]}
    shown |= {f"completions {one['lesson_id']}": one["completions"] for one in board["lessons"]}
    shown |= {"started": board["funnel"]["started"], "finished": board["funnel"]["finished"]}
    true = _true(deeds, {"enrol", "lesson", "sit"})
    for number, lesson in enumerate(stage.course.lesson_ids):
        true[f"views {lesson}"] = sum(deed.kind == "view" and deed.number == number for deed in deeds)
        true[f"completions {lesson}"] = sum(deed.kind == "lesson" and deed.number == number for deed in deeds)
    true["started"] = len({deed.learner for deed in deeds if deed.kind in {"view", "lesson", "sit"}})
    true["finished"] = len(_finishers(deeds))
    return shown, true


def _tutor(stage: Stage, deeds: list[Deed]) -> tuple[Json, Json]:
    taught = _done(stage.again(stage.tutor).get("/analytics/tutor/dashboard", params={"days": 40}))["items"]
    names = ("lessons_completed", "graded", "mean_score_bp", "passed_bp")
    shown = {one["course_id"]: {name: one[name] for name in names} for one in taught}
    true = _true(deeds, {"enrol", "lesson", "sit"})
    nothing = {"lessons_completed": 0, "graded": 0, "mean_score_bp": None, "passed_bp": None}
    return shown, {stage.course.course_id: {name: true[name] for name in names}, stage.paid.course_id: nothing}


def _students(stage: Stage, deeds: list[Deed]) -> tuple[Json, Json]:
    path, cursor = f"/analytics/course/{stage.course.course_id}/students", None
    shown: Json = {}
    while True:
        page = _done(
            stage.again(stage.tutor).get(path, params={"limit": 100, **({"cursor": cursor} if cursor else {})})
        )
        shown |= {one["user_id"]: _of_one(one) for one in page["items"]}
        cursor = page["next_cursor"]
        if cursor is None:
            break
    return shown, {stage.learners[learner].user_id: own for learner, own in _each(deeds).items()}


def _own(stage: Stage, deeds: list[Deed]) -> tuple[Json, Json]:
    shown: Json = {}
    for learner in range(min(LEARNERS, 60)):
        who = stage.again(stage.learners[learner])
        courses = _done(who.get(f"/analytics/user/{who.user_id}/progress"))["courses"]
        shown[str(learner)] = next(_of_one(one) for one in courses if one["course_id"] == stage.course.course_id)
    return shown, {str(learner): own for learner, own in _each(deeds).items() if learner < 60}


def _platform(stage: Stage, deeds: list[Deed]) -> tuple[Json, Json]:
    board = _done(stage.again(stage.operator).get("/analytics/platform/dashboard", params={"days": 40}))
    [money] = board["money_in_all"]
    return {name: money[name] for name in ("orders", "sold_minor", "refunds", "refunded_minor")}, _money(deeds)


# -- the log, added up


def _shown(board: Json) -> Json:
    learnt, shown = board["learnt_in_all"], {}
    names = ("enrolments", "lessons_completed", "courses_completed", "attempts", "graded", "mean_score_bp", "passed_bp")
    shown = {name: learnt[name] for name in names}
    for day in board["days"]:
        figures = {name: day[name] for name in ("enrolments", "lessons_completed", "attempts", "active")}
        if any(figures.values()):
            shown[day["day"]] = figures
    for money in board["money_in_all"]:
        shown |= {name: money[name] for name in ("orders", "sold_minor", "refunds", "refunded_minor")}
    return shown


def _true(deeds: list[Deed], kinds: set[str], *, money: bool = False) -> Json:
    counted = [deed for deed in deeds if deed.kind in kinds]
    total = Counter(deed.kind for deed in counted)
    marks = [10_000 * deed.number // QUESTIONS for deed in counted if deed.kind == "sit"]
    true: Json = {
        "enrolments": total["enrol"] + total["buy"],
        "lessons_completed": total["lesson"],
        "courses_completed": len(_finishers(deeds)),
        "attempts": total["sit"],
        "graded": total["sit"],
        "mean_score_bp": round(sum(marks) / len(marks)),
        "passed_bp": round(10_000 * sum(mark >= PASS_BP for mark in marks) / len(marks)),
    }
    for day in {deed.day for deed in deeds}:
        here = [deed for deed in deeds if deed.day == day]
        of_day = Counter(deed.kind for deed in here if deed.kind in kinds)
        figures = {
            "enrolments": of_day["enrol"] + of_day["buy"],
            "lessons_completed": of_day["lesson"],
            "attempts": of_day["sit"],
            "active": len({deed.learner for deed in here if deed.kind in {"view", "lesson", "sit"}}),
        }
        if any(figures.values()):
            true[str(day)] = figures
    return {**true, **(_money(deeds) if money else {})}


def _money(deeds: list[Deed]) -> Json:
    bought = [deed for deed in deeds if deed.kind == "buy"]
    back = [_back(deed) for deed in deeds if deed.kind == "refund"]
    sold = PRICE_MINOR * len(bought)
    return {"orders": len(bought), "sold_minor": sold, "refunds": len(back), "refunded_minor": sum(back)}


def _back(deed: Deed) -> int:
    return PRICE_MINOR * deed.number // 100


def _finishers(deeds: list[Deed]) -> set[int]:
    lessons = defaultdict(set)
    for deed in deeds:
        if deed.kind == "lesson":
            lessons[deed.learner].add(deed.number)
    return {learner for learner, done in lessons.items() if len(done) == LESSONS}


def _of_one(one: Json) -> Json:
    names = ("days_active", "lessons_completed", "attempts", "graded", "mean_score_bp", "enrolled_on", "started_on")
    return {name: one[name] for name in names} | {"finished": one["finished_on"] is not None}


def _each(deeds: list[Deed]) -> dict[int, Json]:
    found: dict[int, Json] = {}
    for learner in range(LEARNERS):
        own = [deed for deed in deeds if deed.learner == learner]
        days = {deed.day for deed in own if deed.kind in {"view", "lesson", "sit"}}
        mark = next((10_000 * deed.number // QUESTIONS for deed in own if deed.kind == "sit"), None)
        found[learner] = {
            "days_active": len(days),
            "lessons_completed": sum(deed.kind == "lesson" for deed in own),
            "attempts": int(mark is not None),
            "graded": int(mark is not None),
            "mean_score_bp": mark,
            "enrolled_on": str(next(deed.day for deed in own if deed.kind == "enrol")),
            "started_on": str(min(days)) if days else None,
            "finished": learner in _finishers(own),
        }
    return found


def _done(answer: Any) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.text else None
