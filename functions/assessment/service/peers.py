"""Peer review: allotting works, reviewing them, working out what works and reviews are worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import islice
from secrets import token_hex

from events.assessment import PeersEvaluated
from functions.assessment.domain.assignments import Assignment, Entry, PeersMark, Submission
from functions.assessment.domain.attempts import points, rounded
from functions.assessment.domain.files import WorkFile
from functions.assessment.domain.peers import Assessed, Evaluation, Pair, allocate, evaluate, join
from functions.assessment.domain.reviewing import MOST_WORKS, Allotted, PeerRules, Peers, Review
from functions.assessment.domain.rubrics import CriterionMark, Rubric
from functions.assessment.errors import PeersNotPossible, ReviewNotFound
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.peers import PeerRepository
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.service.courses import require_place, require_staff
from functions.assessment.service.submissions import graded
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.ids import new_id
from shared.listing import each


@dataclass(frozen=True, slots=True)
class ToReview:
    """A work that somebody reads, and what they said of it; nothing tells whose it is."""

    peer_review_id: str
    text: str
    files: tuple[WorkFile, ...]
    review: Review | None


@dataclass(frozen=True, slots=True)
class OwnReviews:
    """What somebody reviews, and once both marks are worked out, what was said of their own work and its worth."""

    rubric: Rubric | None
    """None while there is nothing to review."""
    to_give: list[ToReview]
    received: list[Review]
    work_bp: int | None
    reviewing_bp: int | None


class PeerService:
    """The peer reviews of one tenant."""

    def __init__(
        self,
        peers: PeerRepository,
        assignments: AssignmentRepository,
        rubrics: RubricRepository,
        clock: Clock = system_clock,
    ) -> None:
        self._peers = peers
        self._assignments = assignments
        self._rubrics = rubrics
        self._org_id = peers.org_id
        self._clock = clock

    def allot(self, assignment_id: str, *, by: Caller) -> Peers:
        """Give each who handed in others' works to review; who came later since the last time joins in.

        Raises ``PeersNotPossible`` without peer rules, a rubric and enough works. Again without news changes nothing.
        """

        def allot() -> Peers:
            assignment, rules = self._reviewed(assignment_id)
            require_staff(self._org_id, assignment.course_id, Right.STUDENTS, by)
            works = {entry.owner_id: entry.member_ids for entry in self._handed_in(assignment_id)}
            before = self._peers.find(assignment_id)
            peers = before or Peers(assignment_id=assignment_id, seed=token_hex(8))
            known = {one.work for one in peers.allotted}
            pairs: Sequence[Pair] = [one.pair for one in peers.allotted]
            late = [work for work in works if work not in known]
            if not late:
                return peers
            if not pairs:
                pairs = allocate(works, rules.reviews, seed=peers.seed)
            else:
                said = self._peers.reviews(assignment_id)
                begun = {one.pair for one in peers.allotted if one.peer_review_id in said}
                there = {work: authors for work, authors in works.items() if work in known}
                for work in late:
                    there[work] = works[work]
                    pairs = join(pairs, there, work, rules.reviews, begun=begun, seed=peers.seed)
            ids = {one.pair: one for one in peers.allotted}
            allotted = tuple(ids.get(pair) or _allotted(pair, self._clock) for pair in pairs)
            rubric = peers.rubric or self._rubric(assignment, None).use
            after = peers.model_copy(update={"allotted": allotted, "rubric": rubric, "is_evaluated": False})
            self._peers.save(after)
            return after

        return undisturbed(allot)

    def own(self, assignment_id: str, *, by: Caller) -> OwnReviews:
        """What one reviews oneself, and what came of one's own work."""
        assignment, _ = self._reviewed(assignment_id)
        require_place(self._org_id, assignment.course_id, by)
        released_at = assignment.rules.released_at
        peers = self._peers.find(assignment_id) or Peers(assignment_id=assignment_id, seed="")
        said = self._peers.reviews(assignment_id)
        desk = self._assignments.desk(assignment_id, by.user_id)
        own = desk.team_id or by.user_id
        mine = [one for one in peers.allotted if one.reviewer == by.user_id]
        others = [one.peer_review_id for one in peers.allotted if one.work == own]
        is_told = peers.is_evaluated and (released_at is None or self._clock.now() >= released_at)
        return OwnReviews(
            rubric=self._rubric(assignment, peers) if mine else None,
            to_give=[
                ToReview(one.peer_review_id, work.text, work.files, said.get(one.peer_review_id))
                for one, work in [(one, self._last(assignment_id, one.work)) for one in mine]
                if work
            ],
            received=[said[one] for one in sorted(others) if one in said] if is_told else [],
            work_bp=peers.works_bp.get(own) if is_told else None,
            reviewing_bp=peers.reviewers_bp.get(by.user_id) if is_told else None,
        )

    def review(
        self,
        assignment_id: str,
        peer_review_id: str,
        criteria: Sequence[CriterionMark],
        comment: str | None,
        *,
        by: Caller,
    ) -> Review:
        """Say what a work that one was given is worth, as often as one likes until they are due."""

        def review() -> Review:
            assignment = self._assignments.get(assignment_id)
            require_place(self._org_id, assignment.course_id, by)
            peers = self._peers.find(assignment_id)
            mine = {one.peer_review_id for one in (peers.allotted if peers else ()) if one.reviewer == by.user_id}
            if peer_review_id not in mine:
                raise ReviewNotFound(peer_review_id=peer_review_id)
            _, rules = self._reviewed(assignment_id)
            now = self._clock.now()
            if (peers and peers.is_evaluated) or (rules.due_at and now > rules.due_at):
                raise PeersNotPossible("Reviews are taken no more.", assignment_id=assignment_id)
            self._rubric(assignment, peers).share(criteria)
            before = self._peers.reviews(assignment_id).get(peer_review_id)
            said = Review(
                peer_review_id=peer_review_id,
                criteria=tuple(criteria),
                comment=comment,
                at=now,
                revision=before.revision if before else 0,
            )
            if before and (before.criteria, before.comment) == (said.criteria, said.comment):
                return before
            self._peers.put(assignment_id, said)
            return said

        return undisturbed(review)

    def work_out(self, assignment_id: str, *, by: Caller) -> Peers:
        """Work out both marks from what was said; who gave no review has 0 for it. Repeating gives the same."""

        def work_out() -> Peers:
            assignment, _ = self._reviewed(assignment_id)
            require_staff(self._org_id, assignment.course_id, Right.STUDENTS, by)
            peers = self._peers.find(assignment_id)
            if peers is None:
                raise PeersNotPossible("Nothing was given to anybody yet.", assignment_id=assignment_id)
            worth = self._worth(assignment, peers)
            after = peers.model_copy(
                update={
                    "works_bp": {work: rounded(10_000 * share) for work, share in worth.works.items()},
                    "reviewers_bp": {name: rounded(10_000 * share) for name, share in worth.reviewers.items()},
                    "is_evaluated": True,
                }
            )
            if after != peers:
                told = PeersEvaluated(assignment_id=assignment_id, course_id=assignment.course_id)
                self._peers.save(after, tells=[told])
            return after

        return undisturbed(work_out)

    def book(self, assignment_id: str) -> None:
        """Let what peers make of it be the mark of each who handed in, told as every mark is. Safe to repeat."""
        assignment, rules = self._reviewed(assignment_id)
        peers = self._peers.find(assignment_id)
        if peers is None or not peers.is_evaluated or not rules.counts:
            return
        worth = self._worth(assignment, peers)
        for entry in self._handed_in(assignment_id):
            if entry.owner_id in worth.works:
                undisturbed(partial(self._book, assignment, rules, entry.owner_id, worth))

    # -- steps

    def _worth(self, assignment: Assignment, peers: Peers) -> Evaluation:
        """Both marks as exact shares; what was not given is worth nothing of what was to be given."""
        rubric, said = self._rubric(assignment, peers), self._peers.reviews(assignment.assignment_id)
        assessed = [
            Assessed(one.pair, _shares(rubric, said[one.peer_review_id]))
            for one in peers.allotted
            if one.peer_review_id in said
        ]
        found = evaluate(assessed, {one.key: one.max_centi for one in rubric.criteria if one.max_centi})
        given: dict[str, list[str]] = {}
        for one in peers.allotted:
            given.setdefault(one.reviewer, []).append(one.peer_review_id)
        done = {name: Fraction(sum(one in said for one in ids), len(ids)) for name, ids in given.items()}
        reviewers = {name: found.reviewers.get(name, Fraction(0)) * share for name, share in done.items()}
        return Evaluation(found.works, reviewers)

    def _book(self, assignment: Assignment, rules: PeerRules, owner_id: str, worth: Evaluation) -> None:
        entry = self._assignments.find_entry(assignment.assignment_id, owner_id)
        if entry is None:
            return
        last, late, possible = entry.submissions[-1], assignment.rules.late, assignment.rules.points_centi
        due_at = self._assignments.desk(assignment.assignment_id, last.by).rules.due_at
        work, marks = worth.works[owner_id], {}
        for user_id in entry.member_ids:
            reviewing = worth.reviewers.get(user_id, Fraction(0))
            raw = points(rules.share(work, reviewing), possible)
            marks[user_id] = PeersMark(
                work_bp=rounded(10_000 * work),
                reviewing_bp=rounded(10_000 * reviewing),
                raw_centi=raw,
                deducted_centi=late.deduction(raw, possible, due_at=due_at, at=last.at) if late else 0,
            )
        if marks != entry.peers_marks:
            after = entry.model_copy(update={"peers_marks": marks})
            self._assignments.save_entry(after, tells=graded(assignment, after, due_at, before=entry))

    def _reviewed(self, assignment_id: str) -> tuple[Assignment, PeerRules]:
        assignment = self._assignments.get(assignment_id)
        if assignment.rules.peers is None or assignment.rules.rubric_id is None:
            raise PeersNotPossible("Peers do not review this, or there is no rubric.", assignment_id=assignment_id)
        return assignment, assignment.rules.peers

    def _handed_in(self, assignment_id: str) -> list[Entry]:
        entries = each(lambda start: self._assignments.list_entries(assignment_id, limit=100, start=start))
        found = list(islice((entry for entry in entries if entry.submissions), MOST_WORKS + 1))
        if len(found) > MOST_WORKS:
            raise PeersNotPossible(f"At most {MOST_WORKS} works are reviewed by peers.")
        return found

    def _last(self, assignment_id: str, work: str) -> Submission | None:
        entry = self._assignments.find_entry(assignment_id, work)
        return self._assignments.get_submission(entry.submissions[-1].submission_id) if entry else None

    def _rubric(self, assignment: Assignment, peers: Peers | None) -> Rubric:
        if peers and peers.rubric:
            return self._rubrics.versions([peers.rubric])[peers.rubric]
        return self._rubrics.get(assignment.rules.rubric_id or "")


def _allotted(pair: Pair, clock: Clock) -> Allotted:
    return Allotted(peer_review_id=new_id("rev", clock), reviewer=pair.reviewer, work=pair.work)


def _shares(rubric: Rubric, review: Review) -> dict[str, Fraction]:
    by_key = {mark.key: mark.level for mark in review.criteria}
    shares = {}
    for criterion in rubric.criteria:
        level = criterion.level(by_key.get(criterion.key, ""))
        if criterion.max_centi:
            shares[criterion.key] = Fraction(level.points_centi if level else 0, criterion.max_centi)
    return shares
