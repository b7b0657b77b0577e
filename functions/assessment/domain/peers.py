"""Peer review: who reads whose work, what the work is worth by that, and what the reading was worth.

Allocation: everybody gives as many reviews, every work gets as many (one more or less where it does not divide), nobody
reads their own work or their team's, and nobody the same twice. The same seed allocates the same.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from functions.assessment.errors import PeersNotEnough

COMPARISON = 5
"""How strictly reviewers are compared: from 9 for lax to 1 for strict, after Moodle's setting."""
LEAST_WEIGHT = Fraction(1, 10)
"""What the review of a reviewer counts whose reading was worth nothing."""
SAME = Fraction(1, 100)
"""A criterion whose marks differ by no more variance than this tells nothing about reviewers."""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Somebody who reads a work."""

    reviewer: str
    work: str


def allocate(works: Mapping[str, Collection[str]], reviews: int, *, seed: str) -> list[Pair]:
    """So many reviews by each author of a work, of others' works. ``works`` are the authors by work.

    Raises ``PeersNotEnough`` where there are too few works for that, or teams too unequal.
    """
    if len(works) <= reviews:
        raise PeersNotEnough(works=len(works), reviews=reviews)
    order = sorted(works, key=lambda work: _lot(seed, work))
    own = {author: work for work, authors in works.items() for author in authors}
    if all(len(authors) == 1 for authors in works.values()):
        return [
            Pair(author, order[(place + step) % len(order)])
            for place, work in enumerate(order)
            for author in works[work]
            for step in range(1, reviews + 1)
        ]
    return _repaired(_dealt(works, order, reviews, seed), own, works=len(works), reviews=reviews)


def join(
    pairs: Sequence[Pair],
    works: Mapping[str, Collection[str]],
    newcomer: str,
    reviews: int,
    *,
    begun: Collection[Pair] = (),
    seed: str,
) -> list[Pair]:
    """The pairs with a work that came later; ``works`` has it already. Reviews that were begun stay.

    Where enough were not begun, the newcomer steps in between: somebody reads the new work instead of another, and the
    newcomer reads that one, so that nobody's number changes. Else those with the fewest get one more.
    """
    authors = {author: work for work, people in works.items() for author in people}
    after = list(pairs)
    for author in sorted(works[newcomer], key=lambda one: _lot(seed, one)):
        read: set[str] = set()
        free = sorted((one for one in after if one not in begun), key=lambda one: _lot(seed, f"{author}|{one}"))
        for pair in free:
            readers = {one.reviewer for one in after if one.work == newcomer}
            stands = authors[pair.reviewer] == newcomer or pair.work == newcomer or pair.reviewer in readers
            if len(read) == reviews or stands or pair.work in read:
                continue
            after[after.index(pair)] = Pair(pair.reviewer, newcomer)
            after.append(Pair(author, pair.work))
            read.add(pair.work)
        got = Counter(one.work for one in after)
        others = [work for work in works if work != newcomer and work not in read]
        for work in sorted(others, key=lambda one: (got[one], _lot(seed, one)))[: reviews - len(read)]:
            after.append(Pair(author, work))
    given = Counter(one.reviewer for one in after)
    while Counter(one.work for one in after)[newcomer] < reviews:
        readers = {one.reviewer for one in after if one.work == newcomer}
        willing = [one for one, work in authors.items() if work != newcomer and one not in readers]
        if not willing:
            break
        reader = min(willing, key=lambda one: (given[one], _lot(seed, one)))
        given[reader] += 1
        after.append(Pair(reader, newcomer))
    return after


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a reviewer says of a work: by criterion the share of its points, from 0 to 1."""

    pair: Pair
    shares: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What works are worth, and what reading them was worth, as shares of the points."""

    works: Mapping[str, Fraction]
    reviewers: Mapping[str, Fraction]


def evaluate(assessed: Sequence[Assessed], weights: Mapping[str, int], *, comparison: int = COMPARISON) -> Evaluation:
    """Both marks. ``weights`` are the points of the criteria.

    Reviewing, after Moodle's "comparison with the best": of each work's reviews, in percent by criterion, the one
    nearest to their average is the best; a review is worth 100 less its distance from it, no less than 0. The distance
    is the mean over the criteria, by weight, of ``|a - r| * (a - r)² / (comparison * variance)``; criteria in which all
    agree count 0.
    A reviewer's mark is the mean of their reviews'. The work is worth the mean of what its reviews say, each weighted
    by its reviewer's mark, at least by a tenth.
    """
    by_work: dict[str, list[Assessed]] = defaultdict(list)
    for one in assessed:
        by_work[one.pair.work].append(one)
    reading: dict[str, list[Fraction]] = defaultdict(list)
    for reviews in by_work.values():
        for one, worth in zip(reviews, _readings(reviews, weights, comparison), strict=True):
            reading[one.pair.reviewer].append(worth)
    reviewers = {name: sum(marks, Fraction(0)) / len(marks) for name, marks in reading.items()}
    works = {work: _calibrated(reviews, reviewers, weights) for work, reviews in by_work.items()}
    return Evaluation(works, reviewers)


def _readings(reviews: Sequence[Assessed], weights: Mapping[str, int], comparison: int) -> list[Fraction]:
    average = {key: sum((one.shares[key] for one in reviews), Fraction(0)) / len(reviews) for key in weights}
    variance = {
        key: sum(((100 * (one.shares[key] - average[key])) ** 2 for one in reviews), Fraction(0)) / len(reviews)
        for key in weights
    }
    total = sum(weights.values())

    def distance(one: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> Fraction:
        far = Fraction(0)
        for key, weight in weights.items():
            apart = 100 * abs(one[key] - other[key])
            if variance[key] > SAME:
                far += apart * apart**2 / (comparison * variance[key]) * weight
        return far / total

    distances = [distance(one.shares, average) for one in reviews]
    best = [one.shares for one, far in zip(reviews, distances, strict=True) if far == min(distances)]
    nearest = [min(distance(one.shares, other) for other in best) for one in reviews]
    return [max(Fraction(0), 100 - far) / 100 for far in nearest]


def _calibrated(reviews: Sequence[Assessed], reviewers: Mapping[str, Fraction], weights: Mapping[str, int]) -> Fraction:
    total = sum(weights.values())
    said = [sum((one.shares[key] * weight for key, weight in weights.items()), Fraction(0)) / total for one in reviews]
    counts = [max(LEAST_WEIGHT, reviewers[one.pair.reviewer]) for one in reviews]
    return sum((worth * count for worth, count in zip(said, counts, strict=True)), Fraction(0)) / sum(counts)


def _dealt(works: Mapping[str, Collection[str]], order: Sequence[str], reviews: int, seed: str) -> dict[str, list[str]]:
    """The works dealt out in turn, so that each is read as often; some get their own."""
    people = sorted((one for authors in works.values() for one in authors), key=lambda one: _lot(seed, one))
    return {
        person: [order[(place * reviews + step) % len(order)] for step in range(reviews)]
        for place, person in enumerate(people)
    }


def _repaired(hands: dict[str, list[str]], own: Mapping[str, str], *, works: int, reviews: int) -> list[Pair]:
    """Whoever was dealt their own work exchanges it with somebody, which changes nobody's number."""
    for person, hand in hands.items():
        if own[person] not in hand:
            continue
        mine = own[person]
        exchange = next(
            (
                (other, theirs)
                for other, cards in hands.items()
                if mine not in cards and own[other] != mine
                for theirs in cards
                if theirs not in hand and theirs != mine
            ),
            None,
        )
        if exchange is None:
            raise PeersNotEnough(works=works, reviews=reviews)
        other, theirs = exchange
        hand[hand.index(mine)] = theirs
        hands[other][hands[other].index(theirs)] = mine
    return [Pair(person, work) for person, hand in hands.items() for work in hand]


def _lot(seed: str, what: object) -> bytes:
    return sha256(f"{seed}|{what}".encode()).digest()
