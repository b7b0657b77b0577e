"""The words of one letter in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and paragraphs, in which ``$name`` and the like stand for facts. The button, if any, stands before the
    last ``after`` paragraphs."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str = ""
    after: int = 1
