"""Originality checks: the few documents that share fingerprints are found in the index and compared word by word."""

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from functions.assessment.domain.originality import Document, Kind, Report, compare, fingerprints, units
from functions.assessment.domain.originality.contract import Finding, Piece
from functions.assessment.repository.originality import KeptReport, KnownDocument, OriginalityRepository
from shared.clock import Clock, system_clock

FEWEST_UNITS = 20
"""Words or tokens below which nothing can be told."""
MOST_HOLDERS = 200
"""A fingerprint that so many have is everybody's: whoever has it after them is not found by it."""
MOST_CANDIDATES = 40
"""Documents that are read, those first that share the most and the rarest fingerprints."""
LEAST_BP = 1_500
"""Less likeness than that is chance, and no source."""


class OriginalityService:
    """What was handed in to one tenant, checked against all that is known: what others handed in, and what lessons
    say."""

    def __init__(self, originality: OriginalityRepository, clock: Clock = system_clock) -> None:
        self._originality = originality
        self._clock = clock

    def check(self, piece: Piece) -> Finding | None:
        """What of a piece is found elsewhere; None where it is too short to tell. The piece is then known itself.

        Safe to repeat: the same text has the report that it had.
        """
        document = Document(piece.text, _kind(piece.language))
        if len(units(document, piece.given)) < FEWEST_UNITS:
            return None
        document_id, digest = f"{piece.work_id}/{piece.item_id}", _digest(piece)
        before = self._originality.find_report(piece.work_id, piece.item_id)
        if before and before.digest == digest:
            return Finding(document_id, before.report.score_bp)
        known = KnownDocument(
            document_id,
            piece.course_id,
            piece.activity_id,
            piece.work_id,
            piece.item_id,
            piece.user_ids,
            document,
        )
        prints = self.know(known, piece.given)
        # Looked up after it can be found itself: of two that come at the same moment one at least finds the other.
        report = self._compared(piece, document, self._originality.holders(prints))
        # The report comes last: until it is there, a repeated call does all of this again.
        self._originality.keep_report(piece.work_id, KeptReport(piece.item_id, digest, report, self._clock.now()))
        return Finding(document_id, report.score_bp)

    def know(self, known: KnownDocument, given: tuple[str, ...] = ()) -> frozenset[str]:
        """Let a text be found from now on by what is not ``given``. Returns its fingerprints. Safe to repeat."""
        prints = fingerprints(known.document, given)
        holders = self._originality.holders(prints)
        rare = (one for one in prints if len(holders.get(one, ())) < MOST_HOLDERS)
        new = sorted(one for one in rare if known.document_id not in holders.get(one, ()))
        self._originality.add_holder(known.document_id, new)
        # The text comes last: until it is there, whoever reads lessons does all of this again.
        self._originality.keep_document(known)
        return prints

    def _compared(self, piece: Piece, document: Document, holders: Mapping[str, frozenset[str]]) -> Report:
        """The report against whoever shares fingerprints, one's own earlier work apart."""
        shared: Counter[str] = Counter()
        for documents in holders.values():
            for one in documents:
                # The rarer, the more it says; in whole numbers, so that the order is the same everywhere.
                shared[one] += 1_000_000 // len(documents)
        ranked = sorted(
            (one for one in shared if not one.startswith(f"{piece.work_id}/")), key=lambda one: (-shared[one], one)
        )
        found = self._originality.find_documents(ranked[: 2 * MOST_CANDIDATES])
        foreign = [found[one] for one in ranked if one in found and not set(found[one].user_ids) & set(piece.user_ids)][
            :MOST_CANDIDATES
        ]
        candidates = {one.document_id: one.document for one in foreign}
        return compare(document, candidates, own=piece.given, least_bp=LEAST_BP)


def _kind(language: str | None) -> Kind:
    return Kind(language) if language else Kind.PROSE


def _digest(piece: Piece) -> str:
    parts = [piece.text, piece.language or "", *piece.given]
    return sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
