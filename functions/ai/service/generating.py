"""Questions made of lessons: asked for, made lesson by lesson by a workflow, kept as drafts."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any

from events.ai import GenerationFailed, QuestionsDrafted
from functions.ai.domain.generations import (
    MOST_SHOWN_REJECTED,
    FailedPart,
    Generation,
    GenerationState,
    Order,
    QuestionDraftKept,
    RejectedQuestion,
    shares_of,
)
from functions.ai.domain.questions.items import Item
from functions.ai.domain.tasks import Used, tallied
from functions.ai.errors import AiSwitchedOff, GenerationOver, NothingToAskAbout
from functions.ai.repository.questions import QuestionRepository
from functions.ai.repository.settings import SettingsRepository
from functions.ai.service.courses import require_author
from functions.ai.service.desk import ComeBack
from functions.ai.service.people import names_around
from functions.ai.service.proposing import Part, Proposer
from functions.ai.service.sources import lessons_asked_about, text_as_lesson, texts_of
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.jobs import Job, JobState
from shared.observability import log

if TYPE_CHECKING:
    from functions.ai.domain.questions.material import Lesson

WORK = "ai.questions"
NEIGHBOURS = 3
"""How many lessons before and behind are read for wrong options."""
CANCELLED = {"code": "cancelled", "detail": "Somebody cancelled it."}
FAILED = {"code": "generation_failed", "detail": "No questions could be made. Ask again."}


class GenerationService:
    """One tenant's questions in the making."""

    def __init__(
        self,
        questions: QuestionRepository,
        settings: SettingsRepository,
        proposer: Proposer,
        clock: Clock = system_clock,
    ) -> None:
        self._questions = questions
        self._settings = settings
        self._proposer = proposer
        self._clock = clock

    def request(self, course_id: str, order: Order, *, by: Caller, once: Once) -> Generation:
        """Ask for questions. While the same is being made, that is the answer.

        Raises ``NothingToAskAbout``, ``AiSwitchedOff``.
        """
        require_author(self._questions.org_id, course_id, by)
        if not self._settings.read().switched_on:
            raise AiSwitchedOff
        self._require_lessons(course_id, order)
        digest = hashlib.sha256(f"{course_id}|{order.model_dump_json()}".encode()).hexdigest()[:32]
        made = undisturbed(lambda: self._begin(course_id, order, digest, by, once))
        return self._questions.get(made)

    def read(self, generation_id: str, *, by: Caller) -> Generation:
        """How far a generation is, and what came of it. Raises ``GenerationNotFound``."""
        generation = self._questions.get(generation_id)
        require_author(self._questions.org_id, generation.course_id, by)
        return generation

    def cancel(self, generation_id: str, *, by: Caller) -> Generation:
        """Make no more; nothing of it is kept. Raises ``GenerationOver``."""
        self.read(generation_id, by=by)

        def attempt() -> None:
            generation = self._questions.get(generation_id)
            if generation.state is GenerationState.CANCELLED:
                return
            if generation.over:
                raise GenerationOver(generation_id=generation_id, state=generation.state)
            self._end(generation, GenerationState.CANCELLED, CANCELLED, None)

        undisturbed(attempt)
        return self._questions.get(generation_id)

    # -- the workflow's

    def load(self, generation_id: str) -> list[dict[str, Any]]:
        """The parts to be made, one for each lesson; none for what is over. Safe to repeat."""
        generation = self._questions.get(generation_id)
        if generation.over:
            return []
        order = generation.order
        lessons = lessons_asked_about(self._questions.org_id, generation.course_id, order.source)
        undisturbed(lambda: self._progress(generation_id, total=max(1, len(lessons))))
        if len(lessons) <= 1:
            shares = [order.count]
        else:
            texts = texts_of(self._questions.org_id, generation.course_id, lessons)
            shares = shares_of(order.count, [sum(len(part.text) for part in one.parts) for one in texts])
        ids: list[str | None] = [one.lesson_id for one in lessons] or [None]
        return [
            {"place": place, "lesson_id": lesson_id, "count": share}
            for place, (lesson_id, share) in enumerate(zip(ids, shares, strict=True))
        ]

    def make(self, generation_id: str, place: int, lesson_id: str | None, count: int, waited: int) -> tuple[str, int]:
        """Make the questions of one lesson and keep them until the end. Safe to repeat: what is made stays.

        Returns ``made``, ``over``, or ``wait`` with for how many seconds.
        """
        generation = self._questions.get(generation_id)
        if generation.over:
            return "over", 0
        if self._questions.has_batch(generation_id, place):
            return "made", 0
        lesson, others = self._texts(generation, lesson_id)
        names = names_around(self._questions.org_id, generation.course_id, [generation.requested_by])
        part = Part(place, lesson, others, count, names)
        try:
            made = self._proposer.propose(generation, part, self._asked(generation.course_id), waited)
        except ComeBack as later:
            return "wait", ceil(later.after_s)
        except AiSwitchedOff as off:
            self.skip(generation_id, place, lesson_id, off.code)
            return "made", 0
        rejected = [
            RejectedQuestion(kind=one.item.kind, prompt=one.item.prompt[:500], reason=one.reason, lesson_id=lesson_id)
            for one in made.generated.rejected
        ]
        batch = {
            "used": [one.model_dump(mode="json") for one in made.used],
            "items": [
                {"item": one.item.model_dump(mode="json"), "guessed": one.guessed} for one in made.generated.weighed()
            ],
            "rejected": [one.model_dump(mode="json") for one in rejected[:MOST_SHOWN_REJECTED]],
            "counts": Counter(one.reason for one in rejected),
        }
        self._questions.keep_batch(generation_id, place, batch)
        undisturbed(lambda: self._progress(generation_id, done=1))
        return "made", 0

    def skip(self, generation_id: str, place: int, lesson_id: str | None, code: str) -> None:
        """Note that nothing could be made of a lesson; the others go on. Safe to repeat."""
        failed = FailedPart(lesson_id=lesson_id, code=code).model_dump(mode="json")
        self._questions.keep_batch(generation_id, place, {"failed": failed})
        undisturbed(lambda: self._progress(generation_id, done=1))

    def finish(self, generation_id: str) -> str:
        """Put the lessons' questions together, keep them as drafts, and tell. Safe to repeat."""
        undisturbed(lambda: self._finish(generation_id))
        return "done"

    def abandon(self, generation_id: str) -> None:
        """Write down that nothing came of it. Safe to repeat."""

        def attempt() -> None:
            generation = self._questions.get(generation_id)
            if not generation.over:
                self._end(generation, GenerationState.FAILED, FAILED, _failed(generation))

        undisturbed(attempt)

    # -- steps

    def _begin(self, course_id: str, order: Order, digest: str, by: Caller, once: Once) -> str:
        running = self._questions.find_running(course_id, digest)
        if running is not None:
            return running.generation_id
        job = Job.asked("ai", WORK, by.user_id, clock=self._clock)
        now = self._clock.now()
        generation = Generation(
            generation_id=new_id("gen", self._clock),
            job_id=job.job_id,
            course_id=course_id,
            order=order,
            digest=digest,
            requested_by=by.user_id,
            created_at=now,
            updated_at=now,
        )
        return self._questions.add(generation, job, once)

    def _require_lessons(self, course_id: str, order: Order) -> None:
        source = order.source
        if source.text is not None:
            return
        found = {one.lesson_id for one in lessons_asked_about(self._questions.org_id, course_id, source)}
        for place, lesson_id in enumerate(source.lesson_ids):
            if lesson_id not in found:
                raise Unprocessable.field(f"/lesson_ids/{place}", "not_found", "The course has no such lesson.")
        if source.topic_id and not found:
            raise Unprocessable.field("/topic_id", "not_found", "The course has no such topic with lessons.")
        if not found:
            raise NothingToAskAbout(course_id=course_id)

    def _texts(self, generation: Generation, lesson_id: str | None) -> "tuple[Lesson, list[Lesson]]":
        """The lesson, and those around it in the course, the nearest first."""
        source, org_id = generation.order.source, self._questions.org_id
        if lesson_id is None:
            return text_as_lesson(source.title, source.text or ""), []
        found = lessons_asked_about(org_id, generation.course_id, type(source)())
        at = next((place for place, one in enumerate(found) if one.lesson_id == lesson_id), None)
        if at is None:
            raise NothingToAskAbout(course_id=generation.course_id)
        around = sorted(
            range(max(0, at - NEIGHBOURS), min(len(found), at + NEIGHBOURS + 1)), key=lambda one: abs(one - at)
        )
        lesson, *others = texts_of(org_id, generation.course_id, [found[place] for place in around])
        return lesson, others

    def _asked(self, course_id: str) -> list[str]:
        """What the course's drafts ask, and its bank, as far as they are compared with."""
        from functions.assessment.published import prompts as assessment  # brings every type of question

        return [*self._questions.asked(course_id), *assessment.list_prompts(self._questions.org_id, course_id)]

    def _progress(self, generation_id: str, *, done: int = 0, total: int | None = None) -> None:
        generation = self._questions.get(generation_id)
        if generation.over:
            return
        now, job = self._clock.now(), self._questions.get_job(generation.job_id)
        values = {"state": JobState.RUNNING, "done": job.done + done, "total": total or job.total, "updated_at": now}
        running = generation.model_copy(update={"state": GenerationState.RUNNING, "updated_at": now})
        self._questions.save(running, job.model_copy(update=values))

    def _finish(self, generation_id: str) -> None:
        generation = self._questions.get(generation_id)
        if generation.over:
            return
        batches = self._questions.batches(generation_id)
        made = self._proposer.combine(generation, batches, self._asked(generation.course_id))
        rejected = [RejectedQuestion.model_validate(one) for batch in batches for one in batch.get("rejected", ())]
        counts = sum((Counter(batch.get("counts", {})) for batch in batches), Counter[str]())
        counts.update(one.reason for one in made.rejected)
        now = self._clock.now()
        used = tallied(Used.model_validate(one) for batch in batches for one in batch.get("used", ()))
        over = generation.model_copy(
            update={
                "state": GenerationState.SUCCEEDED,
                "provider": used[0].provider if used else None,
                "used": used,
                "drafted": len(made.items),
                "rejected": dict(counts),
                "shown_rejected": tuple(rejected[:MOST_SHOWN_REJECTED]),
                "failed": tuple(FailedPart.model_validate(batch["failed"]) for batch in batches if "failed" in batch),
                "updated_at": now,
            }
        )
        if len(over.failed) == len(batches):
            self._end(over, GenerationState.FAILED, FAILED, _failed(over))
            return
        drafts = [self._draft(over, item) for item in made.items]
        told = QuestionsDrafted(
            generation_id=generation_id,
            job_id=generation.job_id,
            course_id=generation.course_id,
            requested_by=generation.requested_by,
            drafted=len(drafts),
            rejected=sum(counts.values()),
        )
        job = self._questions.get_job(generation.job_id)
        result = {"generation_id": generation_id, "drafted": len(drafts), "rejected": sum(counts.values())}
        done = job.model_copy(update={"state": JobState.SUCCEEDED, "result": result, "updated_at": now})
        self._questions.finish(over, done, drafts, told)
        log("questions.drafted", generation_id=generation_id, drafted=len(drafts))

    def _draft(self, generation: Generation, item: Item) -> QuestionDraftKept:
        from functions.ai.domain.questions.checks import whole_text
        from functions.ai.domain.questions.definitions import definition

        now = self._clock.now()
        return QuestionDraftKept(
            draft_id=new_id("qdr", self._clock),
            generation_id=generation.generation_id,
            course_id=generation.course_id,
            type=item.kind,
            question=definition(item),
            asks=whole_text(item),
            passages=item.passages,
            criteria=tuple(one.model_dump() for one in item.criteria),
            difficulty=item.difficulty,
            tags=("generated",),
            provider=item.made_by,
            created_at=now,
            updated_at=now,
        )

    def _end(
        self,
        generation: Generation,
        state: GenerationState,
        problem: Mapping[str, Any],
        tells: GenerationFailed | None,
    ) -> None:
        now, job = self._clock.now(), self._questions.get_job(generation.job_id)
        over = generation.model_copy(update={"state": state, "updated_at": now})
        self._questions.finish(over, job.failed(dict(problem), now), (), tells)


def _failed(generation: Generation) -> GenerationFailed:
    return GenerationFailed(
        generation_id=generation.generation_id,
        job_id=generation.job_id,
        course_id=generation.course_id,
        requested_by=generation.requested_by,
    )
