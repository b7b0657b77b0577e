"""Reads and writes peer reviews."""

import json
import zlib
from collections.abc import Sequence

from functions.assessment.domain.reviewing import Peers, Review
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import PeersRow, ReviewRow
from shared.events import DomainEvent


class PeerRepository(TableRepository):
    """One tenant's peer reviews."""

    def find(self, assignment_id: str) -> Peers | None:
        """Who reads whose work for an assignment."""
        row = self._find(PeersRow, PeersRow.key(self.org_id, assignment_id), consistent=True)
        return (
            Peers.model_validate({**json.loads(zlib.decompress(row.packed)), "revision": row.revision}) if row else None
        )

    def save(self, peers: Peers, *, tells: Sequence[DomainEvent] = ()) -> None:
        """Store an allocation that is new, or still as it was read (``ConditionFailed`` else)."""
        pk, sk = PeersRow.key(self.org_id, peers.assignment_id)
        row = PeersRow(
            pk=pk,
            sk=sk,
            packed=zlib.compress(peers.model_dump_json(exclude={"revision"}).encode()),
            revision=peers.revision,
        )
        self._store(row, tells=tells)

    def reviews(self, assignment_id: str) -> dict[str, Review]:
        """What was said so far, by id: some thousand reviews at most."""
        pk, begin = ReviewRow.key(self.org_id, assignment_id)
        rows = self._query_all(ReviewRow, pk, begins_with=begin)
        return {row.peer_review_id: Review.model_validate(row) for row in rows}

    def put(self, assignment_id: str, review: Review) -> None:
        """Store a review, if it is new or still as it was read (``ConditionFailed`` else)."""
        pk, sk = ReviewRow.key(self.org_id, assignment_id, review.peer_review_id)
        criteria = [mark.model_dump(mode="json") for mark in review.criteria]
        row = ReviewRow(
            pk=pk,
            sk=sk,
            peer_review_id=review.peer_review_id,
            criteria=criteria,
            comment=review.comment,
            at=review.at,
            revision=review.revision,
        )
        self._store(row)
