"""Whether somebody gets a certificate, and giving it: once, whoever asks, and however often."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.courses import CourseCard
from functions.certificates.domain.certificates import Certificate
from functions.certificates.domain.codes import new_code
from functions.certificates.domain.designs import DEFAULT_COLOR, Design
from functions.certificates.domain.terms import ConditionKind, Finding, Record, Terms, findings, score_of
from functions.certificates.errors import CertificateNotEarned
from functions.certificates.repository import CertificateRepository, Entry
from functions.certificates.service.staff import require_published
from functions.identity import published as identity
from functions.identity.published import PersonCard, Stationery
from functions.learning.published import studying as learning
from functions.learning.published.enrolments import EnrolmentState
from functions.learning.published.studying import StudyRecord
from shared.clock import Clock, system_clock
from shared.dynamo import answer, undisturbed
from shared.errors import FieldError
from shared.idempotency import Once
from shared.ids import new_id

_NONE: Mapping[str, int] = {}
_MISSING = {
    ConditionKind.COMPLETED: "Complete the course.",
    ConditionKind.ACTIVE: "Your place in the course must not be over or paused.",
    ConditionKind.PROGRESS: "Do {at_least} per cent of the course's lessons; you have done {reached}.",
    ConditionKind.MINUTES: "Study for {at_least} minutes; you have studied for {reached}.",
    ConditionKind.ASSESSMENT: "Reach {at_least} per cent in the assessment {assessment_id}; your best is {reached}.",
}


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What a course's certificate asks for and whether somebody meets it, and their certificate if they have it."""

    findings: tuple[Finding, ...]
    entry: Entry | None

    @property
    def eligible(self) -> bool:
        """Whether everything is met."""
        return all(finding.met for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a certificate is made of."""

    card: CourseCard
    people: dict[str, PersonCard]
    organization: Stationery
    design: Design


class IssuingService:
    """One tenant's certificates as they are earned."""

    def __init__(self, repository: CertificateRepository, clock: Clock = system_clock) -> None:
        self._repository = repository
        self._clock = clock

    def eligibility(self, course_id: str, user_id: str) -> Eligibility:
        """How it stands with somebody's certificate. Raises ``CourseNotFound``."""
        card, terms, entry = self._standing(course_id, user_id)
        require_published(card, course_id)
        return Eligibility(findings(terms, _record(self._study(course_id, user_id, terms))), entry)

    def claim(self, course_id: str, user_id: str, once: Once) -> Certificate:
        """Somebody's certificate: the one they have, or else a new one. Safe to repeat.

        Raises ``CourseNotFound``, or ``CertificateNotEarned`` with what is missing.
        """
        return undisturbed(lambda: self._claim(course_id, user_id, once))

    def notice(self, course_id: str, user_id: str, *, scores: Mapping[str, int] = _NONE) -> Certificate | None:
        """Issue what somebody earned just now, where nobody has to ask for it; None where nothing is to be done.

        ``scores`` are marks in per cent that were told of, by assessment, whether learning knows them already or not.
        """

        def act() -> Certificate | None:
            card, terms, entry = self._standing(course_id, user_id)
            if entry or not terms.automatic or card is None or card.current_version is None:
                return None
            study = self._study(course_id, user_id, terms)
            record = _record(study, scores)
            met = all(finding.met for finding in findings(terms, record))
            return self._issue(card, user_id, study, score_of(terms, record)) if met and study and record else None

        return undisturbed(act)

    def renew(self, old: Certificate) -> Certificate:
        """A certificate for the same as another one, as things are called now; not stored yet."""
        facts = self._facts(old.course_id, old.user_id)
        made = self._made(facts, old.user_id, old.course_id)
        same = old.model_dump(include={"completed_at", "minutes", "score_percent"})
        same["replaces"] = old.certificate_id
        return made.model_copy(update=same)

    def _claim(self, course_id: str, user_id: str, once: Once) -> Certificate:
        if made := self._repository.find_made(once):
            return made
        card, terms, entry = self._standing(course_id, user_id)
        card = require_published(card, course_id)
        if entry and (known := self._repository.find(entry.certificate_id)):
            return known
        study = self._study(course_id, user_id, terms)
        record = _record(study)
        found = findings(terms, record)
        missing = [_missing(number, finding) for number, finding in enumerate(found) if not finding.met]
        if missing or study is None or record is None:
            raise CertificateNotEarned(" ".join(one.message for one in missing), errors=missing, course_id=course_id)
        return self._issue(card, user_id, study, score_of(terms, record), once)

    def _issue(
        self, card: CourseCard, user_id: str, study: StudyRecord, score: int | None, once: Once | None = None
    ) -> Certificate:
        facts = self._facts(card.course_id, user_id)
        made = self._made(facts, user_id, card.course_id)
        minutes = None
        if facts.design.shows_hours and card.current_version is not None:
            outline = catalog_outlines.outline(self._repository.org_id, card.course_id, card.current_version)
            minutes = outline.estimated_minutes or None
        known = {"completed_at": study.completed_at, "minutes": minutes}
        known["score_percent"] = score if facts.design.shows_score else None
        certificate = made.model_copy(update=known)
        issued_id = self._repository.issue(certificate, once)
        return certificate if issued_id == certificate.certificate_id else self._repository.get(issued_id)

    def _standing(self, course_id: str, user_id: str) -> tuple[CourseCard | None, Terms, Entry | None]:
        return answer(
            catalog.asking_course(self._repository.org_id, course_id),
            self._repository.asking_terms(course_id),
            self._repository.asking_entry(course_id, user_id),
        )

    def _study(self, course_id: str, user_id: str, terms: Terms) -> StudyRecord | None:
        return learning.find_record(self._repository.org_id, course_id, user_id, minutes=terms.ask_minutes)

    def _facts(self, course_id: str, user_id: str) -> Facts:
        org_id = self._repository.org_id
        card, organization, design = answer(
            catalog.asking_course(org_id, course_id),
            identity.asking_stationery(org_id),
            self._repository.asking_design(),
        )
        card = require_published(card, course_id)
        people = identity.find_people(org_id, [user_id, *card.instructor_ids])
        if user_id not in people or organization is None:
            raise CertificateNotEarned("Only members of the organization get its certificates.", course_id=course_id)
        return Facts(card, people, organization, design)

    def _made(self, facts: Facts, user_id: str, course_id: str) -> Certificate:
        card, design, organization = facts.card, facts.design, facts.organization
        teachers = [facts.people[one].name for one in card.instructor_ids if one in facts.people]
        version = card.current_version or 1
        now = self._clock.now()
        return Certificate(
            certificate_id=new_id("crt", self._clock),
            code=new_code(),
            course_id=course_id,
            user_id=user_id,
            learner_name=facts.people[user_id].name,
            course_title=catalog_outlines.outline(self._repository.org_id, course_id, version).title,
            organization_name=organization.name,
            instructor_names=tuple(teachers) if design.shows_instructors else (),
            minutes=None,
            completed_at=now,
            issued_at=now,
            time_zone=organization.time_zone,
            language=design.language_for(organization.locale),
            layout=design.layout,
            color=design.color or organization.color or DEFAULT_COLOR,
            signatory=design.signatory,
            signatory_role=design.signatory_role,
        )


def _record(study: StudyRecord | None, heard: Mapping[str, int] = _NONE) -> Record | None:
    if study is None:
        return None
    best = {key: max(score, study.scores.get(key, 0)) for key, score in heard.items()}
    return Record(
        completed=study.completed_at is not None,
        active=study.state in {EnrolmentState.ACTIVE, EnrolmentState.COMPLETED},
        percent=study.percent,
        minutes=study.minutes,
        scores={**study.scores, **best},
    )


def _missing(number: int, finding: Finding) -> FieldError:
    words = _MISSING[finding.kind].format(
        at_least=finding.at_least, reached=finding.reached or 0, assessment_id=finding.assessment_id
    )
    return FieldError(f"/conditions/{number}", finding.kind, words)
