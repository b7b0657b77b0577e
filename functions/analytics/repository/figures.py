"""Reads figures and studies."""

from collections.abc import Sequence
from datetime import date

from functions.analytics.domain.dashboards import Learning, Sheet
from functions.analytics.domain.measures import PLATFORM, TOTAL, Counts, day_name, students_subject
from functions.analytics.domain.registers import Study
from functions.analytics.tables import AnalyticsRow, FiguresRow, StudyRow
from shared.dynamo import Ask, GlobalRepository, Key, Page, Repository, Row
from shared.listing import Listed, PageKey

_PER_PAGE = 5000
"""Rows of figures weigh some 200 bytes: DynamoDB's own limit of 1 MB comes first."""
MOST_COURSES = 100
"""Of one person, as a dashboard shows them."""


class FigureRepository(Repository):
    """One tenant's figures."""

    table = AnalyticsRow

    def sheet(self, subject: str, since: date) -> Sheet:
        """A subject's days from one on, and all of its other figures."""
        return read_sheet(self, subject, since)

    def asking_totals(self, subjects: Sequence[str]) -> Ask[dict[str, Counts]]:
        """The question what there ever was of some subjects whose figures are not in shards."""
        keys = {subject: FiguresRow.key(self._scope, subject, TOTAL) for subject in subjects}

        def made(rows: dict[Key, Row]) -> dict[str, Counts]:
            found = {subject: rows.get(key) for subject, key in keys.items()}
            return {subject: row.counts() for subject, row in found.items() if isinstance(row, FiguresRow)}

        return Ask(self, list(keys.values()), made)

    def courses_of(self, user_id: str) -> list[Learning]:
        """Somebody in each of their courses, by its id; of at most a hundred."""
        pk, _ = StudyRow.index_key(self.org_id, user_id)
        page = self._query(AnalyticsRow, pk, index=True, limit=2 * MOST_COURSES)
        found: dict[str, list[AnalyticsRow]] = {}
        for row in page.rows:
            found.setdefault(str(row.gsi1sk).partition("#")[0], []).append(row)
        return [_learning(user_id, course_id, rows) for course_id, rows in found.items()]

    def ids_of_courses_of(self, user_id: str) -> list[str]:
        """Every course that somebody ever was in, page by page."""
        pk, _ = StudyRow.index_key(self.org_id, user_id)
        return sorted({str(row.gsi1sk).partition("#")[0] for row in self._each(AnalyticsRow, pk, index=True)})

    def students(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Learning]:
        """The students of a course, by id."""
        pk, _ = FiguresRow.key(self._scope, students_subject(course_id))
        # Of each there are up to two rows, one after the other; the last one's may be on the next page.
        page: Page[AnalyticsRow] = self._query(AnalyticsRow, pk, limit=2 * limit + 1, start=start)
        found: dict[str, list[AnalyticsRow]] = {}
        for row in page.rows:
            found.setdefault(row.sk.partition("#")[0], []).append(row)
        people = list(found.items())
        more = page.next_key is not None or len(people) > limit
        kept = people[: min(limit, len(people) - 1)] if more and len(people) > 1 else people
        next_key = {"pk": pk, "sk": kept[-1][1][-1].sk} if more and kept else None
        return Listed([_learning(user_id, course_id, rows) for user_id, rows in kept], next_key)

    def start_after(self, course_id: str, user_id: str | None) -> PageKey:
        """Where the students after one begin; from the first one on without any."""
        pk, sk = StudyRow.key(self.org_id, course_id, user_id or "")
        return {"pk": pk, "sk": f"{sk}~"} if user_id else None


class PlatformFigureRepository(GlobalRepository):
    """The platform's figures."""

    table = AnalyticsRow

    def sheet(self, since: date) -> Sheet:
        """The platform's days (of UTC) from one on, and its other figures."""
        return read_sheet(self, PLATFORM, since)


def read_sheet(repository: Repository, subject: str, since: date) -> Sheet:
    """The rows of a subject from a day on, shards added up."""
    pk, _ = FiguresRow.key(repository._scope, subject)
    figures: dict[tuple[str, str], dict[str, int]] = {}
    for row in repository._each(FiguresRow, pk, between=(day_name(since), "~"), limit=_PER_PAGE):
        name, currency, _ = row.sk.rsplit("#", 2)
        into = figures.setdefault((name, currency), {})
        for measure, number in row.counts().items():
            into[measure] = into.get(measure, 0) + number
    return Sheet(figures)


def _learning(user_id: str, course_id: str, rows: Sequence[AnalyticsRow]) -> Learning:
    study, counts = Study(course_id), dict[str, int]()
    for row in rows:
        if isinstance(row, StudyRow):
            study = Study.load(row.value)
        elif isinstance(row, FiguresRow):
            counts = row.counts()
    return Learning(user_id, study, counts)
