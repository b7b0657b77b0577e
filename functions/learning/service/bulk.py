"""Enrolling many at once, as a job that can stop anywhere and go on from there."""

from collections import Counter
from collections.abc import Mapping, Sequence

from events.learning import BulkEnrolmentRequested
from functions.catalog.published import courses as catalog
from functions.identity import published as identity
from functions.identity.published import PersonCard
from functions.learning.domain.bulk import IN_THE_COURSE, Line, ListOutcome, Wish, lines_of
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.groups import MOST_AT_ONCE
from functions.learning.domain.seats import MAX_WAITING
from functions.learning.domain.states import OVER
from functions.learning.errors import CourseNotOpen, GroupFull, GroupNotFound
from functions.learning.gateways.wishes import WishFiles
from functions.learning.repository.bulk import BulkRepository, Enrolled
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.groups import GroupRepository
from functions.learning.service.groups import GroupService
from functions.learning.service.seats import TRIES, SeatService
from functions.learning.service.staff import require_staff
from functions.learning.service.steps import news
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, chunks, undisturbed
from shared.idempotency import Once
from shared.ids import new_id
from shared.jobs import Job, JobState
from shared.listing import Listed, PageKey
from shared.observability import log

WORK = "enrollments.bulk"
LINES_PER_STEP = 250
LINES_AT_ONCE = 50


class BulkService:
    """One tenant's lists of people to enrol.

    What became of a line is written in the same transaction as the enrolment it made, so a step that died, or ran
    twice, finds what is done and does only the rest.
    """

    def __init__(
        self,
        repository: LearningRepository,
        lists: BulkRepository,
        seats: SeatService,
        groups: GroupService,
        files: WishFiles,
        clock: Clock = system_clock,
    ) -> None:
        self._repository = repository
        self._lists = lists
        self._seats = seats
        self._groups = groups
        self._files = files
        self._clock = clock

    def request(
        self,
        course_id: str,
        people: Sequence[Line] | str,
        *,
        invite: bool,
        group_id: str | None,
        by: Caller,
        once: Once,
    ) -> Job:
        """Ask for a list, or the members of a group, to be enrolled in a published course, as its staff, and put into
        another group if one is named.

        Raises ``CourseNotOpen`` for a course that was never published, ``GroupNotFound`` for another course's group.
        """
        org_id = self._repository.org_id
        card = require_staff(catalog.find_course(org_id, course_id), course_id, by)
        if card.current_version is None:
            raise CourseNotOpen(course_id=course_id)
        if group_id and self._groups.get(group_id, by=by).course_id not in {None, course_id}:
            raise GroupNotFound(group_id=group_id)
        lines = lines_of(self._groups.everybody(people, by=by)) if isinstance(people, str) else tuple(people)
        wish = Wish(course_id, invite, group_id, lines)
        job = Job.asked("learning", WORK, by.user_id).model_copy(update={"total": len(wish.lines)})
        self._files.put(org_id, job.job_id, wish)
        made = self._lists.add(job, once, tells=BulkEnrolmentRequested(job_id=job.job_id), course_id=course_id)
        if made != job.job_id:
            self._files.delete(org_id, job.job_id)
        return self._lists.get(made)

    def step(self, job_id: str) -> str:
        """Enrol the next of a list. Returns ``more`` while there are some, then ``done``."""
        org_id, job = self._repository.org_id, self._lists.get(job_id)
        if job.is_over:
            self._files.delete(org_id, job_id)
            return "done"
        wish = self._files.get(org_id, job_id)
        for batch in chunks(wish.lines[job.done : job.done + LINES_PER_STEP], LINES_AT_ONCE):
            outcomes = self._enrol(job_id, wish, batch)
            job = self._lists.save(job.counting(len(batch), outcomes, self._clock.now()))
        log("bulk_enrolment.step", job_id=job_id, done=job.done, total=job.total)
        if job.state is JobState.SUCCEEDED:
            self._files.delete(org_id, job_id)
            return "done"
        return "more"

    def abandon(self, job_id: str) -> None:
        """Write into the job that it cannot go on. Who was enrolled stays so, and the report too."""

        def fail() -> None:
            job = self._lists.get(job_id)
            if not job.is_over:
                problem = {"code": "bulk_interrupted", "detail": "The work stopped. Send the list again."}
                self._lists.save(job.failed(problem, self._clock.now()))

        undisturbed(fail)

    def report(self, course_id: str, job_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Enrolled]:
        """What became of each line so far, for the course's staff. Raises ``JobNotFound``."""
        require_staff(catalog.find_course(self._repository.org_id, course_id), course_id, by)
        self._lists.get_of(course_id, job_id)
        return self._lists.list_written(job_id, limit=limit, start=start)

    def _enrol(self, job_id: str, wish: Wish, lines: Sequence[Line]) -> Counter[str]:
        written = self._lists.find_written(job_id, [line.number for line in lines])
        outcomes = Counter[str](enrolled.outcome for enrolled in written.values())
        inside = [one.user_id for one in written.values() if one.user_id and one.outcome in IN_THE_COURSE]
        people = self._people([line for line in lines if line.number not in written])
        for line in lines:
            if line.number in written:
                continue
            person = people.get(line.who)
            outcome = self._write(job_id, wish, line, person)
            outcomes[outcome] += 1
            if person and outcome in IN_THE_COURSE:
                inside.append(person.user_id)
        if wish.group_id and inside:
            outcomes["not_in_group"] += self._put_in(wish.group_id, inside)
        return +outcomes

    def _people(self, lines: Sequence[Line]) -> Mapping[str, PersonCard]:
        """Who the lines name, by what they name them by."""
        org_id = self._repository.org_id
        ids = [line.who for line in lines if line.is_id]
        by_email = identity.find_people_by_email(org_id, [line.who for line in lines if "@" in line.who])
        return {**by_email, **(identity.find_people(org_id, ids) if ids else {})}

    def _write(self, job_id: str, wish: Wish, line: Line, person: PersonCard | None) -> ListOutcome:
        """Enrol one, and write down what became of it."""
        if person is None or line.again:
            outcome = ListOutcome.DUPLICATE if line.again else ListOutcome.NOT_FOUND
            return self._note(job_id, line, outcome, None)
        return undisturbed(lambda: self._admit(job_id, wish, line, person), TRIES)

    def _admit(self, job_id: str, wish: Wish, line: Line, person: PersonCard) -> ListOutcome:
        before = self._lists.find_written(job_id, [line.number])
        if before:
            return before[line.number].outcome
        now = self._clock.now()
        own, seats = self._repository.find_place(wish.course_id, person.user_id)
        if own and own.at(now) is not own:
            self._seats.end(wish.course_id, person.user_id)
            raise ConditionFailed
        if own and own.state not in OVER:
            return self._note(job_id, line, ListOutcome.ALREADY_ENROLLED, person.user_id)
        asked = own or Enrolment.asked(new_id("enr"), wish.course_id, person.user_id, now=now)
        if seats.free_for_newcomers:
            after = asked.invite() if wish.invite else asked.open(now=now, until=seats.access_until(now))
            outcome = ListOutcome.INVITED if wish.invite else ListOutcome.ENROLLED
        elif self._seats.tidy(wish.course_id, seats):
            raise ConditionFailed
        elif seats.waiting_list and seats.waiting < MAX_WAITING:
            after, outcome = asked.wait(now=now), ListOutcome.WAITING
        else:
            return self._note(job_id, line, ListOutcome.FULL, person.user_id)
        self._repository.advance(
            after,
            own,
            tells=news(own, after),
            name=person.name,
            also=lambda transaction: self._lists.add_to(transaction, job_id, line, outcome, person.user_id),
        )
        return outcome

    def _note(self, job_id: str, line: Line, outcome: ListOutcome, user_id: str | None) -> ListOutcome:
        try:
            self._lists.write(job_id, line, outcome, user_id)
        except ConditionFailed:
            return self._lists.find_written(job_id, [line.number])[line.number].outcome
        return outcome

    def _put_in(self, group_id: str, user_ids: Sequence[str]) -> int:
        """Put people into a group that may be full, or gone by now. Returns how many are not in it for that."""
        left = 0
        group = GroupRepository(self._repository.org_id).find(group_id)
        if group is None:
            return len(user_ids)
        for some in chunks(user_ids, MOST_AT_ONCE):
            try:
                self._groups.put_in(group, some)
            except (GroupFull, GroupNotFound):
                left += len(some)
        return left
