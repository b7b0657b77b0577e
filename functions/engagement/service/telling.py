"""Telling people of an event: a notice in the inbox and a mail, once for each event and person."""

from collections.abc import Collection, Mapping
from typing import Any

from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import CourseCard
from functions.engagement.domain.deliveries import Delivery, MailState
from functions.engagement.domain.rules import Audience, Rule
from functions.engagement.errors import StillTelling
from functions.engagement.repository.inboxes import InboxRepository, Told
from functions.engagement.service.unsubscribing import unsubscribe_address
from functions.engagement.service.wording import Reader, course_ids_of, facts_in_words, letter, saying_of
from functions.identity import published as identity
from functions.identity.published import PersonCard, Stationery
from shared.dynamo import ConditionFailed, answer, chunks
from shared.events import DomainEvent, Envelope
from shared.mail import Mail, Mailer, MailNotSent, MailRefused
from shared.observability import log, log_failure, metric

AT_ONCE = 50
"""So many people are looked up together, however many an event concerns: all of them are told."""


class TellingService:
    """Tells the people of one organization."""

    def __init__(self, org_id: str, inboxes: InboxRepository, mailer: Mailer) -> None:
        self._org_id = org_id
        self._inboxes = inboxes
        self._mailer = mailer

    def tell(self, told: Envelope[DomainEvent], rule: Rule) -> None:
        """Tell everybody whom the rule means. Who was told before is not told again.

        One person's trouble keeps nobody else waiting: the others are told, then the first trouble is raised, so that
        the event comes again.
        """
        facts = rule.facts(told.data)
        if not rule.concerns(facts, self._inboxes.now()):
            return
        courses, administrators, stationery = answer(
            catalog.asking_courses(self._org_id, course_ids_of(facts)),
            identity.asking_administrators(self._org_id),
            identity.asking_stationery(self._org_id),
        )
        if stationery is None:
            return
        user_ids = _audience(rule, facts, courses, administrators, told.actor_id)
        troubles: list[Exception] = []
        for some in chunks(user_ids, AT_ONCE):
            troubles += self._tell_some(told, rule, facts, some, stationery, courses)
        if troubles:
            raise troubles[0]

    def _tell_some(
        self,
        told: Envelope[DomainEvent],
        rule: Rule,
        facts: dict[str, Any],
        user_ids: list[str],
        stationery: Stationery,
        courses: Mapping[str, CourseCard],
    ) -> list[Exception]:
        people, preferences, known = answer(
            identity.asking_people(self._org_id, user_ids),
            identity.asking_preferences(user_ids),
            self._inboxes.asking_told(told.event_id, user_ids, rule.kind),
        )
        troubles: list[Exception] = []
        for user_id in user_ids:
            person = people.get(user_id)
            if person is None:
                continue
            reader = Reader(person.name, stationery, preferences.get(user_id))
            try:
                self._tell_one(told.event_id, rule, facts, person, reader, courses, known)
            except Exception as trouble:
                log_failure("notice.failed", event_id=told.event_id, user_id=user_id, kind=rule.kind)
                troubles.append(trouble)
        return troubles

    def _tell_one(
        self,
        event_id: str,
        rule: Rule,
        facts: dict[str, Any],
        person: PersonCard,
        reader: Reader,
        courses: Mapping[str, CourseCard],
        known: Told,
    ) -> None:
        delivery = known.deliveries.get(person.user_id)
        silence = known.silences.get(person.user_id)
        silent = rule.category.may_be_silenced and (
            person.status != "active" or (silence is not None and rule.category in silence.categories)
        )
        if delivery is not None:
            delivery = self._resumed(delivery, rule)
        else:
            state = MailState.CLAIMED if rule.mails and not silent else MailState.NONE
            fresh = Delivery(
                event_id=event_id, user_id=person.user_id, mail=state, claimed_at=self._inboxes.now(), revision=0
            )
            delivery = self._inboxes.add(fresh, rule.kind, facts)
        if delivery is None or delivery.is_over:
            return
        words = facts_in_words(rule, facts, reader, courses)
        saying = saying_of(rule, reader.language, known.templates.get(reader.language))
        way_out = (
            unsubscribe_address(self._org_id, person.user_id, rule.category) if rule.category.may_be_silenced else None
        )
        mail = letter(rule, saying, words, reader, to=person.email, path=rule.path(facts), way_out=way_out)
        if self._sent(mail, delivery):
            log("mail.sent", kind=rule.kind, event_id=event_id)

    def _sent(self, mail: Mail, delivery: Delivery) -> bool:
        """Send it, and write down what became of it: whether it is on its way. Raises ``MailNotSent``."""
        try:
            self._mailer.send(mail)
        except MailRefused:
            metric("MailRefused")
            self._inboxes.save_delivery(delivery.ended(MailState.REFUSED))
            return False
        except MailNotSent:
            self._inboxes.save_delivery(delivery.ended(MailState.DUE))
            raise
        self._inboxes.save_delivery(delivery.ended(MailState.SENT))
        return True

    def _resumed(self, delivery: Delivery, rule: Rule) -> Delivery | None:
        """The delivery, claimed anew, if its mail is still to be sent. Raises ``StillTelling`` if that is not known."""
        now = self._inboxes.now()
        if delivery.is_over:
            return None
        if delivery.is_at_work(now):
            raise StillTelling(delivery.event_id)
        lost = delivery.mail is MailState.CLAIMED and rule.category.may_be_silenced
        try:
            saved = self._inboxes.save_delivery(delivery.ended(MailState.LOST) if lost else delivery.claimed(now))
        except ConditionFailed as failure:
            raise StillTelling(delivery.event_id) from failure
        if lost:
            metric("MailLost")
        return saved


def _audience(
    rule: Rule,
    facts: Mapping[str, Any],
    courses: Mapping[str, CourseCard],
    administrators: Collection[str],
    actor_id: str,
) -> list[str]:
    if rule.audience is Audience.INSTRUCTORS:
        course = courses.get(facts["course_id"])
        found: Collection[str] = course.instructor_ids if course else ()
    elif rule.audience is Audience.ADMINISTRATORS:
        found = administrators
    else:
        chosen = facts.get(rule.audience)
        return [chosen] if chosen else []
    return [user_id for user_id in found if user_id != actor_id]
