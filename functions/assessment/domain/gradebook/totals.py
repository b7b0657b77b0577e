"""From the marks of a learner to the grade of the course. Exact until the last step, which rounds half up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from functions.assessment.domain.attempts import rounded
from functions.assessment.domain.gradebook.books import TOTAL, Book, Column, GradeCategory, Weighting
from functions.assessment.domain.gradebook.dropping import Part, kept
from functions.assessment.domain.gradebook.grades import EntryState, Sheet

ALL = 10_000


@dataclass(frozen=True, slots=True)
class Band:
    """A letter, and the share from which it is given."""

    grade: str
    from_bp: int


@dataclass(frozen=True, slots=True)
class Total:
    """What the marks make together. None where nothing counts yet."""

    current_bp: int | None
    """Of what is graded so far."""
    final_bp: int | None
    """With 0 for what is not graded."""
    is_overridden: bool
    categories: tuple[tuple[str, int | None], ...]
    """Each category's own share, of what is graded so far."""
    dropped: tuple[str, ...]
    """The columns that do not count now because others count in their place."""


@dataclass(frozen=True, slots=True)
class _Group:
    score: int
    of: int
    dropped: tuple[str, ...]

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.score, self.of) if self.of else None


def total(book: Book, columns: Sequence[Column], sheet: Sheet) -> Total:
    """The grade that these columns make.

    A weight says how much a category counts where there is something in it: where the weights of those make less than
    100 %, they are scaled up; more than 100 % is extra. Columns without a category count by their points, and with
    weights nowhere.
    """
    current, final = (_groups(book, columns, sheet, to_come=to_come) for to_come in (False, True))
    override = sheet.entry(TOTAL).override
    said = override.score_centi if override else None
    return Total(
        _in_all(book, current) if said is None else said,
        _in_all(book, final) if said is None else said,
        said is not None,
        tuple((category.key, _bp(current[category.key].share)) for category in book.categories),
        tuple(item_id for group in current.values() for item_id in group.dropped),
    )


def letter(bands: Sequence[Band], bp: int | None) -> str | None:
    """The letter of a share, by bands from the best down; None where there is none."""
    if bp is None:
        return None
    return next((band.grade for band in bands if bp >= band.from_bp), None)


def _groups(book: Book, columns: Sequence[Column], sheet: Sheet, *, to_come: bool) -> Mapping[str | None, _Group]:
    sorted_out: dict[str | None, list[Column]] = {key: [] for key in [*(one.key for one in book.categories), None]}
    for column in columns:
        if not column.rules.omitted:
            sorted_out[column.rules.category].append(column)
    rules = {category.key: category for category in book.categories}
    return {key: _group(rules.get(key or ""), those, sheet, to_come=to_come) for key, those in sorted_out.items()}


def _group(rules: GradeCategory | None, columns: Sequence[Column], sheet: Sheet, *, to_come: bool) -> _Group:
    counted: list[Column] = []
    parts: list[Part] = []
    for column in columns:
        entry = sheet.entry(column.item_id)
        score = entry.score
        if score is None and (not to_come or entry.state is EntryState.EXCUSED):
            continue
        extra = column.rules.extra_credit
        counted.append(column)
        parts.append(Part(score or 0, 0 if extra else column.max_centi, extra or column.rules.never_drop))
    stay = kept(parts, lowest=rules.drop_lowest, highest=rules.drop_highest) if rules else (True,) * len(parts)
    return _Group(
        sum(part.score_centi for part, stays in zip(parts, stay, strict=True) if stays),
        sum(part.max_centi for part, stays in zip(parts, stay, strict=True) if stays),
        tuple(column.item_id for column, stays in zip(counted, stay, strict=True) if not stays),
    )


def _in_all(book: Book, groups: Mapping[str | None, _Group]) -> int | None:
    if book.weighting is Weighting.POINTS:
        score, of = sum(group.score for group in groups.values()), sum(group.of for group in groups.values())
        return _bp(Fraction(score, of)) if of else None
    weighted = [
        (category.weight_bp, share)
        for category in book.categories
        if category.weight_bp and (share := groups[category.key].share) is not None
    ]
    weight = sum(part for part, _ in weighted)
    if not weight:
        return None
    return _bp(sum((part * share for part, share in weighted), Fraction(0)) / min(weight, ALL))


def _bp(share: Fraction | None) -> int | None:
    return None if share is None else rounded(ALL * share)
