"""Questions that are answered by a number, with a unit where one is asked for."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PlainSerializer, StringConstraints
from pydantic.functional_validators import BeforeValidator

from functions.assessment.domain.questions.base import AnyQuestion, Mark, Part
from shared.errors import FieldError
from shared.texts import OneLine, Printable

MOST_UNITS = 20
_FINE = Context(prec=60)
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?")
_GROUPED = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})(\.\d+)?")
_COMMA = re.compile(r"([+-]?\d+),(\d+)")
_LEADING = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d{1,2})?")


def number(text: str) -> Decimal | None:
    """The number that somebody wrote; None where it is none.

    A point separates decimals. Commas that stand as groups of three (1,234,567) or in the Indian way (12,34,567) are
    left out; a single comma elsewhere is a decimal one (3,14).
    """
    compact = re.sub(r"[\s\u00a0\u202f_]", "", text).replace("\u2212", "-")
    if len(compact) > 60:
        return None
    if grouped := _GROUPED.fullmatch(compact):
        compact = grouped[1] + grouped[2].replace(",", "") + (grouped[3] or "")
    elif comma := _COMMA.fullmatch(compact):
        compact = f"{comma[1]}.{comma[2]}"
    if not _PLAIN.fullmatch(compact):
        return None
    try:
        return Decimal(compact)
    except InvalidOperation:
        return None


def _exact(value: object) -> object:
    if isinstance(value, bool | float):
        raise ValueError("must be a whole number or a string, which is exact")
    if isinstance(value, str):
        found = number(value)
        if found is None:
            raise ValueError("must be a number")
        return found
    return value


Exact = Annotated[
    Decimal,
    BeforeValidator(_exact, json_schema_input_type=int | str),
    Field(max_digits=30, allow_inf_nan=False),
    PlainSerializer(lambda value: format(value, "f"), return_type=str),
]
"""An exact decimal number, as a string in JSON."""


class Tolerance(Part):
    """How near is right: ``absolute`` by so much, ``relative`` by so many parts of the value, ``significant`` when both
    agree in so many significant digits."""

    kind: Literal["absolute", "relative", "significant"]
    by: Exact

    def takes(self, answer: Decimal, value: Decimal) -> bool:
        """Whether the answer is near enough."""
        if self.kind == "absolute":
            return abs(answer - value) <= self.by
        if self.kind == "relative":
            return abs(answer - value) <= abs(value) * self.by
        context = Context(prec=int(self.by), rounding=ROUND_HALF_UP)
        return context.plus(answer) == context.plus(value)


class Unit(Part):
    """A unit in which an answer may be given; ``factor`` of them are one of the unit of the value."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20), Printable, OneLine]
    factor: Exact = Decimal(1)


class Written(Part):
    """What was written."""

    text: Annotated[str, StringConstraints(max_length=200), Printable]


class Numeric(AnyQuestion[Written]):
    """A number is right, or one near it.

    With units, the answer ends in one of them; the right number in no known unit is worth what ``unit_penalty_bp``
    leaves.
    """

    Response: ClassVar[type[Part]] = Written

    type: Literal["numeric"]
    value: Exact
    tolerance: Tolerance = Tolerance(kind="absolute", by=Decimal(0))
    units: Annotated[tuple[Unit, ...], Field(max_length=MOST_UNITS)] = ()
    unit_penalty_bp: Annotated[int, Field(ge=0, le=10_000)] = 10_000

    def broken_rules(self) -> Iterator[FieldError]:
        """A tolerance is nothing negative, and digits are counted in whole ones; units are told apart."""
        by = self.tolerance.by
        if by < 0:
            yield FieldError("/tolerance/by", "negative", "A tolerance is not negative.")
        if self.tolerance.kind == "significant" and not (by == by.to_integral_value() and 1 <= by <= 15):
            yield FieldError("/tolerance/by", "digits", "Between 1 and 15 digits can be significant.")
        for place, unit in enumerate(self.units):
            if unit.factor <= 0:
                yield FieldError(f"/units/{place}/factor", "not_positive", "A factor is greater than 0.")
        names = [unit.name.casefold() for unit in self.units]
        for place in range(len(names)):
            if names[place] in names[:place]:
                yield FieldError(f"/units/{place}/name", "repeated_unit", "Another unit has this name.")

    def shown(self, order: Any) -> dict[str, Any]:
        """The units that may be chosen, never the value or how near is near enough."""
        return {**super().shown(order), "units": [unit.name for unit in self.units]}

    def is_blank(self, response: Written) -> bool:
        """Whether nothing was written."""
        return not response.text.strip()

    def mark(self, response: Written) -> Mark:
        """All for a number that is near enough; less without its unit."""
        return Mark(self.worth(response.text))

    def worth(self, text: str) -> Fraction:
        """What this text is worth, from 0 to 1."""
        if not self.units:
            answer = number(text)
            return Fraction(answer is not None and self.tolerance.takes(answer, self.value))
        written = _LEADING.match(text.strip().replace("\u2212", "-"))
        answer = number(written[0]) if written else None
        if written is None or answer is None:
            return Fraction(0)
        name = text.strip()[written.end() :].strip().casefold()
        unit = next((unit for unit in self.units if unit.name.casefold() == name), None)
        if unit is not None:
            return Fraction(self.tolerance.takes(_FINE.divide(answer, unit.factor), self.value))
        return Fraction(self.tolerance.takes(answer, self.value)) * Fraction(10_000 - self.unit_penalty_bp, 10_000)

    def right_answer(self) -> dict[str, Any]:
        """The value, in its unit."""
        own = next((unit.name for unit in self.units if unit.factor == 1), "")
        return {"text": f"{self.value:f} {own}".strip()}
