"""What documents are compared by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a token in the form in which it is compared, and where it stands in the text."""

    form: str
    start: int
    end: int
    weight: int
    """How much it says of where it comes from; 0 for what everybody writes."""
    sentence: int
    """The sentence or the statement that it belongs to, by number."""
