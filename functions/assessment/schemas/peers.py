"""Bodies about peer review. Nothing in what a reviewer reads tells whose work it is, nor the other way round."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.assessment.domain.reviewing import Peers, Review
from functions.assessment.domain.rubrics import MOST_CRITERIA, CriterionMark
from functions.assessment.schemas.assignments import HandedFileOut
from functions.assessment.schemas.rubrics import CRITERION_MARKS, RUBRIC, CriterionMarkOut, RubricOut
from functions.assessment.service.peers import OwnReviews
from shared.schemas import In, Out, Text

_SAID: dict[str, Any] = {"criteria": CRITERION_MARKS, "comment": "Which evening was it?"}
_GIVEN: dict[str, Any] = {
    "peer_review_id": "rev_01JD0Q4D5E6F7G8H9JKMNPQRST",
    "text": "On Monday it was a sickle.",
    "files": [],
}


class PeerReviewIn(In):
    """What a work is worth by the rubric, and what to say to its authors."""

    criteria: Annotated[tuple[CriterionMark, ...], Field(min_length=1, max_length=MOST_CRITERIA)]
    comment: Text | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [_SAID]})


class PeerReviewOut(Out):
    """What was said of a work."""

    criteria: list[CriterionMarkOut]
    comment: str | None

    model_config = ConfigDict(json_schema_extra={"examples": [_SAID]})

    @classmethod
    def of(cls, review: Review) -> "PeerReviewOut":
        """The answer for a review."""
        return cls.model_validate(review)


class ToReviewOut(Out):
    """A work to review, and what one said of it so far."""

    peer_review_id: str
    text: str
    files: list[HandedFileOut]
    """Opened with the id of this review."""
    review: PeerReviewOut | None


class OwnReviewsOut(Out):
    """What one reviews; and once the marks are worked out, what was said of one's own work, and both marks."""

    rubric: RubricOut | None
    """Null while there is nothing to review."""
    to_give: list[ToReviewOut]
    received: list[PeerReviewOut]
    work_bp: int | None
    reviewing_bp: int | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rubric": RUBRIC,
                    "to_give": [{**_GIVEN, "review": _SAID}],
                    "received": [],
                    "work_bp": None,
                    "reviewing_bp": None,
                }
            ]
        }
    )

    @classmethod
    def of(cls, own: OwnReviews) -> "OwnReviewsOut":
        """The answer for somebody's reviews."""
        given = [
            ToReviewOut(
                peer_review_id=one.peer_review_id,
                text=one.text,
                files=[HandedFileOut.model_validate(file) for file in one.files],
                review=PeerReviewOut.of(one.review) if one.review else None,
            )
            for one in own.to_give
        ]
        return cls(
            rubric=RubricOut.of(own.rubric) if own.rubric else None,
            to_give=given,
            received=[PeerReviewOut.of(one) for one in own.received],
            work_bp=own.work_bp,
            reviewing_bp=own.reviewing_bp,
        )


class PeerMarkOut(Out):
    """What a work, or somebody's reviewing, is worth."""

    id: str
    """The owner of the work, or the reviewer."""
    score_bp: int


class PeersOut(Out):
    """How peer review stands, for staff. Marks are empty until they are worked out."""

    seed: str
    """From which the allocation can be made again."""
    reviews: int
    works: list[PeerMarkOut]
    reviewers: list[PeerMarkOut]

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"seed": "5f0c9a3be1d27864", "reviews": 6, "works": [], "reviewers": []}]}
    )

    @classmethod
    def of(cls, peers: Peers) -> "PeersOut":
        """The answer for an allocation."""
        return cls(
            seed=peers.seed,
            reviews=len(peers.allotted),
            works=[PeerMarkOut(id=one, score_bp=score) for one, score in peers.works_bp.items()],
            reviewers=[PeerMarkOut(id=one, score_bp=score) for one, score in peers.reviewers_bp.items()],
        )
