"""Peer review over HTTP."""

from typing import Annotated

from functions.assessment.errors import (
    AssignmentNotFound,
    NotEnrolled,
    NotYourCourse,
    PeersNotEnough,
    PeersNotPossible,
    ReviewNotFound,
    RubricNotFollowed,
    RubricNotFound,
)
from functions.assessment.permissions import GRADE, TAKE
from functions.assessment.schemas.peers import OwnReviewsOut, PeerReviewIn, PeerReviewOut, PeersOut
from functions.assessment.wiring import Peers
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/assignments/{assignment_id}/peer-reviews", tag="Peer review")

Marker = Annotated[Caller, permitted(GRADE)]
Participant = Annotated[Caller, permitted(TAKE)]


@router.put(
    "/allocation",
    responses=problems(AssignmentNotFound, NotYourCourse, PeersNotPossible, PeersNotEnough, RubricNotFound),
)
def allot_reviews(assignment_id: PathId, caller: Marker, peers: Peers) -> PeersOut:
    """Give everybody who handed in others' works to review; who handed in since joins in. Safe to repeat."""
    return PeersOut.of(peers.allot(assignment_id, by=caller))


@router.get("", responses=problems(AssignmentNotFound, NotEnrolled, PeersNotPossible, RubricNotFound))
def read_own_reviews(assignment_id: PathId, caller: Participant, peers: Peers) -> OwnReviewsOut:
    """Read the works that you are to review, and in the end what was said of yours. Nobody is named."""
    return OwnReviewsOut.of(peers.own(assignment_id, by=caller))


@router.put(
    "/reviews/{peer_review_id}",
    responses=problems(
        AssignmentNotFound, ReviewNotFound, NotEnrolled, PeersNotPossible, RubricNotFollowed, RubricNotFound
    ),
)
def put_review(
    assignment_id: PathId, peer_review_id: PathId, body: PeerReviewIn, caller: Participant, peers: Peers
) -> PeerReviewOut:
    """Say what a work that you were given is worth. You may change it until reviews are due."""
    return PeerReviewOut.of(peers.review(assignment_id, peer_review_id, body.criteria, body.comment, by=caller))


@router.put("/evaluation", responses=problems(AssignmentNotFound, NotYourCourse, PeersNotPossible, RubricNotFound))
def evaluate_reviews(assignment_id: PathId, caller: Marker, peers: Peers) -> PeersOut:
    """Work out what works and reviews are worth; no review is taken after that. Repeating it gives the same."""
    return PeersOut.of(peers.work_out(assignment_id, by=caller))
