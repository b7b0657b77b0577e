"""The steps of a job that copies a course: each goes on from where the job's row says that it is."""

from collections.abc import Callable, Mapping
from typing import Any

from functions.catalog.domain.copying import Blueprint
from functions.catalog.repository.copies import CopyRepository
from functions.catalog.repository.jobs import CopyJob, Work, problem_of
from functions.catalog.repository.remains import RemainsRepository
from functions.catalog.repository.templates import TemplateRepository
from functions.catalog.service.copying.answers import DONE, FAILED, MORE, Answer
from functions.catalog.service.copying.exporting import Exporting
from functions.catalog.service.copying.importing import Importing
from functions.catalog.service.copying.laying import Laying
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import Problem, Unavailable
from shared.jobs import JobState
from shared.observability import log

INTERRUPTED = {"code": "copy_interrupted", "detail": "The copy could not be finished. Ask for it again.", "errors": []}


Step = Callable[[CopyJob, Mapping[str, Any]], Answer]


class CopySteps:
    """What one tenant's jobs do, step by step."""

    def __init__(
        self,
        copies: CopyRepository,
        moment: Callable[[str], Blueprint],
        templates: TemplateRepository,
        remains: RemainsRepository,
        laying: Laying,
        exporting: Exporting,
        importing: Importing,
        clock: Clock = system_clock,
    ) -> None:
        self._copies = copies
        self._moment = moment
        self._templates = templates
        self._remains = remains
        self._laying = laying
        self._importing = importing
        self._clock = clock
        self._steps: Mapping[Work, Step] = {
            Work.DUPLICATE: self._duplicate,
            Work.SAVE_TEMPLATE: self._save_template,
            Work.USE_TEMPLATE: self._use_template,
            Work.EXPORT: exporting.step,
            Work.ANALYSE: importing.analyse,
            Work.IMPORT: importing.step,
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
            return self.abandon(job_id, problem_of(problem))
        log("copy.step", job_id=job_id, work=job.work, status=answer.status)
        return answer

    def abandon(self, job_id: str, problem: Mapping[str, Any] = INTERRUPTED) -> Answer:
        """Write into the job that it cannot go on, and remove what it has made. Safe to repeat.

        A course is let be there together with its job's end, so after this one it never is. The answer says which files
        media is to take back.
        """

        def fail() -> CopyJob:
            job = self._copies.get(job_id)
            return job if job.is_over else self._copies.save(job.failed(dict(problem), self._clock.now()))

        job = undisturbed(fail)
        if job.state is not JobState.FAILED:
            return DONE
        if job.target_id != job.source_id:
            self._remains.remove_course(job.target_id)
        if job.work not in {Work.IMPORT, Work.ANALYSE}:
            return FAILED
        self._importing.give_up(job)
        adopted = tuple(self._importing.adopted(job))
        return Answer("failed", asset_ids=adopted, owner_id=job.owner_id, import_id=job.job_id)

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
