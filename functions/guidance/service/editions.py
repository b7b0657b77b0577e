"""Learning from all histories anew."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import islice

from functions.catalog.published.courses import Card, list_published_cards
from functions.guidance.domain.editions import MOST_COURSES, Edition, OfferedCourse
from functions.guidance.gateways.editions import EditionFiles
from functions.guidance.repository.editions import EditionCard, EditionRepository
from functions.guidance.repository.histories import HistoryRepository
from functions.guidance.service.changes import ChangeService
from shared.clock import Clock, system_clock
from shared.ids import new_id
from shared.listing import each

MOST_HISTORIES = 500_000
"""So many histories are learned from; more would teach nothing else."""
_STEADY_REVIEWS = 5
_MIDDLE_RATING = 3.5
_WORD = re.compile(r"\w{2,}")


class EditionService:
    """One tenant's editions."""

    def __init__(
        self,
        editions: EditionRepository,
        histories: HistoryRepository,
        files: EditionFiles,
        clock: Clock = system_clock,
    ) -> None:
        self._editions = editions
        self._histories = histories
        self._files = files
        self._clock = clock

    def make(self) -> EditionCard | None:
        """Learn from all histories and what is on offer. Returns the edition; None if somebody else was faster: then
        theirs is as good.
        """
        from functions.guidance.domain.training.learning import learn  # numpy is in no door's layers

        began = self._clock.now()
        before = self._editions.find()
        cards = list(islice(_cards(self._editions.org_id), MOST_COURSES))
        numbers = {card.course_id: number for number, card in enumerate(cards)}
        lines = [
            [numbers[course_id] for course_id in history.line if course_id in numbers]
            for history in islice(self._histories.all(), MOST_HISTORIES)
        ]
        learned = learn([line for line in lines if line], [words_of(card) for card in cards])
        popularity = _popularity(cards, learned.takers)
        courses = tuple(_offered(card, popularity[card.course_id]) for card in cards)
        edition = Edition(new_id("edn"), learned.choice.recipe.decay, courses, learned.followers)
        size = self._files.put(edition)
        card = EditionCard(
            edition_id=edition.edition_id,
            before=before.edition_id if before else None,
            made_at=began,
            learners=len(lines),
            courses=len(courses),
            size_bytes=size,
            recipe=_texts({**asdict(learned.choice.recipe), **asdict(learned.choice.quality)}),
            revision=before.revision if before else 0,
        )
        if not self._editions.switch(card):
            self._files.delete(edition.edition_id)
            return None
        # The one before is kept: somebody may be reading it. The one before that is not.
        if before and before.before:
            self._files.delete(before.before)
        ChangeService(self._editions, self._clock).drop(began)
        return card


def words_of(card: Card) -> list[str]:
    """What a course says of itself, its title and tags weighing most."""
    text = " ".join([*[card.title] * 3, *[tag for tag in card.tags for _ in range(3)], card.summary or ""])
    marks = [f"category={card.category_id}"] if card.category_id else []
    return [*(word for word in _WORD.findall(text.casefold())), *marks * 2, f"language={card.language}"]


def _cards(org_id: str) -> Iterator[Card]:
    return each(lambda start: list_published_cards(org_id, start))


def _popularity(cards: list[Card], takers: tuple[float, ...]) -> dict[str, float]:
    """From 0 to 1: takers, of whom each rating star above or below the middle makes a tenth more or fewer."""
    found = {card.course_id: _liked(card) * taken for card, taken in zip(cards, takers, strict=True)}
    highest = max(found.values(), default=0.0) or 1.0
    return {course_id: one / highest for course_id, one in found.items()}


def _liked(card: Card) -> float:
    reviews = card.review_count
    mean = ((card.rating or 0.0) * reviews + _MIDDLE_RATING * _STEADY_REVIEWS) / (reviews + _STEADY_REVIEWS)
    return 1 + (mean - _MIDDLE_RATING) / 10


def _offered(card: Card, popularity: float) -> OfferedCourse:
    return OfferedCourse(
        course_id=card.course_id,
        title=card.title,
        category_id=card.category_id,
        tags=tuple(card.tags),
        language=card.language,
        difficulty=card.difficulty,
        prerequisites=tuple(card.prerequisites),
        popularity=popularity,
    )


def _texts(figures: Mapping[str, float]) -> dict[str, str]:
    return {name: f"{figure:.6g}" for name, figure in figures.items()}
