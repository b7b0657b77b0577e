"""Taking in what devices tell of their learners, and saying where one left off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from functions.catalog.published import assets as catalog_assets
from functions.catalog.published import bodies as catalog_bodies
from functions.catalog.published.outlines import OutlineLesson
from functions.learning.domain.completion import PLAYING, Attempt, Parts
from functions.learning.domain.courses import lesson_set
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.facts import Fact, FactKind, refusal
from functions.learning.domain.work import Place
from functions.learning.errors import NotEnrolled
from functions.learning.repository.work import LESSONS_AT_ONCE, Done, Resume, WorkRepository
from functions.learning.service.progress import ProgressService, Study
from shared.auth import Caller
from shared.device_clocks import skew
from shared.dynamo import undisturbed
from shared.remembering import BoundedCache

HEAVIEST = 200_000
"""So many bytes the state of one lesson may weigh as it is stored; what honest devices tell weighs a few hundred."""

_kept: BoundedCache[tuple[str, str, str], Parts] = BoundedCache(2000, weigh=lambda parts: 1)


@dataclass(frozen=True, slots=True)
class LessonWork:
    """What somebody has done in a lesson, and whether that completes it."""

    lesson: OutlineLesson
    parts: Parts
    done: Done
    completed: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of some facts: why each was refused, by its id (those not named were taken), and how things stand."""

    refused: Mapping[str, str]
    lessons: list[LessonWork]
    study: Study
    enrolment: Enrolment


class FactService:
    """What devices tell of one tenant's learners."""

    def __init__(self, works: WorkRepository, progress: ProgressService) -> None:
        self._works = works
        self._progress = progress

    def take(self, course_id: str, facts: Sequence[Fact], *, sent_at: datetime, by: Caller) -> Taken:
        """Take in facts of a course, in whatever order and however often they come. Each is judged for itself."""
        return undisturbed(lambda: self._take(course_id, facts, sent_at, by))

    def lesson(self, course_id: str, lesson_id: str, *, by: Caller) -> LessonWork:
        """What the learner has done in a lesson, and where in it they are."""
        study = self._progress.study(course_id, by=by, lesson_ids=[lesson_id])
        _, lesson = study.lesson(lesson_id)
        parts = self._parts(course_id, lesson)
        return LessonWork(lesson, parts, study.desk.done[lesson_id], study.enrolment.has_done(lesson.ordinal))

    def resume(self, course_id: str, *, by: Caller) -> tuple[Study, OutlineLesson | None, Resume | None]:
        """The lesson that the learner opened last; before that, and where it is gone, the first one to do."""
        study = self._progress.study(course_id, by=by)
        return study, *resumed(study)

    def hear_attempt(
        self, course_id: str, user_id: str, assessment_id: str, lesson_id: str | None, attempt_id: str, attempt: Attempt
    ) -> None:
        """Keep an attempt's mark, and complete what is complete with it. Safe to repeat: only newer news counts."""

        def hear() -> None:
            known = self._works.find_desk(course_id, user_id).scores
            scores = known.hear(assessment_id, attempt_id, attempt)
            if scores is not known:
                self._works.save_scores(course_id, user_id, scores)
            try:
                study = self._progress.study_of(course_id, user_id, lesson_ids=[lesson_id] if lesson_id else [])
            except NotEnrolled:
                return
            lesson = study.outline.find_lesson(lesson_id) if lesson_id else None
            done = [lesson] if lesson and self._is_done(study, lesson, study.desk.done[lesson.lesson_id]) else []
            self._progress.settle(study, done)

        undisturbed(hear)

    def _take(self, course_id: str, facts: Sequence[Fact], sent_at: datetime, by: Caller) -> Taken:
        asked = list(dict.fromkeys(fact.lesson_id for fact in facts))[:LESSONS_AT_ONCE]
        study = self._progress.study(course_id, by=by, lesson_ids=asked)
        batch = _Batch(study, sent_at, {key: self._parts_of(study, key) for key in asked})
        waiting = sorted(facts, key=lambda fact: (fact.at, fact.fact_id))
        while waiting:
            # What opens with a lesson that is done by these facts is open to them, whatever order they came in.
            closed = [fact for fact in waiting if not batch.take(fact)]
            if not batch.complete() or len(closed) == len(waiting):
                batch.refused |= dict.fromkeys((fact.fact_id for fact in closed), "lesson_locked")
                break
            waiting = closed
        for lesson_id, done in batch.done.items():
            if done != study.desk.done[lesson_id]:
                self._works.save_work(course_id, by.user_id, lesson_id, done)
        if batch.resume and batch.resume != study.desk.resume:
            self._works.save_resume(course_id, by.user_id, batch.resume)
        enrolment = self._progress.settle(study, batch.completed)
        lessons = [
            LessonWork(lesson, batch.parts[key], batch.done[key], enrolment.has_done(lesson.ordinal))
            for key in asked
            if (lesson := study.outline.find_lesson(key))
        ]
        return Taken(batch.refused, lessons, study, enrolment)

    def _is_done(self, study: Study, lesson: OutlineLesson, done: Done) -> bool:
        parts = self._parts(study.course.course_id, lesson)
        return parts.done(done.work, study.desk.scores, study.desk.rules)

    def _parts_of(self, study: Study, lesson_id: str) -> Parts:
        lesson = study.outline.find_lesson(lesson_id)
        return self._parts(study.course.course_id, lesson) if lesson else Parts(frozenset(), (), ())

    def _parts(self, course_id: str, lesson: OutlineLesson) -> Parts:
        return _parts(self._works.org_id, course_id, lesson.body_id)


class _Batch:
    """The facts of one request on their way in."""

    def __init__(self, study: Study, sent_at: datetime, parts: Mapping[str, Parts]) -> None:
        self.study = study
        self.parts = parts
        self.done: dict[str, Done] = dict(study.desk.done)
        self.refused: dict[str, str] = {}
        self.resume = study.desk.resume
        self.completed: list[OutlineLesson] = []
        self._by_now = study
        self._sent_at = sent_at
        self._skew = skew(sent_at, study.at)

    def take(self, fact: Fact) -> bool:
        """Take a fact in, or say why not. False where its lesson is not open, or not yet."""
        study = self.study
        lesson = study.outline.find_lesson(fact.lesson_id)
        code = refusal(fact.at, sent_at=self._sent_at, now=study.at, since=study.enrolment.enrolled_at)
        if lesson is None:
            code = "lesson_not_found"
        elif fact.lesson_id not in self.done:
            code = "too_many_lessons"
        elif fact.block_id is not None and fact.block_id not in self.parts[fact.lesson_id].blocks:
            code = "block_not_found"
        elif not code and self._by_now.locks(lesson):
            return False
        code = code or self._join(fact)
        if code:
            self.refused[fact.fact_id] = code
        return True

    def complete(self) -> bool:
        """Note which lessons are done with what was taken in so far; whether there are any new ones."""
        new = [
            lesson
            for key, done in self.done.items()
            if (lesson := self.study.outline.find_lesson(key))
            and not self.study.enrolment.has_done(lesson.ordinal)
            and lesson not in self.completed
            and not self._by_now.locks(lesson)
            and self.parts[key].done(done.work, self.study.desk.scores, self.study.desk.rules)
        ]
        self.completed += new
        seen = lesson_set(*(lesson.ordinal for lesson in self.completed)) | self.study.enrolment.lessons_done
        # Locks ask for what is done by now; what is stored is made of the enrolment as it was read.
        self._by_now = replace(self.study, enrolment=self.study.enrolment.model_copy(update={"lessons_done": seen}))
        return bool(new)

    def _join(self, fact: Fact) -> str | None:
        before, moment = self.done[fact.lesson_id], fact.at + self._skew
        work = before.work | fact.work(moment)
        news = work != before.work
        if news and len(work.dump()) > HEAVIEST:
            return "too_much"
        place = before.place
        # Sent again, a fact says nothing new, and takes nobody back to where they were then.
        placed = fact.position_s is not None and (news or (place is None or moment > place.at))
        if placed and fact.position_s is not None:
            same = place and (place.block_id, place.position_s) == (fact.block_id, fact.position_s)
            place = place if same else Place(fact.block_id, fact.position_s, self.study.at)
        self.done[fact.lesson_id] = replace(before, work=work, place=place)
        self._move(fact, moment, news)
        return None

    def _move(self, fact: Fact, moment: datetime, news: bool) -> None:
        """The course is resumed at the lesson that was opened last, by the order in which the server hears of it."""
        at = self.resume
        if at is None or (
            at.lesson_id != fact.lesson_id and fact.kind is FactKind.OPENED and (news or moment > at.opened_at)
        ):
            self.resume = Resume(fact.lesson_id, self.study.at, at.revision if at else 0)


def resumed(study: Study) -> tuple[OutlineLesson | None, Resume | None]:
    """Where a course is gone on with."""
    at = study.desk.resume
    lesson = study.outline.find_lesson(at.lesson_id) if at else None
    if lesson:
        return lesson, at
    return next((one for one in study.outline.lessons if not study.enrolment.has_done(one.ordinal)), None), None


def _parts(org_id: str, course_id: str, body_id: str) -> Parts:
    """Kept for good, as a body never changes, and nor does a file: one read more where something plays, or none."""

    def make() -> Parts:
        blocks = catalog_bodies.lesson_body(org_id, course_id, body_id).blocks
        files = [str(block["asset_id"]) for block in blocks if block["type"] in PLAYING]
        return Parts.of(blocks, catalog_assets.find_durations(org_id, files))

    return _kept.get((org_id, course_id, body_id), make)
