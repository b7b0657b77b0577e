"""Recommending courses to people."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.guidance.domain.editions import Edition
from functions.guidance.domain.recommending import Interests, Recommendation, recommend
from functions.guidance.gateways.editions import EditionFiles, EditionGone
from functions.guidance.repository.editions import EditionCard, EditionRepository
from functions.guidance.repository.histories import HistoryRepository
from functions.guidance.service.histories import HistoryService
from functions.learning.published import guiding
from shared.auth import Caller
from shared.dynamo import answer
from shared.errors import Unavailable, Unprocessable


@dataclass(frozen=True, slots=True)
class Recommended:
    """What is recommended, and what that was learned from; None while nothing was learned yet."""

    items: Sequence[Recommendation]
    edition: EditionCard | None


class RecommendingService:
    """One tenant's recommendations."""

    def __init__(self, histories: HistoryRepository, editions: EditionRepository, files: EditionFiles) -> None:
        self._histories = histories
        self._editions = editions
        self._files = files

    def notice(self, noticed: Sequence[tuple[str, str]], *, by: Caller) -> None:
        """Courses, each with what became of it: it was ``shown``, ``clicked`` or ``dismissed``. Raises
        ``Unprocessable`` for one that is not in the edition.
        """
        card = self._editions.find()
        known = self._opened(card).numbers if card else {}
        for place, (course_id, _) in enumerate(noticed):
            if course_id not in known:
                message = "It was not recommended to anybody."
                raise Unprocessable.field(f"/items/{place}/course_id", "not_found", message)
        HistoryService(self._histories).notice(noticed, by=by)

    def recommend(self, limit: int, *, by: Caller) -> Recommended:
        """The best courses for the caller. One call to storage; the first time that a process meets an edition it reads
        its file too.
        """
        (history, card, changes), interests = answer(
            self._histories.asking_with(by.user_id, self._editions),
            guiding.asking_interests(by.org_id, by.user_id),
        )
        if card is None:
            return Recommended([], None)
        edition = self._opened(card)
        wishes = Interests(
            frozenset(interests.category_ids),
            frozenset(interests.tags),
            frozenset(interests.languages),
            interests.difficulty,
        )
        return Recommended(recommend(edition, history, wishes, gone=changes.gone, limit=limit), card)

    def _opened(self, card: EditionCard) -> Edition:
        try:
            return self._files.open(card.edition_id)
        except EditionGone as gone:
            # Two newer ones were made between the call and the file.
            raise Unavailable("Recommendations are being made anew.") from gone
