"""Fingerprints: a few hashes of a document such that whoever copies a passage has some of them too.

Winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): of every window of neighbouring hashes the least one is kept,
so that any shared run of ``RUN + WINDOW - 1`` units shares a fingerprint, wherever it stands.
"""

from hashlib import blake2b

from functions.assessment.domain.kinds import Kind
from functions.assessment.domain.originality.documents import Document, units

PROSE_RUN, CODE_RUN = 3, 4
WINDOW = 4
MOST = 2_000
"""Fingerprints of one document; a longer one has the least of them."""


def fingerprints(document: Document, own: tuple[str, ...] = ()) -> frozenset[str]:
    """The fingerprints of a document, each of 12 hexadecimal digits; the same for the same units, whatever the layout.

    Some 2 / (``WINDOW`` + 1) of its weighty units. A document shorter than a run has one of what there is.
    """
    forms = [unit.form for unit in units(document, own) if unit.weight]
    run = PROSE_RUN if document.kind is Kind.PROSE else CODE_RUN
    if not forms:
        return frozenset()
    hashes = [_hash(document.kind, forms[place : place + run]) for place in range(max(1, len(forms) - run + 1))]
    kept = {min(hashes[place : place + WINDOW]) for place in range(max(1, len(hashes) - WINDOW + 1))}
    return frozenset(sorted(kept)[:MOST])


def _hash(kind: Kind, forms: list[str]) -> str:
    text = "\x1f".join([kind.value, *forms]).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=6).hexdigest()
