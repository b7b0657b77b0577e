"""Nothing may do to a table what it never does: what manifests grant is what a story that touches everything uses."""

import gzip
import hmac
import importlib
import json
import re
from collections import defaultdict
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from fastapi import Response

from functions.catalog.repository.courses import CourseRepository
from functions.commerce.domain.coupons import Coupon, CouponKind
from functions.commerce.repository.coupons import CouponRepository
from functions.finance.domain.payouts import Payout
from functions.finance.repository.payouts import PayoutRepository
from infra.contexts import CONTEXTS
from infra.local.oneprocess.running import running_as
from infra.local.oneprocess.workflows import WORKFLOWS
from shared import aws, settings
from shared.clock import system_clock
from shared.fetching import fetched
from shared.idempotency import Once
from shared.ids import new_id
from shared.permissions import Role
from shared.remembering import forget_memories
from tests.functions.media.files import SAMPLES, Sender
from tests.support.actors import Actor
from tests.support.arrivals import work_file
from tests.support.rights import used_rights
from tests.support.world import World

PASSWORD = "nine purple mangoes"
TEXT = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "One step."}]}]}
Rights = dict[str, dict[str, set[str]]]


def own() -> dict[str, set[str]]:
    """What the manifests let each function do to its own room's table."""
    return {
        f"{context.name}-{module}": set(function.table)
        for context in CONTEXTS
        for module, function in context.functions().items()
        if context.keeps_rows and function.table
    }


def asked() -> dict[str, set[str]]:
    """What the manifests let others do to each room's table."""
    rooms = {other for context in CONTEXTS for other in context.asks}
    return {context.name: set(context.answers) for context in CONTEXTS if context.name in rooms}


def used(world: World) -> Rights:
    """What the functions do to the tables while the story is told."""
    with used_rights() as noted:
        tell(world)
    rights: Rights = defaultdict(lambda: defaultdict(set))
    for function, table, action in noted:
        rights[function][table.removeprefix("lms-test-")].add(action)
    return {function: dict(tables) for function, tables in rights.items()}


def test_what_is_granted_is_what_is_used(world: World) -> None:
    story = used(world)

    of_itself = {function: tables.get(function.partition("-")[0], set()) for function, tables in story.items()}
    of_others: dict[str, set[str]] = defaultdict(set)
    for function, tables in story.items():
        for room in set(tables) - {function.partition("-")[0]}:
            of_others[room] |= tables[room]
    assert {function: of_itself.get(function) for function in own()} == own()
    assert of_others == asked()


def tell(world: World) -> None:
    """A story in which every function does everything that it ever does to a table."""
    people_come_and_go(world)
    admin = world.actor(Role.ORG_ADMIN)
    student = world.actor(Role.STUDENT, of=admin.org)
    forget_memories()
    course_id = a_course_is_made(admin)
    world.settle()
    forget_memories()
    a_student_learns(student, course_id)
    a_mark_is_heard(student, course_id)
    learners_are_judged(world, admin, student, course_id)
    days_are_counted_anew(admin, course_id)
    a_seat_changes_hands(world, admin)
    forget_memories()
    admin.get(f"/courses/{course_id}/enrollments").json()
    admin.get(f"/courses/{course_id}/enrollments/analytics")
    learners_are_spurred_on(admin, student, course_id)
    people_are_grouped(admin, student)
    many_are_enrolled(world, admin, student, course_id)
    admin.get("/jobs/job_identity_01J9ZQ4T8V5M7N2K3R6W1X0Y4Z")
    admin.get("/jobs/job_finance_01J9ZQ4T8V5M7N2K3R6W1X0Y4Z")
    a_version_is_restored(world, admin, course_id)
    drafts_are_thrown_away(admin)
    world.settle()
    notices_are_read(admin, student)
    a_machine_is_asked(world, admin)
    questions_are_made(world, admin, course_id)
    files_come_and_go(world, admin, student, course_id)
    a_course_is_sold(world, admin)
    a_course_is_offered(world, admin, course_id)
    books_are_kept(world, admin)
    certificates_are_earned(world, admin, student, course_id)
    learners_are_assessed(world, admin, student, course_id)
    files_are_handed_in(world, admin, student, course_id)
    skills_are_mastered(admin, student, course_id)
    what_to_learn_next_is_asked(student, course_id)
    courses_are_copied(world, admin)
    figures_are_read(admin)
    strangers_search(world, admin, course_id)


def what_to_learn_next_is_asked(student: Actor, course_id: str) -> None:
    forget_memories()
    student.post("/ai/recommend-courses", {})
    told = student.post("/ai/recommend-courses/feedback", {"items": [{"course_id": course_id, "kind": "shown"}]})
    assert told.status_code == 204, told.text
    student.get(f"/ai/learning-path/{student.user_id}")
    hear("guidance", "MemberRemoved.v1", student, {"user_id": student.user_id}, revision=1)


def figures_are_read(admin: Actor) -> None:
    forget_memories()
    admin.get(f"/analytics/organization/{admin.org_id}/dashboard")
    admin.get("/analytics/tutor/dashboard")
    seen = {"id": "1", "type": "CourseViewed.v1", "at": "2026-11-22T10:00:00Z", "data": {"course_id": "crs_1"}}
    admin.post("/analytics/track-event", {"sent_at": "2026-11-22T10:00:00Z", "event": seen})


def learners_are_judged(world: World, admin: Actor, student: Actor, course_id: str) -> None:
    leaver, removed = (world.actor(Role.STUDENT, of=admin.org) for _ in range(2))
    enrolment = leaver.post(f"/courses/{course_id}/enroll").json()["enrollment_id"]
    removed.post(f"/courses/{course_id}/enroll")
    world.settle()
    rounds = importlib.import_module("functions.analytics.tasks").handler
    admin.put(f"/analytics/course/{course_id}/risk-round")
    with running_as("analytics-tasks"):
        rounds({"task": "go_rounds"}, None)
    assert len(admin.get(f"/analytics/course/{course_id}/at-risk", params={"level": "unknown"}).json()["items"]) >= 2
    leaver.delete(f"/courses/{course_id}/enrollments/{enrolment}")
    admin.delete(f"/users/{removed.user_id}")
    world.settle()
    student.put("/analytics/profiling", {"is_judged": False})
    student.put("/analytics/profiling", {"is_judged": True})
    with world.later(minutes=11):
        admin.put(f"/analytics/course/{course_id}/risk-round")
        with running_as("analytics-tasks"):
            rounds({"task": "go_rounds"}, None)


def a_machine_is_asked(world: World, admin: Actor) -> None:
    forget_memories()
    asked = {"text": "A cell is the smallest unit of life that there is.", "title": "Cells"}
    admin.post("/ai/summarize-content", asked)
    world.settle()
    admin.get("/ai/summaries")
    hear("ai", "MemberRemoved.v1", admin, {"user_id": admin.user_id}, revision=1)
    provider = {"base_url": "https://api.openai.com/v1", "model": "m", "key": "sk-0123456789", "currency": "USD"}
    prices = {"input_micro_per_million": 1, "output_micro_per_million": 1}
    admin.put("/ai/provider", {**provider, **prices}, headers={"if-match": '"rev-0"'})
    admin.delete("/ai/provider")
    admin.get("/jobs/job_ai_01J9ZQ4T8V5M7N2K3R6W1X0Y4Z")
    settings = admin.get("/ai/settings").json()
    kept = {name: settings[name] for name in ("switched_on", "may_leave", "organization_budget", "person_budget")}
    admin.put("/ai/settings", kept, headers={"if-match": '"rev-0"'})


def questions_are_made(world: World, admin: Actor, course_id: str) -> None:
    wanted = {"course_id": course_id, "text": "A cell is the smallest unit of life that there is.", "count": 1}
    admin.post("/ai/generate-questions", wanted)
    world.settle()
    made = admin.post("/ai/generate-questions", {**wanted, "count": 2}).json()
    admin.post(f"/ai/question-generations/{made['generation_id']}/cancellation")


def notices_are_read(admin: Actor, student: Actor) -> None:
    forget_memories()
    newest = student.get("/notices").json()["items"][0]["notice_id"]
    student.put("/notices/read", {"up_to": newest})
    words = "/notices/templates/course_completed/en"
    admin.put(words, {"title": "Well done", "text": "Well done."}, headers={"if-match": '"rev-0"'})
    admin.delete(words)


def people_come_and_go(world: World) -> None:
    organization = {
        "name": "Greenfield School",
        "slug": "greenfield",
        "country": "IN",
        "time_zone": "Asia/Kolkata",
        "locale": "en-IN",
    }
    person = {"name": "Meera Nair", "email": "meera@example.org", "password": PASSWORD}
    world.client.post("/auth/register/organization", json_body={"organization": organization, **person})
    world.client.post("/auth/verify-email", json_body={"token": link(world)})
    credentials = {"email": person["email"], "password": PASSWORD}
    world.client.post("/auth/login", json_body={**credentials, "password": "wrong"})
    token = world.client.post("/auth/login", json_body=credentials).json()["access_token"]
    world.client.post("/auth/forgot-password", json_body={"email": person["email"]})
    admin = world.client.with_headers(authorization=f"Bearer {token}")
    org_id = admin.get("/auth/me").json()["organization"]["organization_id"]
    admin.get("/users")
    admin.post(
        f"/organizations/{org_id}/imports",
        content=b"email,name,role\narjun@example.org,Arjun Rao,tutor\n",
        headers={"content-type": "text/csv"},
    )
    world.settle()
    with running_as("identity-tasks"):
        importlib.import_module("functions.identity.tasks").handler({"task": "rotate_signing_keys", "now": True}, None)


def link(world: World) -> str:
    world.settle()
    found = re.search(r"token=([\w.%-]+)", world.mails()[-1]["text"])
    assert found
    return unquote(found[1])


def a_course_is_made(admin: Actor, title: str = "Knots that hold") -> str:
    course_id: str = admin.post("/courses", {"title": title}).json()["course_id"]
    topic_id = admin.post(f"/courses/{course_id}/topics", {"title": "Loops"}).json()["topic_id"]
    body: dict[str, Any] = {"title": "The bowline", "blocks": [{"type": "rich_text", "document": TEXT}]}
    admin.post(f"/topics/{topic_id}/lessons", body)
    second = admin.post(f"/topics/{topic_id}/lessons", {**body, "title": "The anchor bend"}).json()["lesson_id"]
    admin.delete(f"/lessons/{second}")
    admin.get("/courses")
    admin.get(f"/courses/{course_id}")
    admin.post(f"/courses/{course_id}/publish")
    return course_id


def a_student_learns(student: Actor, course_id: str) -> None:
    enrolment_id = student.post(f"/courses/{course_id}/enroll").json()["enrollment_id"]
    [lesson] = student.get(f"/courses/{course_id}/learn").json()["items"]
    student.get(f"/courses/{course_id}/learn/lessons/{lesson['lesson_id']}")
    student.put(f"/courses/{course_id}/learn/lessons/{lesson['lesson_id']}/completion")
    student.get("/enrollments")
    student.get(f"/courses/{course_id}/enrollments/{enrolment_id}")


def a_mark_is_heard(student: Actor, course_id: str) -> None:
    an_attempt_is_graded("learning", student, course_id, revision=1, answers=[])


def skills_are_mastered(admin: Actor, student: Actor, course_id: str) -> None:
    """An attempt is graded, and graded again."""
    skill_id = admin.post("/skills", {"name": "Knots"}).json()["skill_id"]
    path = f"/courses/{course_id}/skills"
    admin.put(path, {"targets": [{"skill_id": skill_id}]}, headers={"if-match": admin.get(path).headers["etag"]})
    asked = {"question": {"type": "true_false", "prompt": TEXT, "correct": True}, "skill_ids": [skill_id]}
    forget_memories()
    assert admin.post(f"/question-banks/{course_id}/questions", asked).status_code == 201
    forget_memories()
    for revision in (1, 2):
        answers = [{"question_id": "que_1", "skill_ids": [skill_id], "score_bp": 5_000 * revision}]
        an_attempt_is_graded("mastery", student, course_id, revision=revision, answers=answers)
    student.get(f"/courses/{course_id}/skill-gaps")
    admin.get(f"/courses/{course_id}/skill-gaps/learners")
    hear("mastery", "MemberRemoved.v1", student, {"user_id": student.user_id}, revision=1)


def learners_are_spurred_on(admin: Actor, student: Actor, course_id: str) -> None:
    forget_memories()
    for revision in (1, 2):
        an_attempt_is_graded("motivation", student, course_id, revision=revision, answers=[])
    lesson = {"measure": "lesson_completed", "at_least": 1, "score_percent": None}
    badge = {"name": "Knots", "description": "", "course_id": course_id, "conditions": [lesson]}
    admin.post("/badges", badge)
    badge_id = student.get("/motivation").json()["badges"][0]["badge_id"]
    student.put(f"/badges/{badge_id}/share")
    student.delete(f"/badges/{badge_id}/share")
    student.get("/leaderboards")
    student.get("/dashboard")
    reward = {"name": "A rope", "description": "", "cost": 1, "left": None, "offered": True}
    reward_id = admin.post("/rewards", reward).json()["reward_id"]
    student.post(f"/rewards/{reward_id}/redemptions")
    tag = student.get("/motivation/settings").headers["etag"]
    student.put("/motivation/settings", {"weekdays": [0], "on_leaderboards": False}, headers={"if-match": tag})


def an_attempt_is_graded(room: str, student: Actor, course_id: str, *, revision: int, answers: list[Any]) -> None:
    about = {"assessment_id": "asm_1", "attempt_id": "att_1", "course_id": course_id, "user_id": student.user_id}
    graded = {**about, "lesson_id": None, "score_bp": 7000 + revision, "passed": True, "answers": answers}
    hear(room, "AttemptGraded.v1", student, graded, revision=revision)


def days_are_counted_anew(admin: Actor, course_id: str) -> None:
    lesson = {"enrolment_id": "enr_1", "course_id": course_id, "user_id": admin.user_id, "lesson_id": "les_1"}
    body = _told("LessonCompleted.v1", admin, {**lesson, "version": 1}, 1)
    line = json.dumps({"source": "lms.learning", "time": "2026-11-22T09:30:00Z", **json.loads(body)})
    place = f"archive/org={admin.org_id}/day=2026-11-22/1.json.gz"
    content = gzip.compress(f"{line}\n".encode())
    aws.client("s3").put_object(Bucket=settings.setting("LMS_FILES_BUCKET"), Key=place, Body=content)
    with running_as("analytics-tasks"):
        days = {"first_day": "2026-11-22", "last_day": "2026-11-22"}
        answer = importlib.import_module("functions.analytics.tasks").handler(
            {"task": "recount", "org_id": admin.org_id, **days}, None
        )
    assert answer == {"status": "done", "events": 1}
    admin.get("/jobs/job_analytics_01J9ZQ4T8V5M7N2K3R6W1X0Y4Z")


def hear(room: str, news: str, actor: Actor, data: dict[str, Any], *, revision: int) -> None:
    """Let a room hear of something."""
    body = _told(news, actor, data, revision)
    with running_as(f"{room}-handlers"):
        handler = importlib.import_module(f"functions.{room}.handlers").handler
        assert handler({"Records": [{"messageId": "1", "body": body}]}, None)["batchItemFailures"] == []


def _told(news: str, actor: Actor, data: dict[str, Any], revision: int) -> str:
    told = {"data": data, "revision": revision}
    envelope = {"event_id": "evt_1", "occurred_at": "2026-11-22T09:30:00Z", "org_id": actor.org_id, **told}
    trace = {"actor_id": actor.user_id, "request_id": "req_1", "correlation_id": "req_1"}
    return json.dumps({"detail-type": news, "detail": envelope | trace})


def many_are_enrolled(world: World, admin: Actor, student: Actor, course_id: str) -> None:
    path = f"/courses/{course_id}/enrollments/bulk"
    job_id = admin.post(path, {"people": [student.user_id, "nobody@example.org"]}).json()["job_id"]
    world.settle()
    admin.get(f"/jobs/{job_id}")
    admin.get(f"{path}/{job_id}/report")


def people_are_grouped(admin: Actor, student: Actor) -> None:
    group_id = admin.post("/groups", {"name": "All of them"}).json()["group_id"]
    admin.post(f"/groups/{group_id}/members", {"user_ids": [student.user_id]})
    admin.get(f"/groups/{group_id}/members")
    admin.delete(f"/groups/{group_id}")


def a_seat_changes_hands(world: World, admin: Actor) -> None:
    course_id = a_course_is_made(admin, "Knots for few")
    path, seats = f"/courses/{course_id}/enrollments", {"seats": 1}
    admin.put(f"{path}/settings", seats, headers={"if-match": admin.get(f"{path}/settings").headers["etag"]})
    first, second, third = (world.actor("student", of=admin.org) for _ in range(3))
    enrolments = [one.post(f"/courses/{course_id}/enroll").json()["enrollment_id"] for one in (first, second, third)]
    third.delete(f"{path}/{enrolments[2]}")
    first.delete(f"{path}/{enrolments[0]}")
    world.settle()
    with world.later(days=2), running_as("learning-tasks"):
        importlib.import_module("functions.learning.tasks").handler({"task": "look_at_due_seats"}, None)
    hear = importlib.import_module("functions.learning.handlers").handler
    # One for whom there is a seat, one for whom there is none, and one with a pass.
    for number, (buyer, of) in enumerate(((first, course_id), (third, course_id), (first, None))):
        bought = {"order_id": f"ord_{number}", "user_id": buyer.user_id, "course_id": of, "access_until": None}
        told = {
            "event_id": f"evt_{number}",
            "occurred_at": system_clock.now().isoformat(),
            "org_id": admin.org_id,
            "actor_id": buyer.user_id,
            "request_id": "req_1",
            "correlation_id": "req_1",
            "revision": 2,
            "data": {**bought, "amount_minor": 100, "currency": "INR"},
        }
        body = json.dumps({"detail-type": "OrderPaid.v1", "detail": told})
        with running_as("learning-handlers"):
            assert hear({"Records": [{"messageId": "1", "body": body}]}, None) == {"batchItemFailures": []}


def a_course_is_sold(world: World, admin: Actor) -> None:
    secrets = {"key_secret": "thisissupersecret", "webhook_secret": "signed-with-this"}
    connected = admin.post("/payment-connections", {"key_id": "rzp_test_1DP5mmOlF5G5ag", **secrets}).json()
    admin.get("/payment-connections")
    admin.get("/orders/all")
    courses_are_bought(world, admin, connected["connection_id"])


def a_course_is_offered(world: World, admin: Actor, course_id: str) -> None:
    body = {"name": "Once", "kind": "one_time", "currency": "INR", "price_minor": 100_000}
    later = {"price_minor": 90_000, "valid_from": (system_clock.now() + timedelta(days=1)).isoformat()}
    path = f"/courses/{course_id}/offers"
    offer_id = admin.post(path, {**body, "scheduled": [later]}).json()["offer_id"]
    admin.get(path)
    admin.post("/passes", {"name": "Everything", "course_ids": [course_id]})
    admin.get("/passes")
    with world.later(days=2), running_as("commerce-tasks"):
        importlib.import_module("functions.commerce.tasks").handler({"task": "look_at_what_is_due"}, None)
    admin.delete(f"/offers/{offer_id}")
    coupon = {"code": "ONCE", "kind": "fixed", "amount_minor": 100, "currency": "INR"}
    admin.delete(f"/coupons/{admin.post('/coupons', coupon).json()['coupon_id']}")


def learners_are_assessed(world: World, admin: Actor, student: Actor, course_id: str) -> None:
    """One hands in, and the clock hands in for another attempt."""
    rules = {"time_limit_s": 60, "attempts_allowed": 2}
    made = admin.post("/assessments", {"course_id": course_id, "title": "Knots", "rules": rules})
    path = f"/assessments/{made.json()['assessment_id']}"
    question = {"type": "true_false", "prompt": TEXT, "correct": True}
    added = admin.post(f"{path}/questions", {"question": question, "tags": ["knots"]})
    changed = {"question": question, "tags": ["loops"]}
    admin.put(f"{path}/questions/{added.json()['question_id']}", changed, headers={"if-match": added.headers["etag"]})
    admin.get(f"/question-banks/{course_id}/questions")
    admin.post(f"{path}/publish")
    for ending in ("handed in", "by the clock"):
        work = student.post(f"{path}/attempts", {}).json()
        answer = f"{path}/attempts/{work['attempt_id']}/answers/{added.json()['question_id']}"
        student.put(answer, {"sequence": 1, "response": {"value": True}})
        if ending == "handed in":
            student.post(f"{path}/submit")
    a_program_is_checked(admin, student, course_id)
    an_essay_is_graded(world, admin, student, course_id)
    forget_memories()
    with world.later(minutes=2), running_as("assessment-tasks"):
        importlib.import_module("functions.assessment.tasks").handler({"task": "end_attempts"}, None)


def a_program_is_checked(admin: Actor, student: Actor, course_id: str) -> None:
    """In practice a program is run at once, and counted."""
    made = admin.post("/assessments", {"course_id": course_id, "title": "Try", "rules": {"behaviour": "practice"}})
    path = f"/assessments/{made.json()['assessment_id']}"
    tests = [{"key": "t", "name": "One", "expected": "1"}]
    question = {"type": "code", "prompt": TEXT, "language": "javascript", "tests": tests}
    asked = admin.post(f"{path}/questions", {"question": question})
    admin.post(f"{path}/publish")
    work = student.post(f"{path}/attempts", {}).json()
    checks = f"{path}/attempts/{work['attempt_id']}/checks/{asked.json()['question_id']}"
    student.put(checks, {"response": {"source": "console.log(1)"}})


def an_essay_is_graded(world: World, admin: Actor, student: Actor, course_id: str) -> None:
    """The machine looks for it elsewhere, and waits for who marks it; the gradebook and the statistics hear of it."""
    rules = {"grading": {"originality_bp": 4_000}}
    made = admin.post("/assessments", {"course_id": course_id, "title": "Why?", "rules": rules})
    path = f"/assessments/{made.json()['assessment_id']}"
    asked = admin.post(f"{path}/questions", {"question": {"type": "essay", "prompt": TEXT}, "points_centi": 100})
    admin.post(f"{path}/publish")
    work = student.post(f"{path}/attempts", {}).json()
    text = " ".join(f"reason{number}" for number in range(40))
    place = f"{path}/attempts/{work['attempt_id']}/answers/{asked.json()['question_id']}"
    student.put(place, {"sequence": 1, "response": {"text": text}})
    student.post(f"{path}/submit")
    world.settle()
    waits = {"org_id": admin.org_id, "attempt_id": work["attempt_id"], "task_token": "token"}
    with running_as("assessment-tasks"):
        importlib.import_module("functions.assessment.tasks").handler({"task": "wait_for_grader", **waits}, None)
    mark = {"attempt_id": work["attempt_id"], "question_id": asked.json()["question_id"], "score_centi": 50}
    admin.post(f"{path}/grade", mark)
    world.settle()
    column = admin.post(f"/courses/{course_id}/gradebook/columns", {"title": "Taking part", "max_centi": 100}).json()
    admin.delete(f"/courses/{course_id}/gradebook/columns/{column['item_id']}")


def files_are_handed_in(world: World, admin: Actor, student: Actor, course_id: str) -> None:
    """Media asks assessment what it takes from whom, and who reads it."""
    rules = {"files": {"most": 1, "kinds": ["document"]}}
    made = admin.post(f"/courses/{course_id}/assignments", {"title": "A drawing", "rules": rules}).json()
    path = f"/assignments/{made['assignment_id']}"
    admin.post(f"{path}/publish")
    about_file = {"name": "A.txt", "size": 9, "content_type": "text/plain", "sha256": "0" * 64}
    student.post("/media/work-files", {**about_file, "assignment_id": made["assignment_id"]})
    student.post("/media/work-files", {**about_file, "assessment_id": "asm_01JD0000000000000000000000"})
    asset_id = work_file(admin.org_id, student.user_id, made["assignment_id"])
    world.settle()
    handed = student.post(f"{path}/submissions", {"asset_ids": [asset_id]}).json()
    for where in ({"submission_id": handed["submission_id"]}, {"attempt_id": "att_01JD0000000000000000000000"}):
        admin.post("/media/work-files/opening", {"asset_id": asset_id, **where})


def courses_are_bought(world: World, admin: Actor, connection_id: str) -> None:
    """One order is paid, and heard of by webhook; one lapses, and is paid after all. Who came by somebody leaves."""
    course_id = a_course_is_made(admin)
    world.settle()
    priced = {"name": "All of it", "kind": "one_time", "currency": "INR", "price_minor": 50_000}
    admin.post(f"/courses/{course_id}/offers", priced)
    a_coupon(admin)
    buyer, idler = world.actor(Role.STUDENT, of=admin.org), world.actor(Role.STUDENT, of=admin.org)
    paid, late = (an_order(person, course_id) for person in (buyer, idler))
    account = world.process.razorpay.account("rzp_test_1DP5mmOlF5G5ag")
    account.pay(paid)
    webhooks_come(world, connection_id)
    with running_as("commerce-tasks"), world.later(hours=1):
        for _ in range(2):
            importlib.import_module("functions.commerce.tasks").handler({"task": "look_at_what_is_due"}, None)
    account.pay(late)
    webhooks_come(world, connection_id)
    admin.post("/affiliates", {"user_id": idler.user_id, "code": "idle", "commission_bp": 100})
    buyer.put("/referrals/me", {"code": "idle"})
    hear("commerce", "MemberRemoved.v1", buyer, {"user_id": buyer.user_id}, revision=1)


def books_are_kept(world: World, admin: Actor) -> None:
    """A report is made, and somebody is paid what they earned."""
    month = f"{system_clock.now():%Y-%m}"
    asked = {"kind": "sales", "form": "csv", "first_month": month, "last_month": month}
    report_id = admin.post("/finance/reports", asked).json()["report_id"]
    world.settle()
    admin.get(f"/finance/reports/{report_id}")
    with running_as("finance-api"):
        payout = Payout(
            payout_id=new_id("pyo"),
            user_id=admin.user_id,
            currency="INR",
            amount_minor=100,
            made_by=admin.user_id,
            made_at=system_clock.now(),
        )
        PayoutRepository(admin.org_id).add(payout, Once(admin.user_id, "", "", None, Response()), given=0)
    admin.get("/finance/payouts")
    admin.get("/finance/statements")
    admin.get("/earnings")
    forget_memories()
    admin.get("/finance/balances")


def certificates_are_earned(world: World, admin: Actor, student: Actor, course_id: str) -> None:
    """One was issued when the course was completed; it is looked at, and revoked."""
    terms = f"/courses/{course_id}/certificate/terms"
    exam_id = admin.post("/assessments", {"course_id": course_id, "title": "Knots"}).json()["assessment_id"]
    passing = {"kind": "assessment", "at_least": 1, "assessment_id": exam_id}
    body = {"conditions": [{"kind": "minutes", "at_least": 1}, passing]}
    admin.put(terms, body, headers={"if-match": admin.get(terms).headers["etag"]})
    forget_memories()
    eligible = student.get(f"/courses/{course_id}/certificate").json()
    student.get("/certificates")
    code = student.get(f"/certificates/{eligible['certificate_id']}").json()["code"]
    world.client.get(f"/certificates/verify/{code}")
    admin.post(f"/certificates/{eligible['certificate_id']}/revoke", {"reason": "A trial."})
    world.settle()


def a_coupon(admin: Actor) -> None:
    now = system_clock.now()
    coupon = Coupon(
        coupon_id=new_id("cpn"),
        code="TENTH",
        kind=CouponKind.PERCENT,
        percent_bp=1_000,
        created_at=now,
        updated_at=now,
    )
    CouponRepository(admin.org_id).add(coupon, Once(admin.user_id, "", "", None, Response()))


def an_order(person: Actor, course_id: str) -> str:
    """Its id at the gateway."""
    wish = {"course_id": course_id, "coupon_codes": ["TENTH"]}
    order = person.post("/orders", wish, headers={"idempotency-key": "one"}).json()
    return str(order["checkout"]["gateway_order_id"])


def webhooks_come(world: World, connection_id: str) -> None:
    for _, event in world.process.razorpay.events:
        signed = {"x-razorpay-signature": hmac.digest(b"signed-with-this", event.body, "sha256").hex()}
        world.client.post(f"/webhooks/razorpay/{connection_id}", content=event.body, headers=signed)
    world.settle()


def a_version_is_restored(world: World, admin: Actor, course_id: str) -> None:
    """Twice: once by the request, and once by the news of a request that died."""
    topic_id = admin.get(f"/courses/{course_id}/topics").json()["items"][0]["topic_id"]
    admin.post(f"/topics/{topic_id}/lessons", {"title": "Of no use"})
    admin.post(f"/courses/{course_id}/versions/1/restore")
    admin.post(f"/topics/{topic_id}/lessons", {"title": "Of no use either"})
    courses = CourseRepository(admin.org_id)
    courses.begin_restoring(courses.get(course_id).model_copy(update={"restoring": 1}))
    forget_memories()
    world.settle()


def files_come_and_go(world: World, admin: Actor, student: Actor, course_id: str) -> None:
    forget_memories()
    sender = Sender(world, admin)
    text = SAMPLES["text/plain"]
    asset_id = sender.upload(text, "text/plain", course_id=course_id)
    sender.upload(text, "text/plain", name="again")
    admin.get("/media/assets", params={"state": "ready"})
    a_file_is_shown(student, admin, course_id, asset_id)
    admin.delete(f"/media/assets/{asset_id}")
    aborted = sender.announce(text, "text/plain", name="never mind").json()
    admin.delete(f"/media/uploads/{aborted['upload_id']}")
    with running_as("media-tasks"):
        tasks = importlib.import_module("functions.media.tasks").handler
        tasks({"task": "lend_files", "org_id": admin.org_id, "asset_ids": [asset_id]}, None)
        with world.later(days=8):
            tasks({"task": "look_at_due_files"}, None)


def a_file_is_shown(student: Actor, admin: Actor, course_id: str, asset_id: str) -> None:
    topic_id = admin.get(f"/courses/{course_id}/topics").json()["items"][0]["topic_id"]
    blocks = [{"type": "file", "asset_id": asset_id, "title": "Words"}]
    lesson = admin.post(f"/topics/{topic_id}/lessons", {"title": "To take along", "blocks": blocks}).json()
    wish = {"asset_id": asset_id, "course_id": course_id, "lesson_id": lesson["lesson_id"]}
    admin.post("/media/playback", wish)
    admin.post(f"/courses/{course_id}/publish")
    student.post("/media/playback", wish)


def courses_are_copied(world: World, admin: Actor) -> None:
    course_id = admin.post("/courses", {"title": "Splices"}).json()["course_id"]
    topic_id = admin.post(f"/courses/{course_id}/topics", {"title": "Ends"}).json()["topic_id"]
    asset_id = Sender(world, admin).upload(SAMPLES["text/csv"], "text/csv", name="Ropes")
    blocks = [{"type": "file", "asset_id": asset_id, "title": "Ropes"}]
    admin.post(f"/topics/{topic_id}/lessons", {"title": "The eye splice", "blocks": blocks})
    forget_memories()
    admin.post(f"/courses/{course_id}/duplicate", {})
    saved = admin.post("/course-templates", {"course_id": course_id, "name": "Splices"}).json()
    exported = admin.post(f"/courses/{course_id}/exports").json()["job_id"]
    world.settle()
    admin.get(f"/jobs/{saved['job_id']}")
    admin.get("/course-templates")
    admin.post(f"/course-templates/{saved['template_id']}/courses", {})
    made = admin.get(f"/courses/{course_id}/exports/{exported}").json()
    wanted = admin.post("/course-imports", {"size": made["size"], "sha256": made["sha256"]}).json()
    with fetched(made["url"]) as stream:
        place = {"Bucket": settings.setting("LMS_FILES_BUCKET"), "Key": wanted["upload"]["fields"]["key"]}
        aws.client("s3").put_object(**place, Body=stream.read())
    admin.post(f"/course-imports/{wanted['import_id']}/analysis")
    world.settle()
    started = admin.post(f"/course-imports/{wanted['import_id']}/start", {"title": "Again"}).json()
    given_up = {"org_id": admin.org_id, "job_id": started["job_id"]}
    for room, task in (
        ("catalog", "copy_course"),
        ("media", "adopt_files"),
        ("catalog", "copy_course"),
        ("catalog", "abandon_copy"),
        ("media", "drop_files"),
    ):
        with running_as(f"{room}-tasks"):
            given_up |= importlib.import_module(f"functions.{room}.tasks").handler({**given_up, "task": task}, None)
    admin.post(f"/course-imports/{wanted['import_id']}/start", {"title": "Once more"})
    world.settle()
    admin.delete(f"/course-templates/{saved['template_id']}")
    world.settle()


def drafts_are_thrown_away(admin: Actor) -> None:
    course_id = admin.post("/courses", {"title": "A draft"}).json()["course_id"]
    admin.post(f"/courses/{course_id}/topics", {"title": "Of no use"})
    etag = admin.get(f"/courses/{course_id}").headers["etag"]
    admin.delete(f"/courses/{course_id}", headers={"if-match": etag})


def strangers_search(world: World, admin: Actor, course_id: str) -> None:
    forget_memories()
    catalog = f"/catalog/{admin.org.slug}/courses"
    world.client.get(catalog, params={"q": "knots"})
    world.client.get(f"{catalog}/{course_id}")
    WORKFLOWS["indexing"]({"org_id": admin.org_id, "whole": True})
    world.actor(Role.PLATFORM_ADMIN).delete(f"/organizations/{admin.org_id}")
    world.settle()
