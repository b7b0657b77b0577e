"""Goods and services tax: what of a price is which tax, by whom it is sold, where the buyer is, and the day.

Within a state the tax is half central, half the state's (or the union territory's); between states it is integrated;
what is bought from abroad is an export and carries none. Whole minor units throughout: every line is rounded by itself,
half up, and the two halves are one number, so that they cannot differ. The rates are configuration with dates, to be
confirmed by an accountant.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.sharing import shared_out

TEACHING = "999293"
"""The service accounting code of commercial training and coaching."""
WHOLE_BP = 10_000
UNION_TERRITORIES = frozenset({"04", "25", "26", "31", "35", "38"})
"""Those without a legislature, whose half of the tax has a name of its own."""


class PriceMode(StrEnum):
    """Whether prices are told with the tax in them."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


class TaxKind(StrEnum):
    """Whose tax it is."""

    CGST = "cgst"
    SGST = "sgst"
    UTGST = "utgst"
    IGST = "igst"


class Treatment(StrEnum):
    """Why there is the tax that there is."""

    INTRA_STATE = "intra_state"
    INTER_STATE = "inter_state"
    EXPORT = "export"
    UNREGISTERED = "unregistered"
    """Who sells is not registered, and may charge none."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Rate(_Value):
    """What a service is taxed with from a day on, in ten-thousandths."""

    sac: str
    basis_points: int
    valid_from: date


RATES = (Rate(sac=TEACHING, basis_points=1_800, valid_from=date(2017, 7, 1)),)


class Supplier(_Value):
    """Who sells, as far as the tax asks."""

    state_code: str
    """The two digits of the GST state."""
    registered: bool = True
    price_mode: PriceMode = PriceMode.INCLUSIVE


class Place(_Value):
    """Where the buyer is."""

    country: str = "IN"
    state_code: str | None = None
    """None where nobody said: then the supply takes place where who sells is."""


class TaxableLine(_Value):
    """Something that is sold, after discounts, priced as the supplier prices."""

    amount_minor: int
    sac: str = TEACHING


class Tax(_Value):
    """One tax on one line, or on all of them."""

    kind: TaxKind
    basis_points: int
    amount_minor: int


class TaxedLine(_Value):
    """A line with what it is made of: ``taxable_minor`` and the taxes add up to ``total_minor``."""

    sac: str
    taxable_minor: int
    taxes: tuple[Tax, ...] = ()

    @property
    def tax_minor(self) -> int:
        """All its taxes."""
        return sum(tax.amount_minor for tax in self.taxes)

    @property
    def total_minor(self) -> int:
        """What is paid for it."""
        return self.taxable_minor + self.tax_minor


class TaxAssessment(_Value):
    """What of a purchase is which tax. Kept with the order, so that a later rate changes nothing of it."""

    treatment: Treatment
    place_of_supply: str | None
    """The state's two digits; None outside India."""
    lines: tuple[TaxedLine, ...]

    @property
    def taxable_minor(self) -> int:
        """What is taxed."""
        return sum(line.taxable_minor for line in self.lines)

    @property
    def tax_minor(self) -> int:
        """All taxes."""
        return sum(line.tax_minor for line in self.lines)

    @property
    def total_minor(self) -> int:
        """What is paid."""
        return self.taxable_minor + self.tax_minor

    @property
    def taxes(self) -> tuple[Tax, ...]:
        """The taxes of all lines together, one for each kind and rate."""
        sums: dict[tuple[TaxKind, int], int] = {}
        for tax in (tax for line in self.lines for tax in line.taxes):
            sums[tax.kind, tax.basis_points] = sums.get((tax.kind, tax.basis_points), 0) + tax.amount_minor
        return tuple(Tax(kind=kind, basis_points=rate, amount_minor=sums[kind, rate]) for kind, rate in sums)

    def part(self, *, before: int, now: int) -> "TaxAssessment":
        """What of it falls on ``now`` of its total, after ``before``: of an instalment, or of what is given back.

        Worked out from the sums, so that parts which make up the total make up every line and every tax, and the halves
        of a tax stay the same. A part of a paisa or two may have a taxable value of a paisa below zero. Raises
        ``ValueError`` for more than there is.
        """
        if not 0 <= before <= before + now <= self.total_minor:
            raise ValueError("A part is no more than the whole.")
        first, last = self._up_to(before), self._up_to(before + now)
        lines = tuple(_less(one, other) for one, other in zip(last, first, strict=True))
        return self.model_copy(update={"lines": lines})

    def _up_to(self, amount: int) -> list[TaxedLine]:
        shares = shared_out(amount, [line.total_minor for line in self.lines])
        return [_portion(line, share) for line, share in zip(self.lines, shares, strict=True)]


class NoRate(LookupError):
    """No rate is known for a service on a day."""


def assess(
    lines: Sequence[TaxableLine],
    *,
    supplier: Supplier,
    place_of_supply: Place,
    on: date,
    rates: Sequence[Rate] = RATES,
) -> TaxAssessment:
    """What of these lines is which tax, sold on that day (by the supplier's calendar). Raises ``NoRate``."""
    at_home = place_of_supply.country == "IN"
    state = place_of_supply.state_code or supplier.state_code
    if not supplier.registered:
        treatment = Treatment.UNREGISTERED
    elif not at_home:
        treatment = Treatment.EXPORT
    else:
        treatment = Treatment.INTRA_STATE if state == supplier.state_code else Treatment.INTER_STATE
    return TaxAssessment(
        treatment=treatment,
        place_of_supply=state if at_home else None,
        lines=tuple(_taxed(line, treatment, state, supplier.price_mode, on, rates) for line in lines),
    )


def rate_on(sac: str, on: date, rates: Sequence[Rate] = RATES) -> int:
    """The rate of a service on a day, in ten-thousandths. Raises ``NoRate``."""
    known = [rate for rate in rates if rate.sac == sac and rate.valid_from <= on]
    if not known:
        raise NoRate(f"No rate of {sac} is known for {on}.")
    return max(known, key=lambda rate: rate.valid_from).basis_points


def half_up(number: int, divisor: int) -> int:
    """A quotient of whole numbers, rounded to the nearest; in the middle, up."""
    return (2 * number + divisor) // (2 * divisor)


def _taxed(
    line: TaxableLine, treatment: Treatment, state: str, mode: PriceMode, on: date, rates: Sequence[Rate]
) -> TaxedLine:
    if treatment in {Treatment.UNREGISTERED, Treatment.EXPORT}:
        return TaxedLine(sac=line.sac, taxable_minor=line.amount_minor)
    rate = rate_on(line.sac, on, rates)
    kinds: tuple[TaxKind, ...] = (TaxKind.IGST,)
    if treatment is Treatment.INTRA_STATE:
        kinds = (TaxKind.CGST, TaxKind.UTGST if state in UNION_TERRITORIES else TaxKind.SGST)
    inclusive = mode is PriceMode.INCLUSIVE
    base = WHOLE_BP + rate if inclusive else WHOLE_BP
    each = half_up(line.amount_minor * rate, base * len(kinds))
    return TaxedLine(
        sac=line.sac,
        taxable_minor=line.amount_minor - each * len(kinds) if inclusive else line.amount_minor,
        taxes=tuple(Tax(kind=kind, basis_points=rate // len(kinds), amount_minor=each) for kind in kinds),
    )


def _portion(line: TaxedLine, amount: int) -> TaxedLine:
    """So much of a line's total, every tax in its proportion and rounded half up."""
    whole = line.total_minor or 1
    taxes = tuple(
        tax.model_copy(update={"amount_minor": half_up(tax.amount_minor * amount, whole)}) for tax in line.taxes
    )
    return TaxedLine(sac=line.sac, taxable_minor=amount - sum(tax.amount_minor for tax in taxes), taxes=taxes)


def _less(last: TaxedLine, first: TaxedLine) -> TaxedLine:
    taxes = tuple(
        one.model_copy(update={"amount_minor": one.amount_minor - other.amount_minor})
        for one, other in zip(last.taxes, first.taxes, strict=True)
    )
    return TaxedLine(sac=last.sac, taxable_minor=last.taxable_minor - first.taxable_minor, taxes=taxes)
