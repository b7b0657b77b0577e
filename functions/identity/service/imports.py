"""Inviting many people from a file, as a job that can stop anywhere and go on from there."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from events.identity import MemberImportRequested
from functions.identity.domain.audit import Act
from functions.identity.domain.imports import Line, Outcome, read_lines
from functions.identity.domain.members import Invitee
from functions.identity.domain.organizations import PLATFORM_ID, Settings
from functions.identity.domain.people import Person
from functions.identity.errors import OrganizationProtected, TooManyOrganizations
from functions.identity.gateways.files import ImportFiles
from functions.identity.repository.audit import AuditRepository
from functions.identity.repository.imports import Imported, ImportRepository
from functions.identity.repository.people import PeopleRepository
from functions.identity.service.border import reachable
from functions.identity.service.finding import Found
from functions.identity.service.invitations import InvitationService, drafted
from functions.identity.service.roster import Roster
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import ConditionFailed, chunks, undisturbed
from shared.idempotency import Once
from shared.jobs import Job, JobState
from shared.observability import log
from shared.pagination import PageRequest

WORK = "members.import"
LINES_PER_STEP = 250
"""So many take a function some seconds; a step has minutes."""
LINES_AT_ONCE = 50


class ImportService:
    """Imports of members.

    What became of a line is written in the same transaction as the member it made, so a step that died, or ran twice,
    finds what is done and does only the rest.
    """

    def __init__(self, people: PeopleRepository, invitations: InvitationService, files: ImportFiles) -> None:
        self._people = people
        self._invitations = invitations
        self._files = files

    def request(self, caller: Caller, org_id: str, content: bytes, once: Once) -> Job:
        """Ask for an import. Raises ``ImportNotReadable`` at once when the file is no list of people."""
        imports = ImportRepository(reachable(caller, org_id))
        if org_id == PLATFORM_ID:
            raise OrganizationProtected
        lines = read_lines(content)
        job = Job.asked("identity", WORK, caller.user_id).model_copy(update={"total": len(lines)})
        self._files.put(org_id, job.job_id, content)
        audit = AuditRepository(org_id)
        made = imports.add(
            job,
            once,
            tells=MemberImportRequested(job_id=job.job_id),
            record=lambda transaction: audit.record(transaction, Act.MEMBERS_IMPORTED, job.job_id, rows=len(lines)),
        )
        if made != job.job_id:
            self._files.delete(org_id, job.job_id)
        return imports.get(made)

    def step(self, org_id: str, job_id: str) -> str:
        """Import the next lines. Returns ``more`` while there are some, then ``done``."""
        imports = ImportRepository(org_id)
        job = imports.get(job_id)
        if job.is_over:
            return "done"
        lines = read_lines(self._files.get(org_id, job_id))
        roster = Roster(org_id)
        _, settings = roster.organization.get_with_settings()
        for batch in chunks(lines[job.done : job.done + LINES_PER_STEP], LINES_AT_ONCE):
            outcomes = self._import(roster, settings, imports, job_id, batch)
            job = imports.save(job.counting(len(batch), outcomes, system_clock.now()))
        log("import.step", job_id=job_id, done=job.done, total=job.total)
        if job.state is JobState.SUCCEEDED:
            self._files.delete(org_id, job_id)
            return "done"
        return "more"

    def abandon(self, org_id: str, job_id: str) -> None:
        """Write into the job that it cannot go on. What was imported stays, and its report."""

        def fail() -> None:
            imports = ImportRepository(org_id)
            job = imports.get(job_id)
            if not job.is_over:
                problem = {"code": "import_interrupted", "detail": "The import stopped. Upload the file again."}
                imports.save(job.failed(problem, system_clock.now()))

        undisturbed(fail)
        self._files.delete(org_id, job_id)

    def report(self, caller: Caller, org_id: str, job_id: str, paging: PageRequest) -> Found[Imported]:
        """What became of each line so far. Raises ``JobNotFound``."""
        imports = ImportRepository(reachable(caller, org_id))
        query = f"import|{job_id}"
        start = paging.start(query, org_id=org_id)
        if start is None:
            imports.get(job_id)
        page = imports.list_imported(job_id, limit=paging.limit, start=start)
        return Found.page(page, query, org_id=org_id)

    def _import(
        self, roster: Roster, settings: Settings, imports: ImportRepository, job_id: str, lines: list[Line]
    ) -> Counter[str]:
        """Import some lines; those that were before are only counted."""
        before = imports.find_imported(job_id, [line.number for line in lines])
        outcomes: Counter[str] = Counter(imported.outcome for imported in before.values())
        ahead = [line for line in lines if line.number not in before]
        known = self._known(roster, ahead)
        for line in ahead:
            try:
                outcome = self._write(roster, settings, imports, job_id, line, known.get(line.email))
            except ConditionFailed:
                outcome = undisturbed(partial(self._again, roster, settings, imports, job_id, line))
            outcomes[outcome] += 1
        return outcomes

    def _again(self, roster: Roster, settings: Settings, imports: ImportRepository, job_id: str, line: Line) -> Outcome:
        """A line that somebody else changed something about: the same person, or the same line in another run."""
        written = imports.find_imported(job_id, [line.number])
        if written:
            return written[line.number].outcome
        known = self._known(roster, [line])
        return self._write(roster, settings, imports, job_id, line, known.get(line.email))

    def _known(self, roster: Roster, lines: list[Line]) -> dict[str, "_Known"]:
        """Who of them is a person already, and who a member, in three calls for all."""
        accounts = self._people.find_accounts({line.email for line in lines if line.fault is None})
        user_ids = [account.user_id for account in accounts.values()]
        people, members = self._people.find_people(user_ids), roster.members.find_many(user_ids)
        return {
            email: _Known(people[account.user_id], account.user_id in members) for email, account in accounts.items()
        }

    def _write(
        self,
        roster: Roster,
        settings: Settings,
        imports: ImportRepository,
        job_id: str,
        line: Line,
        known: "_Known | None",
    ) -> Outcome:
        """Invite one person, unless something is against it, and write down which."""
        outcome = line.fault or (Outcome.ALREADY_MEMBER if known and known.is_member else Outcome.CREATED)
        user_id = known.person.user_id if known else None
        with self._people.transaction() as transaction:
            if outcome is Outcome.CREATED:
                try:
                    invitee = Invitee(line.email, line.name, (line.role,))
                    person, member = drafted(invitee, known.person if known else None, roster.org_id, settings)
                    self._invitations.take_in(transaction, roster, person, member)
                    user_id = person.user_id
                except TooManyOrganizations:
                    outcome = Outcome.TOO_MANY_ORGANIZATIONS
            imports.put_imported(transaction, job_id, line, outcome, user_id)
        return outcome


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody whose address is an account already."""

    person: Person
    is_member: bool
