"""The steps of a job that copies a course: each goes on from where the job's row says that it is."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from functions.catalog.domain.copying import Blueprint, CopyJob, Work, problem_of
from functions.catalog.repository import DraftRepository, RemainsRepository
from functions.catalog.repository.copies import CopyRepository
from functions.catalog.repository.templates import TemplateRepository
from functions.catalog.service.copying.laying import Laying
from functions.catalog.service.moments import standing_still
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import Problem, Unavailable
from shared.jobs import JobState
from shared.observability import log

INTERRUPTED = {"code": "copy_interrupted", "detail": "The copy could not be finished. Ask for it again.", "errors": []}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the workflow does next: ``more``, ``done`` or ``failed``; ``lend`` or ``adopt`` files with media's help."""

    status: str
    asset_ids: tuple[str, ...] = ()
    files: tuple[Mapping[str, Any], ...] = ()

    def dump(self) -> dict[str, Any]:
        """As the workflow reads it: everything is always there, so that nothing of an earlier answer stays."""
        return {**asdict(self), "assets": {}, "error_code": "", "detail": ""}


MORE, DONE, FAILED = Answer("more"), Answer("done"), Answer("failed")

Step = Callable[[CopyJob, Mapping[str, Any]], Answer]


class CopySteps:
    """What one tenant's jobs do, step by step."""

    def __init__(
        self,
        copies: CopyRepository,
        drafts: DraftRepository,
        templates: TemplateRepository,
        remains: RemainsRepository,
        laying: Laying,
        others: Mapping[Work, Step],
        cleaning: Mapping[Work, Callable[[CopyJob], None]],
        clock: Clock = system_clock,
    ) -> None:
        self._copies = copies
        self._drafts = drafts
        self._templates = templates
        self._remains = remains
        self._laying = laying
        self._clock = clock
        self._steps: Mapping[Work, Step] = {
            Work.DUPLICATE: self._duplicate,
            Work.SAVE_TEMPLATE: self._save_template,
            Work.USE_TEMPLATE: self._use_template,
            **others,
        }
        self._cleaning = {
            Work.DUPLICATE: self._sweep,
            Work.SAVE_TEMPLATE: self._sweep,
            Work.USE_TEMPLATE: self._sweep,
            Work.IMPORT: self._sweep,
            **cleaning,
        }

    def step(self, job_id: str, given: Mapping[str, Any]) -> Answer:
        """Go on with a job. What cannot be done is written into the job, and nothing of it stays."""
        job = self._copies.get(job_id)
        if job.is_over:
            return DONE if job.state is JobState.SUCCEEDED else FAILED
        try:
            answer = self._steps[Work(job.work)](job, given)
        except ConditionFailed:
            if self._copies.get(job_id).revision == job.revision:
                raise
            return MORE  # another run of this step was faster
        except Unavailable:
            raise  # for the workflow to try again
        except Problem as problem:
            self.abandon(job_id, problem_of(problem))
            return FAILED
        log("copy.step", job_id=job_id, work=job.work, status=answer.status)
        return answer

    def abandon(self, job_id: str, problem: Mapping[str, Any] = INTERRUPTED) -> None:
        """Write into the job that it cannot go on, and remove what it has made. Safe to repeat.

        A course is let be there together with its job's end, so after this one it never is.
        """

        def fail() -> CopyJob:
            job = self._copies.get(job_id)
            return job if job.is_over else self._copies.save(job.failed(dict(problem), self._clock.now()))

        job = undisturbed(fail)
        if job.state is JobState.FAILED and (clean := self._cleaning.get(Work(job.work))):
            clean(job)

    def _duplicate(self, job: CopyJob, _: Mapping[str, Any]) -> Answer:
        plan = self._copies.find_plan(job.job_id)
        if plan is None:
            self._laying.plan(job, self._moment(job.source_id))
            return MORE
        return DONE if self._laying.course(job, plan, job.source_id) else MORE

    def _use_template(self, job: CopyJob, _: Mapping[str, Any]) -> Answer:
        plan = self._copies.find_plan(job.job_id)
        if plan is None:
            self._laying.plan(job, self._templates.blueprint(job.source_id))
            return MORE
        return DONE if self._laying.course(job, plan, job.source_id) else MORE

    def _save_template(self, job: CopyJob, _: Mapping[str, Any]) -> Answer:
        plan = self._copies.find_plan(job.job_id)
        if plan is None:
            blueprint = self._moment(job.source_id)
            self._copies.plan(job.begun(len(blueprint.lessons), self._clock.now()), blueprint)
            return MORE
        return DONE if self._laying.template(job, plan) else MORE

    def _moment(self, course_id: str) -> Blueprint:
        """The course as it is drafted at one moment."""
        draft = standing_still(self._drafts, course_id)
        draft.course.require_settled()
        return Blueprint.of(draft.course, draft.topics.values(), draft.lessons.values())

    def _sweep(self, job: CopyJob) -> None:
        self._remains.sweep(job.target_id)
