"""Reads and writes notices, which of them are unread, and who was told of what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from functions.engagement.domain.deliveries import KEPT as DELIVERY_KEPT
from functions.engagement.domain.deliveries import Delivery
from functions.engagement.domain.inboxes import Inbox, Notice, gone_at
from functions.engagement.domain.sayings import Language
from functions.engagement.domain.templates import NoticeTemplate, Silence
from functions.engagement.errors import StillTelling
from functions.engagement.tables import DeliveryRow, EngagementRow, InboxRow, NoticeRow, SilenceRow, TemplateRow
from shared.clock import epoch_seconds
from shared.dynamo import Ask, ConditionFailed, Key, Repository, Row, undisturbed
from shared.listing import Listed, PageKey

_DELIVERY = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of some people and an event: who was told, who wants no mail of what, and own words."""

    deliveries: Mapping[str, Delivery]
    silences: Mapping[str, Silence]
    templates: Mapping[Language, NoticeTemplate]


class InboxRepository(Repository):
    """The inboxes of one organization's people."""

    table = EngagementRow

    # -- reading

    def list(self, user_id: str, *, limit: int, start: PageKey) -> Listed[Notice]:
        """A person's notices, the newest first."""
        pk, begin = NoticeRow.key(self.org_id, user_id)
        page = self._query(NoticeRow, pk, begins_with=begin, descending=True, limit=limit, start=start, consistent=True)
        return Listed([Notice.model_validate(row) for row in page.rows], page.next_key)

    def find(self, user_id: str) -> Inbox:
        """Which notices of a person are unread."""
        row = self._find(InboxRow, InboxRow.key(self.org_id, user_id), consistent=True)
        return Inbox.model_validate(row) if row else Inbox(user_id=user_id)

    def asking_with_templates(
        self, user_id: str, wanted: Collection[tuple[str, Language]]
    ) -> Ask[tuple[Inbox, dict[tuple[str, str], NoticeTemplate]]]:
        """The question for a person's inbox, and for these templates as far as there are any."""
        inbox = InboxRow.key(self.org_id, user_id)
        keys = [inbox, *(TemplateRow.key(self.org_id, kind, language) for kind, language in wanted)]

        def made(rows: dict[Key, Row]) -> tuple[Inbox, dict[tuple[str, str], NoticeTemplate]]:
            own = [NoticeTemplate.model_validate(row) for row in rows.values() if isinstance(row, TemplateRow)]
            found = Inbox.model_validate(rows[inbox]) if inbox in rows else Inbox(user_id=user_id)
            return found, {(template.kind_of, template.language): template for template in own}

        return Ask(self, keys, made, consistent=True)

    def asking_told(self, event_id: str, user_ids: Collection[str], kind: str) -> Ask[Told]:
        """The question what is known of these people and an event, and of the words for the kind of notice."""
        keys: list[Key] = [TemplateRow.key(self.org_id, kind, language) for language in Language]
        for user_id in user_ids:
            keys += [DeliveryRow.key(self.org_id, event_id, user_id), SilenceRow.key(self.org_id, user_id)]

        def made(rows: dict[Key, Row]) -> Told:
            found = list(rows.values())
            return Told(
                {row.user_id: Delivery.model_validate(row) for row in found if isinstance(row, DeliveryRow)},
                {row.user_id: Silence.model_validate(row) for row in found if isinstance(row, SilenceRow)},
                {
                    Language(row.language): NoticeTemplate.model_validate(row)
                    for row in found
                    if isinstance(row, TemplateRow)
                },
            )

        return Ask(self, keys, made, consistent=True)

    # -- writing

    def add(self, delivery: Delivery, kind: str, facts: dict[str, Any]) -> Delivery:
        """Put a notice into the person's inbox, with the delivery that keeps it from coming again.

        Raises ``StillTelling`` if somebody else did so at the same moment.
        """
        return undisturbed(lambda: self._add(delivery, kind, facts))

    def save_delivery(self, delivery: Delivery) -> Delivery:
        """Replace a delivery that is still at its revision; ``ConditionFailed`` else."""
        row = self._delivery_row(delivery)
        self._save(row)
        return delivery.model_copy(update={"revision": row.revision})

    def save(self, inbox: Inbox) -> None:
        """Replace an inbox that is still at its revision; ``ConditionFailed`` else."""
        row = self._inbox_row(inbox)
        self._save(row)

    def _add(self, delivery: Delivery, kind: str, facts: dict[str, Any]) -> Delivery:
        now = self.now()
        inbox = self.find(delivery.user_id)
        notice_id = inbox.next_id(now)
        pk, sk = NoticeRow.key(self.org_id, delivery.user_id, notice_id)
        kept = Notice(notice_id=notice_id, kind_of=kind, facts=facts, created_at=now)
        row, inbox_row = self._delivery_row(delivery), self._inbox_row(inbox.with_one_more(notice_id, now))
        try:
            with self._transaction() as transaction:
                transaction.create(row)
                transaction.create(NoticeRow.of(kept, pk=pk, sk=sk, expires_at=epoch_seconds(gone_at(notice_id))))
                transaction.store(inbox_row)
        except ConditionFailed as failure:
            if _DELIVERY in failure.failed:
                raise StillTelling(delivery.event_id) from failure
            raise
        return delivery.model_copy(update={"revision": 1})

    def _inbox_row(self, inbox: Inbox) -> InboxRow:
        pk, sk = InboxRow.key(self.org_id, inbox.user_id)
        return InboxRow.of(inbox, pk=pk, sk=sk)

    def _delivery_row(self, delivery: Delivery) -> DeliveryRow:
        pk, sk = DeliveryRow.key(self.org_id, delivery.event_id, delivery.user_id)
        return DeliveryRow.of(delivery, pk=pk, sk=sk, expires_at=epoch_seconds(self.now() + DELIVERY_KEPT))
