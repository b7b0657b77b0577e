"""Making a course of a plan, piece by piece, so that it can be seen only when it is complete."""

from collections.abc import Callable, Sequence
from typing import Any

from functions.catalog.domain.copying import Blueprint, Template, new_ids
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.positions import Order
from functions.catalog.errors import CourseNotReadable
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.copies import MOST_PARTS, CopyRepository
from functions.catalog.repository.jobs import CopyJob
from functions.catalog.repository.templates import TemplateRepository
from shared.clock import Clock, system_clock
from shared.dynamo import Transaction, chunks

PARTS_PER_STEP = 600
"""Topics and lessons; so many take a function some ten seconds, a step has minutes."""


class Laying:
    """Lays what a plan says. Each piece is stored together with how far the job is, so none is stored twice."""

    def __init__(
        self,
        copies: CopyRepository,
        bodies: BodyRepository,
        templates: TemplateRepository,
        clock: Clock = system_clock,
    ) -> None:
        self._copies = copies
        self._bodies = bodies
        self._templates = templates
        self._clock = clock

    def plan(self, job: CopyJob, blueprint: Blueprint) -> CopyJob:
        """Store what a course made of this blueprint will be, new ids and title included."""
        ids = new_ids(list(blueprint.part_ids()), self._clock)
        planned = blueprint.renamed(ids).titled(job.wish["title"])
        return self._copies.plan(job.begun(len(ids), self._clock.now()), planned)

    def course(
        self, job: CopyJob, plan: Blueprint, bodies_of: str | None, *also: Callable[[Transaction], object]
    ) -> bool:
        """Make the next parts of the course; at the end let it be there. Returns whether that is done.

        ``bodies_of`` says whose bodies the lessons have; None when the course has them already. ``also`` is written
        together with the end.
        """
        parts: list[Any] = [
            *plan.new_topics(job.target_id, job.created_at),
            *plan.new_lessons(job.target_id, job.created_at),
        ]
        for piece in chunks(parts[job.done : job.done + PARTS_PER_STEP], MOST_PARTS):
            topics: list[tuple[Topic, Order]] = [part for part in piece if not isinstance(part, Lesson)]
            lessons = [part for part in piece if isinstance(part, Lesson)]
            if bodies_of:
                self._carry(bodies_of, job.target_id, [lesson.body_id for lesson in lessons])
            job = self._copies.save(job.further(len(piece), self._clock.now()), self._copies.putting(topics, lessons))
        if job.done < len(parts):
            return False
        course = plan.new_course(job.target_id, job.owner_id, self._clock.now())
        finished = job.finished({"course_id": job.target_id}, self._clock.now())
        self._copies.save(finished, self._copies.beginning(course, plan.structure()), *also)
        return True

    def template(self, job: CopyJob, plan: Blueprint) -> bool:
        """Copy the next bodies into the template; at the end let it be there. Returns whether that is done."""
        ahead = [lesson.body_id for lesson in plan.lessons[job.done : job.done + PARTS_PER_STEP]]
        for piece in chunks(ahead, MOST_PARTS):
            self._carry(job.source_id, job.target_id, piece)
            job = self._copies.save(job.further(len(piece), self._clock.now()))
        if job.done < len(plan.lessons):
            return False
        template = Template(
            template_id=job.target_id,
            course_id=job.source_id,
            title=plan.course["title"],
            language=plan.course["language"],
            topic_count=len(plan.topics),
            lesson_count=len(plan.lessons),
            created_by=job.owner_id,
            created_at=self._clock.now(),
            **job.wish,
        )
        finished = job.finished({"template_id": job.target_id}, self._clock.now())
        self._copies.save(finished, self._templates.adding(template, plan))
        return True

    def _carry(self, source_id: str, target_id: str, body_ids: Sequence[str]) -> None:
        """Copy bodies. They are addressed by their content, so copying one again changes nothing."""
        for body_id in dict.fromkeys(body_ids):
            try:
                body = self._bodies.get(source_id, body_id)
            except LookupError as gone:
                raise CourseNotReadable(source_id=source_id) from gone
            self._bodies.add(target_id, body)
