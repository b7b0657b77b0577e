"""Loading the demo data, by the same requests that people would send."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from infra.local.client import Api, Refused
from infra.local.courses import build
from infra.local.demo.cast import OPERATOR, ORGANIZATIONS, Attendance, Ensemble
from infra.local.demo.help import ask
from infra.local.demo.library import course
from infra.local.demo.trade import Gateway, buy, open_till, price
from infra.local.people import Person, Post, invite, register_organization, register_student

__all__ = ["LOGINS", "Login", "load"]


@dataclass(frozen=True)
class Login:
    """How to sign in as somebody of the demo."""

    role: str
    organization: str
    email: str
    password: str


def load(
    visitor: Api | str, post: Post, make_platform_admin: Callable[[Person], object], gateway: Gateway
) -> tuple[Login, ...]:
    """Load what is not there yet, at this address; returns one login per role.

    `post` reads the mail that the stack has sent. `make_platform_admin` is the operator's command: the first platform
    admin cannot come from the API. `gateway` is where is paid. A run that was broken off is completed by the next.
    """
    visitor = Api(visitor) if isinstance(visitor, str) else visitor
    if _is_loaded(visitor):
        for ensemble in ORGANIZATIONS:
            if ensemble.trade:  # the gateway's stand-in begins anew each time
                open_till(ensemble.admin.sign_in(visitor), gateway)
    else:
        for ensemble in ORGANIZATIONS:
            _enter(ensemble, visitor, post, gateway)
        _arrived(OPERATOR, visitor, partial(_made, OPERATOR, visitor, make_platform_admin))
    return LOGINS


def _is_loaded(visitor: Api) -> bool:
    """The platform admin comes last, so who finds them finds everything."""
    try:
        OPERATOR.sign_in(visitor)
    except Refused as refusal:
        if refusal.status >= 500:
            raise
        return False
    return True


def _enter(ensemble: Ensemble, visitor: Api, post: Post, gateway: Gateway) -> None:
    slug = ensemble.form.slug
    admin = _arrived(
        ensemble.admin, visitor, partial(register_organization, visitor, post, ensemble.form, ensemble.admin)
    )
    tutor = _arrived(ensemble.tutor, visitor, partial(invite, admin, visitor, post, ensemble.tutor, "tutor"))
    _sort(admin, ensemble.courses)
    courses = {name: _published(tutor, name) for name in ensemble.courses}
    students = {
        student.email: _arrived(student, visitor, partial(register_student, visitor, post, slug, student))
        for student in ensemble.students
    }
    trade = ensemble.trade
    if trade:
        open_till(admin, gateway)
        price(trade, courses[trade.course], admin, tutor)
        buy(trade, courses[trade.course], students[trade.buyer.email], gateway)
    if ensemble.helped:
        ask(tutor, courses[ensemble.helped], ensemble.helped)
    for attendance in ensemble.attendance:
        _attend(students[attendance.student.email], courses[attendance.course], attendance)


def _arrived(person: Person, visitor: Api, otherwise: Callable[[], Api]) -> Api:
    """The person signed in; who cannot sign in comes in first."""
    try:
        return person.sign_in(visitor)
    except Refused as refusal:
        if refusal.status >= 500:
            raise
        return otherwise()


def _made(person: Person, visitor: Api, make: Callable[[Person], object]) -> Api:
    make(person)
    return person.sign_in(visitor)


def _sort(admin: Api, names: Iterable[str]) -> None:
    """Have the categories that the courses are going to be in."""
    known = {item["name"] for item in admin.get("/course-categories")["items"]}
    for category in dict.fromkeys(course(name).category for name in names):
        if category and category not in known:
            admin.post("/course-categories", {"name": category})


def _published(tutor: Api, name: str) -> str:
    plan = course(name)
    for known in tutor.items("/courses", limit=100):
        if known["title"] == plan.title and known["status"] == "published":
            return str(known["course_id"])
    course_id = build(tutor, plan, key=f"demo {name}", workers=3)
    tutor.post(f"/courses/{course_id}/publish")
    return course_id


def _attend(student: Api, course_id: str, attendance: Attendance) -> None:
    student.post(f"/courses/{course_id}/enroll")
    lessons = [lesson["lesson_id"] for lesson in student.items(f"/courses/{course_id}/learn", limit=100)]
    for lesson_id in lessons[: attendance.lessons_done]:
        student.put(f"/courses/{course_id}/learn/lessons/{lesson_id}/completion")


def _logins() -> tuple[Login, ...]:
    found = [Login("platform admin", "", OPERATOR.email, OPERATOR.password)]
    for ensemble in ORGANIZATIONS:
        for role, person in (
            ("org admin", ensemble.admin),
            ("tutor", ensemble.tutor),
            ("student", ensemble.students[0]),
        ):
            found.append(Login(role, ensemble.form.name, person.email, person.password))
    return tuple(found)


LOGINS = _logins()
