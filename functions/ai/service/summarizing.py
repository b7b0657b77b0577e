"""Summaries: ordered, made section by section, put together; one that fails costs no other."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil

from events.ai import SummaryFailed, SummaryReady, SummaryRequested
from functions.ai.domain.grading.hygiene import leads_away
from functions.ai.domain.orders import Summarized, SummaryOrder, SummaryState, put_together
from functions.ai.domain.passages import Section
from functions.ai.domain.tasks import CitedText, SummarizeRequest, SummarizeResult
from functions.ai.errors import AiSwitchedOff, MaterialNotFound, SummaryNotFound, SummaryOver
from functions.ai.permissions import SUMMARIZE_ALL
from functions.ai.repository.settings import SettingsRepository
from functions.ai.repository.summaries import SummaryRepository
from functions.ai.service.desk import ComeBack, Desk
from functions.ai.service.materials import Place, material_at, sections_of_lessons, sections_of_text, spoken_in
from functions.ai.service.people import names_around
from functions.ai.service.purposes import Feature, Purpose
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import undisturbed
from shared.idempotency import Once
from shared.ids import new_id
from shared.jobs import Job, JobState
from shared.listing import Listed, PageKey
from shared.observability import log

WORK = "ai.summary"
FEWEST_WORDS = 20
WAITS = 3
"""How often a section waits for a provider that asks to come back, before the embedded one does it."""
PROBLEMS = {
    SummaryState.FAILED: {"code": "summary_failed", "detail": "Nothing could be made. Resume it, or order it again."},
    SummaryState.CANCELLED: {"code": "summary_cancelled", "detail": "It was cancelled."},
}
LASTING = {SummaryState.QUEUED, SummaryState.SUCCEEDED, SummaryState.PARTIAL}


@dataclass(frozen=True, slots=True)
class SummaryWish:
    """What is wanted, of a place or of a text."""

    place: Place | None
    text: str | None
    title: str
    language: str | None
    wanted: str | None
    words: int
    points: int
    terms: int


class SummaryService:
    """One tenant's summaries."""

    def __init__(self, summaries: SummaryRepository, settings: SettingsRepository, desk: Desk) -> None:
        self._summaries = summaries
        self._settings = settings
        self._desk = desk
        self._org_id = summaries.org_id

    def order(self, wish: SummaryWish, *, by: Caller, once: Once) -> SummaryOrder:
        """Order a summary; the same request of the same person finds the one there is.

        Raises ``MaterialNotFound``, ``MaterialTooLarge``, ``LessonsNotOpen`` or ``AiSwitchedOff``.
        """
        if not self._settings.read().switched_on:
            raise AiSwitchedOff
        order, text = self._ordered(wish, by)

        def place() -> SummaryOrder:
            known = self._summaries.find_same(order.digest)
            found = self._summaries.get(known) if known else None
            if found and found.state in LASTING:
                return found
            job = Job.asked("ai", WORK, by.user_id).model_copy(update={"total": order.sections})
            made = order.model_copy(update={"job_id": job.job_id})
            told = SummaryRequested(summary_id=order.summary_id, run=1)
            return self._summaries.get(self._summaries.add(made, text, job, once, instead=known, tells=told))

        return undisturbed(place)

    def _ordered(self, wish: SummaryWish, by: Caller) -> tuple[SummaryOrder, str | None]:
        now = system_clock.now()
        values: dict[str, object] = {"title": wish.title}
        if wish.place:
            material = material_at(self._org_id, wish.place, by=by)
            place = {"course_id": wish.place.course_id, "version": material.version, "lesson_ids": material.lesson_ids}
            values = {"title": material.title, **place}
            believed = material.language
            sections = sections_of_lessons(self._org_id, wish.place.course_id, material.version, material.lesson_ids)
        else:
            believed = "en"
            sections = sections_of_text(wish.title, wish.text or "")
        values |= {"language": wish.language or spoken_in(sections, believed), "sections": len(sections)}
        content = json.dumps([by.user_id, asdict(wish), values], sort_keys=True, default=str)
        order = SummaryOrder(
            summary_id=new_id("sum"),
            job_id="",
            requested_by=by.user_id,
            wanted=wish.wanted,
            words=wish.words,
            points=wish.points,
            terms=wish.terms,
            digest=hashlib.sha256(content.encode()).hexdigest(),
            created_at=now,
            updated_at=now,
            **values,  # type: ignore[arg-type]  # checked by the model itself
        )
        return order, None if wish.place else wish.text

    def read(self, summary_id: str, *, by: Caller) -> tuple[SummaryOrder, Summarized | None]:
        """An order of one's own, and what was made of it. Raises ``SummaryNotFound``."""
        order = self._own(summary_id, by)
        return order, self._summaries.find_whole(summary_id) if order.over else None

    def list(self, *, by: Caller, limit: int, start: PageKey) -> Listed[SummaryOrder]:
        """One's own orders, newest first."""
        return self._summaries.list(by.user_id, limit=limit, start=start)

    def cancel(self, summary_id: str, *, by: Caller) -> SummaryOrder:
        """Make no more of it. Raises ``SummaryOver`` once it is over."""

        def act() -> SummaryOrder:
            order = self._own(summary_id, by)
            if order.over:
                raise SummaryOver(summary_id=summary_id, state=order.state)
            self._end(order, SummaryState.CANCELLED, None, ())
            return self._summaries.get(summary_id)

        return undisturbed(act)

    def resume(self, summary_id: str, *, by: Caller) -> SummaryOrder:
        """Make what is missing. Raises ``SummaryOver`` where nothing is."""

        def act() -> SummaryOrder:
            order = self._own(summary_id, by)
            if order.state in {SummaryState.QUEUED, SummaryState.SUCCEEDED}:
                raise SummaryOver(summary_id=summary_id, state=order.state)
            again = order.model_copy(
                update={"state": SummaryState.QUEUED, "run": order.run + 1, "updated_at": system_clock.now()}
            )
            job = self._summaries.get_job(order.job_id)
            job = job.model_copy(update={"state": JobState.QUEUED, "problem": None, "updated_at": again.updated_at})
            told = SummaryRequested(summary_id=summary_id, run=again.run)
            self._summaries.save(again, job, None, tells=told)
            return self._summaries.get(summary_id)

        return undisturbed(act)

    # -- the workflow's

    def load(self, summary_id: str) -> Sequence[int]:
        """The numbers of the sections that are not made yet; none for an order that is over."""
        order = self._summaries.get(summary_id)
        if order.over:
            return []
        made = self._summaries.sections(summary_id)
        return [number for number in range(order.sections) if number not in made]

    def make(self, summary_id: str, number: int, waited: int) -> tuple[str, int]:
        """Summarize a section. Returns ``made``, ``over``, or ``wait`` with for how many seconds. Safe to repeat."""
        order = self._summaries.get(summary_id)
        if order.over or number in self._summaries.sections(summary_id):
            return "over", 0
        sections = self._sections(order)
        section, all_words = sections[number], max(1, sum(one.words for one in sections))
        share = section.words / all_words
        request = SummarizeRequest(
            language=order.language,
            names=names_around(self._org_id, order.course_id, [order.requested_by]),
            title=section.title,
            passages=section.passages,
            words=max(FEWEST_WORDS, round(order.words * share)),
            points=max(1, ceil(order.points * share)),
            terms=max(2, ceil(order.terms * share)) if order.terms else 0,
            wanted=order.wanted,
        )
        purpose = Purpose(
            Feature.SUMMARIES, order.requested_by, f"{summary_id}-{number}-{order.run}", may_come_back=waited < WAITS
        )
        try:
            result = self._desk.summarize(request, purpose)
        except ComeBack as later:
            return "wait", ceil(later.after_s)
        self._summaries.keep_section(order, number, checked(result, section))
        return "made", 0

    def finish(self, summary_id: str) -> str:
        """Put together what was made. Returns the state. Safe to repeat."""

        def act() -> str:
            order = self._summaries.get(summary_id)
            if order.over:
                return order.state
            made = self._summaries.sections(summary_id)
            failed = tuple(number for number in range(order.sections) if number not in made)
            if not made:
                self._end(order, SummaryState.FAILED, None, failed)
                return SummaryState.FAILED
            whole = put_together([made[number] for number in sorted(made)], order.points, order.terms)
            state = SummaryState.PARTIAL if failed else SummaryState.SUCCEEDED
            self._end(order, state, whole, failed)
            log("summary.made", summary_id=summary_id, state=state, sections=order.sections, failed=len(failed))
            return state

        return undisturbed(act)

    def _end(self, order: SummaryOrder, state: SummaryState, whole: Summarized | None, failed: tuple[int, ...]) -> None:
        now = system_clock.now()
        ended = order.model_copy(update={"state": state, "failed_sections": failed, "updated_at": now})
        job = self._summaries.get_job(order.job_id)
        whose = {"summary_id": order.summary_id, "requested_by": order.requested_by}
        told: SummaryReady | SummaryFailed | None = None
        if whole is None:
            values: dict[str, object] = {"state": JobState.FAILED, "problem": PROBLEMS[state]}
            if state is SummaryState.FAILED:  # who cancels it knows
                told = SummaryFailed(**whose)
        else:
            result = {"summary_id": order.summary_id, "failed_sections": list(failed)}
            values = {"state": JobState.SUCCEEDED, "result": result, "problem": None}
            told = SummaryReady(**whose)
        self._summaries.save(ended, job.model_copy(update={**values, "updated_at": now}), whole, tells=told)

    def _sections(self, order: SummaryOrder) -> Sequence[Section]:
        if order.course_id is not None:
            return sections_of_lessons(self._org_id, order.course_id, order.version or 0, order.lesson_ids)
        text = self._summaries.find_text(order.summary_id)
        if text is None:
            raise MaterialNotFound
        return sections_of_text(order.title, text)

    def _own(self, summary_id: str, by: Caller) -> SummaryOrder:
        order = self._summaries.get(summary_id)
        if order.requested_by != by.user_id and not by.may(SUMMARIZE_ALL):
            raise SummaryNotFound(summary_id=summary_id)
        return order


def checked(result: SummarizeResult, section: Section) -> SummarizeResult:
    """Without what cites anything that does not stand where it says, or leads where the section does not."""
    texts = {passage.passage_id: passage.text for passage in section.passages}

    whole = " ".join(texts.values())

    def stands(said: CitedText) -> bool:
        return (
            bool(said.cites and said.text)
            and not leads_away(said.text, whole)
            and all(texts.get(cite.passage_id, "")[cite.start : cite.end] == cite.text for cite in said.cites)
        )

    return result.model_copy(
        update={
            "sentences": tuple(filter(stands, result.sentences)),
            "points": tuple(filter(stands, result.points)),
            "glossary": tuple(
                entry for entry in result.glossary if stands(entry.explanation) and not leads_away(entry.term, whole)
            ),
            "suggestions": tuple(one for one in result.suggestions if not leads_away(one.text, whole)),
        }
    )
