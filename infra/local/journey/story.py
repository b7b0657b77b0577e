"""The story: an organization is opened, courses are made, found, learned and played, and two attacks on trust fail."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from infra.local.client import Api, Json
from infra.local.courses import CoursePlan, build
from infra.local.journey.archiving import Archive, count_a_term_of_before, look_into_the_archive
from infra.local.journey.assisting import assist, look_at_figures
from infra.local.journey.authoring import make_a_course
from infra.local.journey.certifying import certify
from infra.local.journey.checks import expect, lost_within, refused, soon
from infra.local.journey.discovering import carry_elsewhere, find_and_play
from infra.local.journey.earning import be_spurred_on
from infra.local.journey.examining import examine
from infra.local.journey.exporting import export_figures
from infra.local.journey.foreseeing import look_who_may_not_finish, somebody_new_joins
from infra.local.journey.handing_in import hand_in
from infra.local.journey.selling import sell
from infra.local.journey.studying import study
from infra.local.journey.tale import Tale
from infra.local.people import (
    VERIFY,
    OrganizationForm,
    Person,
    Post,
    invite,
    register_organization,
    register_student,
    token_for,
)

__all__ = ["Scene", "tell"]

AT_ONCE = 5.0  # seconds within which a lost right must be gone
PASSPHRASE = "four gulls above the quay"


@dataclass(frozen=True)
class Scene:
    """Where the story takes place, and the course that it is about."""

    visitor: Api
    post: Post
    plan: CoursePlan
    workers: int = 4
    has_file_store: bool = True
    """Whether files can be sent to a place of their own; without it the chapters that need them are left out."""
    has_clock: bool = True
    """Whether what runs by the clock runs; without it nobody waits for that."""
    gateway: str | None = None
    """Where the stand-in of the payment gateway answers; without it nothing is sold."""
    archive: Archive | None = None
    """Where all that is told is kept; without it nobody looks there, and the course has no past."""


@dataclass(frozen=True)
class Cast:
    """The people of one telling; nobody has been here before."""

    form: OrganizationForm
    admin: Person
    tutor: Person
    student: Person
    newcomer: Person

    @classmethod
    def fresh(cls) -> Cast:
        """A new organization with new people."""
        tag = secrets.token_hex(4)
        domain = f"quay-{tag}.example.org"
        return cls(
            OrganizationForm(f"School on the Quay {tag}", f"quay-{tag}"),
            Person("Ava Admin", f"admin@{domain}", PASSPHRASE),
            Person("Timo Tutor", f"tutor@{domain}", PASSPHRASE),
            Person("Susi Student", f"student@{domain}", PASSPHRASE),
            Person("Nora Newcomer", f"newcomer@{domain}", PASSPHRASE),
        )


def tell(scene: Scene, tale: Tale) -> None:
    """All of it, in order. Raises `Broken` at the first step that does not come out as it must."""
    cast = Cast.fresh()
    admin = _organization_opens(scene, tale, cast)
    tutor = _tutor_is_invited(scene, tale, cast, admin)
    course_id = _course_is_made(scene, tale, tutor)
    student = _student_joins(scene, tale, cast, course_id)
    study(tale, tutor, student, scene.visitor, course_id)
    _course_is_learned(scene, tale, student, course_id)
    be_spurred_on(tale, student, scene.visitor, course_id)
    _tutor_sees_it(tale, tutor, student, course_id)
    examine(tale, tutor, student, course_id)
    hand_in(tale, tutor, student, course_id, has_file_store=scene.has_file_store)
    assist(tale, tutor, student, course_id)
    look_at_figures(tale, admin, tutor, course_id)
    export_figures(tale, admin, tutor)
    if scene.archive:
        count_a_term_of_before(tale, scene.archive, admin, course_id)
    newcomer = register_student(scene.visitor, scene.post, cast.form.slug, cast.newcomer)
    somebody_new_joins(tale, tutor, newcomer, course_id)
    if scene.has_file_store:
        certify(tale, scene.visitor, tutor, student, course_id)
        furnished = make_a_course(tale, admin, tutor)
        carry_elsewhere(tale, tutor, _other_organization(scene), furnished)
        find_and_play(tale, scene.visitor, cast.form.slug, student, furnished)
    if scene.gateway:
        sell(tale, scene.gateway, admin, tutor, student)
    if scene.archive:
        look_into_the_archive(tale, scene.archive, admin)
    if scene.has_clock:
        look_who_may_not_finish(tale, tutor, newcomer, course_id, has_past=scene.archive is not None)
    _stolen_token_is_detected(scene, tale, cast)
    _tutor_loses_access(scene, tale, cast, admin, tutor)


# --- The organization


def _organization_opens(scene: Scene, tale: Tale, cast: Cast) -> Api:
    with tale.step("An organization registers") as saw:
        scene.visitor.post("/auth/register/organization", {"organization": vars(cast.form), **_form(cast.admin)})
        refused(lambda: cast.admin.sign_in(scene.visitor), 401, 403, what="a sign-in before verification")
        saw("nobody can sign in before the address is verified")
    with tale.step("Its admin follows the link in the mail") as saw:
        token = token_for(scene.post, cast.admin.email, VERIFY)
        scene.visitor.post("/auth/verify-email", {"token": token})
        refused(
            lambda: scene.visitor.post("/auth/verify-email", {"token": token}), 400, 401, 404, 409, 410, 422,
            what="the same link a second time",
        )  # fmt: skip
        saw("the link works once")
    with tale.step("The admin signs in") as saw:
        admin = cast.admin.sign_in(scene.visitor)
        me = admin.get("/auth/me")
        expect("org_admin" in _roles(me), "the admin's role is org_admin", me)
        saw("role org_admin, in the new organization")
    return admin


def _tutor_is_invited(scene: Scene, tale: Tale, cast: Cast, admin: Api) -> Api:
    with tale.step("The admin invites a tutor by mail, who accepts") as saw:
        tutor = invite(admin, scene.visitor, scene.post, cast.tutor, "tutor")
        me = tutor.get("/auth/me")
        expect("tutor" in _roles(me) and "org_admin" not in _roles(me), "the guest is a tutor and nothing more", me)
        saw("signed in with the password of their choice, role tutor")
    return tutor


def _other_organization(scene: Scene) -> Api:
    cast = Cast.fresh()
    return register_organization(scene.visitor, scene.post, cast.form, cast.admin)


# --- The course


def _course_is_made(scene: Scene, tale: Tale, tutor: Api) -> str:
    plan = scene.plan
    with tale.step(f"The tutor builds “{plan.title}”") as saw:
        began = time.monotonic()
        course_id = build(tutor, plan, key=f"journey {secrets.token_hex(8)}", workers=scene.workers)
        rate = len(plan.lessons) / (time.monotonic() - began)
        topics = [topic["title"] for topic in tutor.items(f"/courses/{course_id}/topics", limit=100)]
        expect(topics == [topic.title for topic in plan.topics], "the topics stand in the order of the plan", topics)
        saw(f"{len(topics)} topics in order, {len(plan.lessons)} lessons, {rate:.0f} lessons a second")
    with tale.step("The tutor publishes it") as saw:
        version = tutor.post(f"/courses/{course_id}/publish")["version"]
        course = tutor.get(f"/courses/{course_id}")
        expect(course["status"] == "published", "the course is published", course)
        saw(f"version {version}")
    return course_id


# --- The student


def _student_joins(scene: Scene, tale: Tale, cast: Cast, course_id: str) -> Api:
    with tale.step("A student registers and verifies their address") as saw:
        student = register_student(scene.visitor, scene.post, cast.form.slug, cast.student)
        me = student.get("/auth/me")
        expect(_roles(me) == {"student"}, "whoever registers is a student and nothing more", me)
        saw("role student")
    with tale.step("The student finds the course") as saw:
        found = soon(
            lambda: next((c for c in student.items("/courses", limit=100) if c["course_id"] == course_id), None)
        )
        expect(found is not None, "the published course is on the student's list", found)
        syllabus = student.get(f"/courses/{course_id}/syllabus")
        refused(lambda: student.get(f"/courses/{course_id}/learn"), 403, 404, what="reading it without being enrolled")
        expect(bool(syllabus), "the course shows its syllabus", syllabus)
        saw("on the list, with its syllabus; the lessons stay closed")
    with tale.step("The student enrols") as saw:
        enrolment = student.post(f"/courses/{course_id}/enroll")
        again = student.post(f"/courses/{course_id}/enroll")
        expect(enrolment["state"] == "active", "the enrolment is active", enrolment)
        expect(again["enrollment_id"] == enrolment["enrollment_id"], "enrolling twice is one enrolment", again)
        saw("at once; a second time changes nothing")
    return student


def _course_is_learned(scene: Scene, tale: Tale, student: Api, course_id: str) -> None:
    total = len(scene.plan.lessons)
    path = f"/courses/{course_id}/learn"
    with tale.step("The student reads and completes every lesson") as saw:
        began = time.monotonic()
        outline = list(student.items(path, limit=100))
        titles = [lesson["title"] for lesson in outline]
        expect(titles == [lesson.title for lesson in scene.plan.lessons], "the outline is the plan's", titles[:5])
        for number, lesson in enumerate(outline, start=1):
            body = student.get(f"{path}/lessons/{lesson['lesson_id']}")
            expect(bool(body["blocks"]), "a lesson has something to read", body)
            progress = student.put(f"{path}/lessons/{lesson['lesson_id']}/completion")["progress"]
            expect(progress["completed"] == number, f"{number} lessons are completed", progress)
            expect(progress["percent"] == number * 100 // total, "the percentage is right", progress)
        saw(f"{total} lessons in order, {total / (time.monotonic() - began):.0f} a second")
    with tale.step("The course is complete") as saw:
        progress = student.get(path)["progress"]
        expect(progress["percent"] == 100 and progress["completed_at"], "100 %, with the time of it", progress)
        saw(f"{progress['completed']} of {progress['total']}, 100 %, at {progress['completed_at']}")


def _tutor_sees_it(tale: Tale, tutor: Api, student: Api, course_id: str) -> None:
    with tale.step("The tutor sees it") as saw:
        user_id = _user_id(student)

        def completed() -> Json | None:
            roster = tutor.items(f"/courses/{course_id}/enrollments", limit=100)
            return next((e for e in roster if e["user_id"] == user_id and e["progress"]["percent"] == 100), None)

        expect(soon(completed) is not None, "the student is on the tutor's list with 100 %", None)
        refused(lambda: list(student.items(f"/courses/{course_id}/enrollments")), 403, 404, what="a student's look")
        saw("100 % on the tutor's list; the list is closed to students")


# --- Attacks on trust


def _stolen_token_is_detected(scene: Scene, tale: Tale, cast: Cast) -> None:
    with tale.step("A stolen refresh token is detected") as saw:
        device = cast.student.sign_in(scene.visitor)
        other_device = cast.student.sign_in(scene.visitor)
        stolen = device.tokens
        assert stolen is not None
        device.refresh()
        thief = scene.visitor.carrying(stolen)
        refused(thief.refresh, 400, 401, 403, what="a refresh token that was used already")
        seconds = lost_within(AT_ONCE, lambda: device.get("/auth/me"))
        refused(device.refresh, 400, 401, 403, what="the next token of the same session")
        other_device.get("/auth/me")
        saw(f"the thief is refused, the whole session ends after {seconds:.1f} s, the other device goes on")


def _tutor_loses_access(scene: Scene, tale: Tale, cast: Cast, admin: Api, tutor: Api) -> None:
    with tale.step("The tutor is deactivated") as saw:
        tutor.get("/courses")
        changed = admin.edit(f"/users/{_user_id(tutor)}", {"status": "deactivated"})
        seconds = lost_within(AT_ONCE, lambda: tutor.get("/courses"))
        expect(changed.get("status") == "deactivated", "the answer shows the new status", changed)
        refused(tutor.refresh, 400, 401, 403, what="a refresh of the tutor's session")
        refused(lambda: cast.tutor.sign_in(scene.visitor), 401, 403, what="a new sign-in")
        saw(f"access is gone after {seconds:.1f} s, refreshing and signing in are refused")


def _form(person: Person) -> Json:
    return vars(person) | {}


def _roles(me: Json) -> set[str]:
    return set(me["roles"])


def _user_id(person: Api) -> str:
    return str(person.get("/auth/me")["user_id"])
