"""Reads and writes jobs that copy courses, their plans, and what they make piece by piece."""

from collections.abc import Callable, Sequence

from events.catalog import CourseCopyRequested
from functions.catalog.domain.copying import Blueprint
from functions.catalog.domain.courses import Course, Structure
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.positions import Order
from functions.catalog.repository import rows
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.jobs import CopyJob
from functions.catalog.repository.packing import pack, unpack
from functions.catalog.tables import CatalogRow, JobRow, PlanRow, ReceiptRow
from shared.clock import epoch_seconds
from shared.dynamo import Repository, Transaction
from shared.idempotency import Once
from shared.jobs import KEPT, JobNotFound, job_key, job_row

MOST_PARTS = 30
"""So many topics or lessons go into one transaction, which takes a hundred rows."""


class CopyRepository(Repository):
    """One tenant's jobs that copy courses.

    How far a job is stands in its row, and is written in the same transaction as what it made: a step that runs again,
    or at the same time as another, finds the row changed (``ConditionFailed``) and nothing done twice.
    """

    table = CatalogRow

    def add(self, job: CopyJob, once: Once, *also: Callable[[Transaction], object]) -> CopyJob:
        """Store a job, told as ``CourseCopyRequested``. Returns it, or the one made by the same request."""

        def write(transaction: Transaction) -> None:
            transaction.create(job_row(JobRow, self.org_id, job), tells=CourseCopyRequested(job_id=job.job_id))
            for one in also:
                one(transaction)

        made = once.perform(self, ReceiptRow, job.job_id, write)
        return job.model_copy(update={"revision": 1}) if made == job.job_id else self.get(made)

    def get(self, job_id: str) -> CopyJob:
        """A job. Raises ``JobNotFound``."""
        row = self._find(JobRow, job_key(self.org_id, job_id), consistent=True)
        if row is None:
            raise JobNotFound(job_id=job_id)
        return CopyJob.model_validate(row)

    def save(self, job: CopyJob, *also: Callable[[Transaction], object]) -> CopyJob:
        """Store a job that is still as it was read, and with it what it made; ``ConditionFailed`` else."""
        row = job_row(JobRow, self.org_id, job)
        with self._transaction() as transaction:
            transaction.save(row)
            for one in also:
                one(transaction)
        return job.model_copy(update={"revision": row.revision})

    # -- the plan

    def plan(self, job: CopyJob, blueprint: Blueprint) -> CopyJob:
        """Store what the job is going to make, with the job as it then is."""
        until = epoch_seconds(job.created_at + KEPT)

        def write(transaction: Transaction) -> None:
            parts = pack(blueprint.dump(), PlanRow, lambda part: PlanRow.key(self.org_id, job.job_id, part))
            for part in parts:
                part.expires_at = until
                transaction.create(part)

        return self.save(job, write)

    def find_plan(self, job_id: str) -> Blueprint | None:
        """What the job is going to make, once that is known."""
        pk, begin = PlanRow.key(self.org_id, job_id)
        content = unpack(self._query_all(PlanRow, pk, begins_with=begin))
        return None if content is None else Blueprint.load(content)

    # -- what a job makes; each is for ``save``

    def putting(
        self, topics: Sequence[tuple[Topic, Order]], lessons: Sequence[Lesson]
    ) -> Callable[[Transaction], object]:
        """Store some parts of a course that is not there yet."""

        def write(transaction: Transaction) -> None:
            for topic, order in topics:
                transaction.create(rows.topic_row(self.org_id, topic))
                transaction.create(rows.order_row(self.org_id, topic.course_id, topic.topic_id, order))
                transaction.create(rows.locator(self.org_id, topic.topic_id, topic.course_id))
            for lesson in lessons:
                transaction.create(rows.lesson_row(self.org_id, lesson))
                transaction.create(rows.locator(self.org_id, lesson.lesson_id, lesson.course_id))

        return write

    def beginning(self, course: Course, structure: Structure) -> Callable[[Transaction], object]:
        """Let the course be there: the last thing that a job does."""
        courses = CourseRepository(self.org_id, clock=self._clock)
        return lambda transaction: courses.begin(transaction, course, structure)
