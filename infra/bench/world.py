"""What the measured requests meet: one organization, with courses of two sizes and rosters of two sizes, then a crowd.

Everything comes in through the API of the local cloud, except the ten thousand enrolments: those are rows of learning's
own making, put into its table without the ten thousand people.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from functions.learning.domain.enrolments import Enrolment
from functions.learning.repository.enrolments import LearningRepository
from infra.bench.contest import board, standings
from infra.bench.exam import Attempt, Exam, hold_exam
from infra.local import prosemirror as pm
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.courses import CoursePlan, LessonPlan, TopicPlan, build
from infra.local.people import OrganizationForm, Person, invite, register_organization, register_student
from shared.clock import SetClock
from shared.dynamo import Row, chunks
from shared.ids import new_id

SMALL, LARGE = 10, 1_000
FEW, MANY = 10, 10_000
HERS = 300
"""So many courses the veteran has."""
VERSIONS = 30
ORGANIZATIONS = 12
CROWD = 100
PASSWORD = "seven quiet lanterns by the harbour"
ORGANIZATION = OrganizationForm(name="Harbour School", slug="harbour-school")
STUDENTS = 25
COURSES = 10
"""Published ones, so that a list of ten is full."""
SENTENCE = "A tide table tells the height of the water at every hour, so a pilot reads it before the ship leaves."


@dataclass(frozen=True)
class Course:
    """A published course."""

    course_id: str
    lesson_ids: tuple[str, ...]


@dataclass(frozen=True)
class Cast:
    """People who make the measured requests. There are two casts, since what one has done the other can still do."""

    student: Person
    """Enrolled in all four courses."""
    newcomer: Person
    """Enrolled in none."""
    teacher: Person
    """Of the staff of all four."""


@dataclass(frozen=True)
class World:
    """Who and what is there."""

    visitor: Api
    casts: tuple[Cast, Cast]
    passer_by: Person
    """Enrolled in ``popular`` only."""
    beginner: Person
    """Enrolled in the ten courses on offer."""
    veteran: Person
    """As the beginner, after hundreds of others."""
    small: Course
    large: Course
    popular: Course
    """As small as ``small``, with ten thousand enrolments."""
    revised: Course
    """As small as ``small``, published many times."""
    exam: Exam
    """Of ``small``; the student of each cast sits it."""

    def attempt(self, cast: Cast) -> Attempt:
        """The attempt of a cast's student."""
        return self.exam.attempts[self.casts.index(cast)]


def build_world(cloud: LocalCloud) -> World:
    """Register, invite, write, publish and enrol."""
    visitor = Api(cloud.url)
    admin, author = _person("Devika Rao"), _person("Ravi Menon")
    office = register_organization(visitor, cloud.mails, ORGANIZATION, admin)
    tutor = invite(office, visitor, cloud.mails, author, "tutor")
    people = [_person(f"Asha {number}") for number in range(STUDENTS + 2)]
    with ThreadPoolExecutor(2) as pool:
        joined = pool.map(lambda who: register_student(visitor, cloud.mails, ORGANIZATION.slug, who), people)
        small, large, popular, revised = (_course(tutor, name, size) for name, size in _SIZES.items())
        for version in range(2, VERSIONS + 1):
            tutor.edit(f"/courses/{revised.course_id}", {"summary": f"{SENTENCE} Version {version}."})
            tutor.post(f"/courses/{revised.course_id}/publish")
        short = [_course(tutor, f"A short course, number {number}", 1) for number in range(COURSES - len(_SIZES))]
        students = list(joined)[:STUDENTS]
    cloud.settle()
    _enrol_learners(cloud, tutor.organization_id, students[-3:-1], [small, large, revised, *short])
    _enrol(cloud, tutor.organization_id, students, [small, large, popular, revised])
    cloud.settle()
    casts = Cast(people[0], people[-1], author), Cast(people[1], people[-2], admin)
    veteran, beginner, passer_by = people[STUDENTS - 3 : STUDENTS]
    exam = hold_exam(tutor, students[:2], small.course_id)
    _compete(cloud, tutor.organization_id, students[:FEW], small, popular)
    return World(visitor, casts, passer_by, beginner, veteran, small, large, popular, revised, exam)


def crowd(cloud: LocalCloud, world: World) -> None:
    """Publish many more courses there, and open other organizations that have one each."""
    author = world.casts[0].teacher.sign_in(world.visitor)
    for number in range(CROWD - COURSES):
        _course(author, f"One more course, number {number}", 1)
    for number in range(1, ORGANIZATIONS):
        form = OrganizationForm(name=f"Harbour School {number}", slug=f"harbour-school-{number}")
        admin = register_organization(world.visitor, cloud.mails, form, _person(f"Meera {number}"))
        _course(admin, "A course of its own", 1)
    cloud.settle()


def _person(name: str) -> Person:
    return Person(name, f"{name.lower().replace(' ', '.')}@harbour.example", PASSWORD)


_SIZES = {"Ten lessons": SMALL, "A thousand lessons": LARGE, "Ten thousand learners": SMALL, "Many versions": SMALL}


def _course(tutor: Api, title: str, lessons: int) -> Course:
    topics = max(1, lessons // 50)
    plan = CoursePlan(
        title,
        tuple(
            TopicPlan(f"Topic {topic}", tuple(_lesson(f"Lesson {topic}.{n}") for n in range(lessons // topics)))
            for topic in range(topics)
        ),
        {"summary": SENTENCE, "language": "en", "tags": ["seamanship"], "objectives": [SENTENCE] * 3},
    )
    course_id = build(tutor, plan, key=title, workers=2)
    tutor.post(f"/courses/{course_id}/publish")
    items = tutor.items(f"/courses/{course_id}/syllabus", limit=100)
    return Course(course_id, tuple(item["lesson_id"] for item in items if item.get("lesson_id")))


def _lesson(title: str) -> LessonPlan:
    """Some 600 words, as a textbook's section has."""
    paragraphs = [pm.paragraph(pm.text(" ".join([SENTENCE] * 5))) for _ in range(6)]
    return LessonPlan(title, (pm.document(pm.heading(2, pm.text(title)), *paragraphs),))


def _enrol(cloud: LocalCloud, org_id: str, students: list[Api], courses: list[Course]) -> None:
    """The many first, so that the newest page of both rosters is the same people."""
    small, large, popular, revised = (course.course_id for course in courses)
    _put(cloud, "learning", _strangers(LearningRepository(org_id), popular, MANY - STUDENTS))
    for student in reversed(students):
        student.post(f"/courses/{popular}/enroll")
    for student in reversed(students[:FEW]):
        student.post(f"/courses/{small}/enroll")
    for student in students[:2]:
        student.post(f"/courses/{large}/enroll")
        student.post(f"/courses/{revised}/enroll")


def _enrol_learners(cloud: LocalCloud, org_id: str, learners: list[Api], courses: list[Course]) -> None:
    """The veteran's many courses first, so that the newest page of both is the same courses."""
    veteran, beginner = learners
    user_id = veteran.get("/auth/me")["user_id"]
    _put(cloud, "learning", _others(LearningRepository(org_id), user_id, HERS - COURSES))
    for learner in (veteran, beginner):
        for course in courses:
            learner.post(f"/courses/{course.course_id}/enroll")


def _compete(cloud: LocalCloud, org_id: str, learners: list[Api], small: Course, popular: Course) -> None:
    """Lessons are not completed for this: the boards are rows of motivation's own making."""
    user_ids = [learner.get("/auth/me")["user_id"] for learner in learners]
    _put(cloud, "motivation", standings(org_id, user_ids))
    for course, strangers in ((small, 0), (popular, MANY - FEW)):
        _put(cloud, "motivation", board(org_id, course.course_id, user_ids, strangers))


def _put(cloud: LocalCloud, room: str, rows: Iterator[Row]) -> None:
    storage, table = cloud.client("dynamodb"), cloud.environment(f"{room}-api")[f"LMS_TABLE_{room.upper()}"]
    for batch in chunks((row.to_dynamodb_dict() for row in rows), 25):
        storage.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": item}} for item in batch]})


def _others(repository: LearningRepository, user_id: str, count: int) -> Iterator[Row]:
    """Enrolments of one person in courses of long ago."""
    now = datetime.now(UTC) - timedelta(days=300)
    for number in range(count):
        at = now + timedelta(hours=number)
        clock = SetClock(at)
        enrolment = Enrolment.opened(new_id("enr", clock), new_id("crs", clock), user_id, now=at)
        yield repository._row(enrolment)
        yield repository._learner_entry(enrolment)


def _strangers(repository: LearningRepository, course_id: str, count: int) -> Iterator[Row]:
    now = datetime.now(UTC) - timedelta(days=1)
    for number in range(count):
        at = now + timedelta(seconds=number)
        clock = SetClock(at)
        enrolment = Enrolment.opened(new_id("enr", clock), course_id, new_id("usr", clock), now=at)
        yield repository._row(enrolment)
        yield repository._roster_entry(enrolment)
        yield repository._learner_entry(enrolment)
