"""A school whose learners do things that count, and the queue that tells motivation."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from events.assessment import AttemptGraded
from events.certificates import CertificateIssued
from events.learning import CourseCompleted, LessonCompleted
from functions.identity.domain.organizations import Organization
from functions.motivation.domain.boards import Board
from functions.motivation.domain.standing import Standing
from functions.motivation.handlers import handler
from functions.motivation.repository.badges import BadgeRepository
from functions.motivation.repository.learners import LearnerRepository
from functions.motivation.schemas.standings import StandingOut
from functions.motivation.service.standings import StandingService
from functions.motivation.tables import StandingRow
from functions.motivation.wiring import counting_service
from shared.auth import Caller
from shared.clock import system_clock
from shared.events import DomainEvent
from shared.ids import new_id
from shared.permissions import Role
from tests.support.actors import Actor, sign_in
from tests.support.world import World

COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
OTHER = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCE"


@dataclass(frozen=True, slots=True)
class Told:
    """An event, when it happened, and its id."""

    event: DomainEvent
    at: datetime | None = None
    event_id: str = ""


def id_of(who: Actor | str) -> str:
    """Somebody's id."""
    return who if isinstance(who, str) else who.user_id


def lesson(who: Actor | str, lesson_id: str = "les_1", course_id: str = COURSE) -> LessonCompleted:
    """That somebody completed a lesson."""
    return LessonCompleted(
        enrolment_id="enr_1", course_id=course_id, user_id=id_of(who), lesson_id=lesson_id, version=1
    )


def course(who: Actor | str, course_id: str = COURSE) -> CourseCompleted:
    """That somebody completed a course."""
    return CourseCompleted(enrolment_id="enr_1", course_id=course_id, user_id=id_of(who), version=1)


def certificate(who: Actor | str, certificate_id: str = "crt_1", course_id: str = COURSE) -> CertificateIssued:
    """That somebody has a certificate."""
    return CertificateIssued(certificate_id=certificate_id, course_id=course_id, user_id=id_of(who))


def graded(
    who: Actor | str,
    score_bp: int,
    *,
    passed: bool | None = True,
    assessment_id: str = "asm_1",
    course_id: str = COURSE,
) -> AttemptGraded:
    """That somebody's attempt got a mark."""
    return AttemptGraded(
        assessment_id=assessment_id,
        course_id=course_id,
        lesson_id=None,
        attempt_id=new_id("att"),
        user_id=id_of(who),
        score_bp=score_bp,
        passed=passed,
        answers=(),
    )


@dataclass(frozen=True, slots=True)
class School:
    """Who and what most tests need."""

    world: World
    org: Organization
    learner: Actor
    admin: Actor

    def tell(self, *told: DomainEvent | Told) -> int:
        """Hand events over as the queue does, in one batch. Returns how many are to come again."""
        records = [self._record(one if isinstance(one, Told) else Told(one)) for one in told]
        return len(handler({"Records": records}, None)["batchItemFailures"])

    def _record(self, told: Told) -> dict[str, Any]:
        detail = {
            "event_id": told.event_id or new_id("evt"),
            "occurred_at": (told.at or system_clock.now()).isoformat(),
            "org_id": self.org.org_id,
            "actor_id": "",
            "request_id": "req_1",
            "correlation_id": "req_1",
            "revision": 1,
            "data": told.event.model_dump(mode="json"),
        }
        body = {"detail-type": told.event.detail_type(), "detail": detail}
        return {"messageId": new_id("msg"), "body": json.dumps(body)}

    def standing(self, who: Actor | None = None) -> dict[str, Any]:
        """Where somebody stands, as they read it."""
        person = who or self.learner
        caller = Caller(person.user_id, self.org.org_id, person.session_id, frozenset({Role.STUDENT}))
        service = StandingService(LearnerRepository(person.org_id), BadgeRepository(person.org_id))
        return StandingOut.of(service.read(by=caller)).model_dump(mode="json")

    def badges(self, who: Actor | None = None) -> set[str]:
        """The badges that somebody has."""
        return {badge["badge_id"] for badge in self.standing(who)["badges"]}

    @property
    def learners(self) -> LearnerRepository:
        """What is stored of the learners."""
        return LearnerRepository(self.org.org_id)

    def state(self, who: Actor | str | None = None) -> tuple[Standing, dict[Board, Any], list[Any]]:
        """All that is stored of somebody but the moments of writing."""
        user_id = id_of(who or self.learner)
        standing = self.learners.find_standing(user_id)
        awards = {badge_id: award.share_code for badge_id, award in standing.awards.items()}
        scores = {board: (one.tally, one.shown) for board, one in self.learners.list_scores(user_id).items()}
        deeds = [deed.model_copy(update={"revision": 0}) for deed in self.learners.list_deeds(user_id)]
        return standing.model_copy(update={"revision": 0, "awards": awards}), scores, deeds

    def recount(self, who: Actor | str | None = None) -> bool:
        """Compute somebody anew. Returns whether anything was different."""
        return counting_service(self.org.org_id).recount(id_of(who or self.learner))

    def told(self) -> list[tuple[str, dict[str, Any]]]:
        """What the learner's standing tells of its latest change."""
        key = StandingRow.key(self.org.org_id, self.learner.user_id)
        row = StandingRow.get(*key)
        return [(told["detail_type"], told["data"]) for told in json.loads(row.tells or "[]")]

    def again(self) -> Actor:
        """The learner, signed in anew."""
        return sign_in(self.world.client, self.org, self.learner.user_id, self.learner.email)
