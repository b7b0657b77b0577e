"""What stands in each export, row by row: what the dashboard says that it is of, to whoever may see that one.

Days are the organization's (the platform's are of UTC), amounts whole minor units of the currency beside them, marks
and shares in ten-thousandths. Money and counts are added up; marks, shares and distinct people cannot be.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from functions.analytics.domain.dashboards import Learning, Sheet, learnt, mean_of, money_of, share
from functions.analytics.domain.exports import Export, ExportKind
from functions.analytics.domain.measures import Counts, day_name
from functions.analytics.domain.risk import RiskLevel
from functions.analytics.permissions import SEE_ORGANIZATION_FIGURES, SEE_PLATFORM_FIGURES
from functions.analytics.repository.risks import Outlook
from functions.analytics.service.courses import require_course
from functions.analytics.service.dashboards import TAUGHT_AT_ONCE, DashboardService, PlatformDashboardService
from functions.analytics.service.risks import RiskService
from functions.identity import published as identity
from shared.auth import Caller
from shared.listing import Listed, PageKey, pages
from shared.reporting import Table
from shared.tabulating import Cell, Column, Kind

AT_ONCE = 100
"""Learners of one page: so many people can be asked for at once."""
Row = Sequence[Cell]
Rows = Iterable[Row]


def _whole(*names: str) -> list[Column]:
    return [Column(name, Kind.WHOLE) for name in names]


_COUNTED = ("enrolments", "cancellations", "lessons_completed", "courses_completed", "attempts", "graded")
_LEARNT = (*_COUNTED, "mean_score_bp", "passed_bp", "certificates")
_SOLD = ("placed", "orders", "sold_minor", "refunds", "refunded_minor", "net_minor", "payments_failed")
DAYS = [Column("day"), *_whole("active", *_LEARNT)]
MONEY = [Column("day"), Column("currency"), *_whole(*_SOLD)]
LESSONS = [Column("lesson_id"), *_whole("views", "completions")]
_LEARNING = [
    Column("studying", Kind.FLAG),
    *map(Column, ("enrolled_on", "started_on", "finished_on", "certified_on")),
    *_whole("days_active"),
    Column("last_active_on"),
    *_whole("lessons_completed", "attempts", "graded", "mean_score_bp", "passed_bp"),
]
STUDENTS = [Column("user_id"), Column("name"), *_LEARNING]
COURSES = [Column("course_id"), Column("title"), *_LEARNING]
RISKS = [Column("user_id"), Column("name"), Column("since"), Column("level"), *_whole("chance_bp"), Column("reasons")]
WATCHING = [Column("block_id"), *_whole("minute", "plays")]
_FUNNEL = ("studying", "enrolled", "started", "finished", "certified")
TAUGHT = [
    *map(Column, ("course_id", "title", "status")),
    *_whole(*_FUNNEL, "lessons_completed", "graded", "mean_score_bp", "passed_bp", "reviews", "rating_centi"),
]
_DONE = ("lessons_completed", "attempts", "graded")


class Tables:
    """The tables of one organization's dashboards, for somebody who wants to see them."""

    def __init__(
        self, dashboards: DashboardService, risks: RiskService, platform: PlatformDashboardService, by: Caller
    ) -> None:
        self._dashboards, self._risks, self._platform, self._by = dashboards, risks, platform, by

    def allow(self, export: Export) -> None:
        """Raise what the dashboard itself raises for somebody who may not see it, or where there is nothing to see."""
        match export.kind:
            case ExportKind.ORGANIZATION_DAYS | ExportKind.ORGANIZATION_MONEY:
                self._by.require(SEE_ORGANIZATION_FIGURES)
            case ExportKind.PLATFORM_DAYS | ExportKind.PLATFORM_MONEY:
                self._by.require(SEE_PLATFORM_FIGURES)
            case ExportKind.LESSON_WATCHING:
                self._dashboards.watching(str(export.course_id), str(export.lesson_id), by=self._by)
            case ExportKind.LEARNER_COURSES:
                self._dashboards.progress(str(export.user_id), 1, by=self._by)
            case kind if kind.is_of_course:
                require_course(str(export.course_id), self._by)

    def table(self, export: Export) -> Table:
        """The table. Raises like ``allow``."""
        self.allow(export)
        return _MAKE[export.kind](self, export)

    def _sheet(self, export: Export) -> Sheet:
        first = export.period.first
        if export.kind in {ExportKind.PLATFORM_DAYS, ExportKind.PLATFORM_MONEY}:
            return self._platform.sheet(first)
        if export.course_id is not None:
            return self._dashboards.sheet_of_course(export.course_id, first)
        return self._dashboards.sheet_of_organization(first)

    def _days(self, export: Export) -> Table:
        sheet = self._sheet(export)
        found = [(day, sheet.of(day_name(day))) for day in export.period.days()]
        rows: Rows = ([f"{day}", counts.get("active", 0), *learnt(counts).values()] for day, counts in found)
        return Table(DAYS, rows, adds=(*_COUNTED, "certificates"))

    def _money(self, export: Export) -> Table:
        sheet = self._sheet(export)
        rows: Rows = (
            [f"{day}", *(money[name] for name in ("currency", *_SOLD))]
            for day in export.period.days()
            for currency in sheet.currencies()
            if (counts := sheet.of(day_name(day), currency))
            for money in [money_of(currency, counts)]
        )
        return Table(MONEY, rows, adds=_SOLD, by="currency")

    def _lessons(self, export: Export) -> Table:
        listed = self._sheet(export).listed("LESSON#")
        rows: Rows = ([lesson_id, counts.get("views", 0), counts.get("completions", 0)] for lesson_id, counts in listed)
        return Table(LESSONS, rows, adds=("views", "completions"))

    def _students(self, export: Export) -> Table:
        return Table(STUDENTS, self._each_student(str(export.course_id)), adds=_DONE)

    def _each_student(self, course_id: str) -> Iterator[Row]:
        def read(start: PageKey) -> Listed[Learning]:
            return self._dashboards.students(course_id, by=self._by, limit=AT_ONCE, start=start)

        for page in pages(read):
            names = self._names([one.user_id for one in page.items])
            yield from ([one.user_id, names.get(one.user_id), *_learning(one)] for one in page.items)

    def _at_risk(self, export: Export) -> Table:
        return Table(RISKS, self._each_at_risk(str(export.course_id)), adds=())

    def _each_at_risk(self, course_id: str) -> Iterator[Row]:
        def read(start: PageKey) -> Listed[Outlook]:
            return self._risks.at_risk(course_id, RiskLevel.UNKNOWN, by=self._by, limit=AT_ONCE, start=start)

        for page in pages(read):
            names = self._names([one.user_id for one in page.items])
            for one in page.items:
                reasons = ", ".join(reason.sign for reason in one.risk.reasons)
                yield [one.user_id, names.get(one.user_id), one.day, one.risk.level, one.risk.chance_bp, reasons]

    def _watching(self, export: Export) -> Table:
        videos = self._dashboards.watching(str(export.course_id), str(export.lesson_id), by=self._by)
        rows: Rows = ([one.block_id, minute, plays] for one in videos for minute, plays in enumerate(one.plays))
        return Table(WATCHING, rows, adds=("plays",))

    def _courses(self, export: Export) -> Table:
        found = self._dashboards.progress(str(export.user_id), 1, by=self._by)
        titles = {course_id: card.title for course_id, card in found.cards.items()}
        rows: Rows = ([one.study.course_id, titles.get(one.study.course_id), *_learning(one)] for one in found.courses)
        return Table(COURSES, rows, adds=_DONE)

    def _taught(self, export: Export) -> Table:
        return Table(TAUGHT, self._each_taught(), adds=("lessons_completed", "graded", "reviews"))

    def _each_taught(self) -> Iterator[Row]:
        for board in pages(lambda start: self._dashboards.taught(by=self._by, limit=TAUGHT_AT_ONCE, start=start)):
            for card, counts in board.courses:
                yield [card.course_id, card.title, card.status, *_totals(counts)]

    def _names(self, user_ids: Sequence[str]) -> dict[str, str]:
        people = identity.find_people(self._by.org_id, user_ids) if user_ids else {}
        return {user_id: card.name for user_id, card in people.items()}


def _learning(one: Learning) -> list[Cell]:
    study, counts = one.study, one.counts
    return [
        study.standing[1],
        *(text or None for text in (study.enrolled, study.started, study.finished, study.certified)),
        len(study.days),
        f"{one.last_active}" if one.last_active else None,
        counts.get("lessons", 0),
        counts.get("attempts", 0),
        counts.get("graded", 0),
        mean_of(counts),
        share(counts.get("passed", 0), counts.get("judged", 0)),
    ]


def _totals(counts: Counts) -> list[Cell]:
    return [
        *(counts.get(name, 0) for name in (*_FUNNEL, "lessons", "graded")),
        mean_of(counts),
        share(counts.get("passed", 0), counts.get("judged", 0)),
        counts.get("reviews", 0),
        share(counts.get("rating_sum", 0), counts.get("reviews", 0), 100),
    ]


_MAKE: Mapping[ExportKind, Callable[[Tables, Export], Table]] = {
    ExportKind.ORGANIZATION_DAYS: Tables._days,
    ExportKind.ORGANIZATION_MONEY: Tables._money,
    ExportKind.COURSE_DAYS: Tables._days,
    ExportKind.COURSE_LESSONS: Tables._lessons,
    ExportKind.COURSE_STUDENTS: Tables._students,
    ExportKind.COURSE_RISKS: Tables._at_risk,
    ExportKind.LESSON_WATCHING: Tables._watching,
    ExportKind.LEARNER_COURSES: Tables._courses,
    ExportKind.TAUGHT_COURSES: Tables._taught,
    ExportKind.PLATFORM_DAYS: Tables._days,
    ExportKind.PLATFORM_MONEY: Tables._money,
}
