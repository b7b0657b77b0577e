"""Who plays in the demo: two organizations and their people. All are made up; their addresses lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from infra.local.people import OrganizationForm, Person

__all__ = ["OPERATOR", "ORGANIZATIONS", "PASSWORD", "Attendance", "Ensemble", "Trade"]

PASSWORD = "read, try, ask, try again"

OPERATOR = Person("Polly Platform", "platform@operator.example.org", PASSWORD)


@dataclass(frozen=True)
class Attendance:
    """A student in a course: how many of its lessons are done, from the first."""

    student: Person
    course: str
    lessons_done: int


@dataclass(frozen=True)
class Trade:
    """A course that an organization sells, its coupon, who stands on the invoice as seller, and who bought it."""

    course: str
    price_minor: int
    coupon: str
    percent_bp: int
    seller: str
    address: str
    gstin: str
    buyer: Person
    buyers_state: str


@dataclass(frozen=True)
class Ensemble:
    """An organization, its people, the courses that its tutor gives, who takes them, and what it sells."""

    form: OrganizationForm
    admin: Person
    tutor: Person
    courses: tuple[str, ...]
    students: tuple[Person, ...]
    attendance: tuple[Attendance, ...]
    trade: Trade | None = None
    helped: str = ""
    """The course that a machine summarizes and asks about."""


def _harbour() -> Ensemble:
    domain = "harbour.example.org"
    students = (
        Person("Stella Student", f"student@{domain}", PASSWORD),
        Person("Nils Newcomer", f"newcomer@{domain}", PASSWORD),
    )
    return Ensemble(
        form=OrganizationForm("Harbour Evening School", "harbour"),
        admin=Person("Ada Administrator", f"admin@{domain}", PASSWORD),
        tutor=Person("Tom Tutor", f"tutor@{domain}", PASSWORD),
        courses=("money-and-interest", "python-for-spreadsheet-users", "a-budget-that-holds"),
        students=students,
        attendance=(
            Attendance(students[0], "money-and-interest", 8),
            Attendance(students[0], "python-for-spreadsheet-users", 3),
            Attendance(students[1], "money-and-interest", 0),
        ),
        trade=Trade(
            course="python-for-spreadsheet-users",
            price_minor=149_900,
            coupon="HARBOUR10",
            percent_bp=1_000,
            seller="Harbour Evening School",
            address="2 Quay Road, Kochi 682001",
            gstin="32AAAAA0001A1ZA",
            buyer=students[0],
            buyers_state="29",
        ),
        helped="money-and-interest",
    )


def _kaveri() -> Ensemble:
    domain = "kaveri.example.org"
    students = (
        Person("विद्या विद्यार्थी", f"student@{domain}", PASSWORD),
        Person("नवल नवागत", f"newcomer@{domain}", PASSWORD),
    )
    return Ensemble(
        form=OrganizationForm("कावेरी ज्ञान केंद्र", "kaveri", locale="hi-IN"),
        admin=Person("प्रबंधिका प्रभारी", f"admin@{domain}", PASSWORD),
        tutor=Person("शिक्षक शालीन", f"tutor@{domain}", PASSWORD),
        courses=("vaigyanik-soch",),
        students=students,
        attendance=(
            Attendance(students[1], "vaigyanik-soch", 1),
            Attendance(students[0], "vaigyanik-soch", 5),
        ),
    )


ORGANIZATIONS = (_harbour(), _kaveri())
