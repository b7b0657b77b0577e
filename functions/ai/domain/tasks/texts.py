"""Texts as vectors, and in another language."""

from functions.ai.domain.tasks.base import Request, Result


class EmbedRequest(Request):
    """Texts to be compared by what they are about."""

    texts: tuple[str, ...]


class EmbedResult(Result):
    """A vector of length 1 for each; vectors of different models must not be compared."""

    vectors: tuple[tuple[float, ...], ...]


class TranslateRequest(Request):
    """Texts to be said in another language."""

    texts: tuple[str, ...]
    wanted: str


class TranslateResult(Result):
    """Each in the other language, in the same order."""

    texts: tuple[str, ...]
