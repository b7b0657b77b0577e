"""Reading one's notices, and marking them as read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.catalog.published import courses as catalog
from functions.engagement.domain.categories import Category
from functions.engagement.domain.inboxes import Inbox
from functions.engagement.domain.rules import BY_KIND
from functions.engagement.domain.sayings import Language, filled_in
from functions.engagement.repository.inboxes import InboxRepository
from functions.engagement.service.wording import Reader, course_ids_of, facts_in_words, saying_of
from functions.identity import published as identity
from shared.dynamo import answer, undisturbed
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class WrittenNotice:
    """A notice in its reader's words."""

    notice_id: str
    kind: str
    category: Category
    title: str
    text: str
    link: str
    read: bool
    created_at: datetime


class InboxService:
    """The notices of one person."""

    def __init__(self, org_id: str, user_id: str, inboxes: InboxRepository) -> None:
        self._org_id = org_id
        self._user_id = user_id
        self._inboxes = inboxes

    def list(self, *, limit: int, start: PageKey) -> Listed[WrittenNotice]:
        """One page, the newest first, in the person's language and with the names of today. Two storage round trips."""
        page = self._inboxes.list(self._user_id, limit=limit, start=start)
        notices = [notice for notice in page.items if notice.kind_of in BY_KIND]
        courses, people, preferences, stationery, (inbox, own) = answer(
            catalog.asking_courses(
                self._org_id, list(dict.fromkeys(one for notice in notices for one in course_ids_of(notice.facts)))
            ),
            identity.asking_people(self._org_id, [self._user_id]),
            identity.asking_preferences([self._user_id]),
            identity.asking_stationery(self._org_id),
            self._inboxes.asking_with_templates(
                self._user_id,
                [(kind, language) for kind in {notice.kind_of for notice in notices} for language in Language],
            ),
        )
        person = people.get(self._user_id)
        if stationery is None or person is None:
            return Listed([], None)
        reader = Reader(person.name, stationery, preferences.get(self._user_id))
        unread = set(inbox.unread_at(self._inboxes.now()))
        written: list[WrittenNotice] = []
        for notice in notices:
            rule = BY_KIND[notice.kind_of]
            facts = facts_in_words(rule, notice.facts, reader, courses)
            saying = saying_of(rule, reader.language, own.get((rule.kind, reader.language)))
            written.append(
                WrittenNotice(
                    notice_id=notice.notice_id,
                    kind=rule.kind,
                    category=rule.category,
                    title=filled_in(saying.title, facts),
                    text=filled_in(saying.text, facts),
                    link=rule.path(notice.facts),
                    read=notice.notice_id not in unread,
                    created_at=notice.created_at,
                )
            )
        return Listed(written, page.next_key)

    def count_unread(self) -> int:
        """How many notices are unread; one read."""
        return len(self._inboxes.find(self._user_id).unread_at(self._inboxes.now()))

    def mark_read(self, notice_ids: Sequence[str]) -> int:
        """These notices are read. Returns how many are not; safe to repeat."""
        return self._change(lambda inbox: inbox.without(frozenset(notice_ids)))

    def mark_read_up_to(self, notice_id: str) -> int:
        """This notice and all that came before it are read. Returns how many are not; safe to repeat."""
        return self._change(lambda inbox: inbox.without_up_to(notice_id))

    def _change(self, change: Callable[[Inbox], Inbox]) -> int:
        def act() -> int:
            before = self._inboxes.find(self._user_id)
            after = change(before)
            if after != before:
                self._inboxes.save(after)
            return len(after.unread_at(self._inboxes.now()))

        return undisturbed(act)
