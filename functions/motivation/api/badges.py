"""The badges that can be earned, and the public pages of one's own."""

from typing import Annotated

from fastapi import Response, status

from functions.motivation.errors import BadgeBuiltIn, BadgeNotFound, CourseNotFound, TooManyBadges
from functions.motivation.permissions import MANAGE_MOTIVATION, SEE_MOTIVATION
from functions.motivation.schemas.badges import BadgeIn, BadgeOut, BadgeShareOut, BadgesOut, BadgeWordsIn
from functions.motivation.wiring import Badges, Shares
from shared import settings
from shared.auth import Caller, permitted
from shared.clock import system_clock
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.ids import new_id
from shared.schemas import PathId

router = api_router("/badges", tag="Motivation")

Learner = Annotated[Caller, permitted(SEE_MOTIVATION)]
Manager = Annotated[Caller, permitted(MANAGE_MOTIVATION)]


@router.get("", responses=problems())
def list_badges(_: Learner, badges: Badges) -> BadgesOut:
    """List the badges that can be earned, those of every organization first."""
    return BadgesOut(items=[BadgeOut.of(badge) for badge in badges.list_badges()])


@router.post(
    "", status_code=status.HTTP_201_CREATED, responses=problems(CourseNotFound, TooManyBadges, IdempotencyKeyReused)
)
def define_badge(body: BadgeIn, _: Manager, badges: Badges, once: OnceOnly, response: Response) -> BadgeOut:
    """Define a badge. What was done before counts, too: who fulfils it gets it with the next thing that they do."""
    badge = badges.define(body.badge(new_id("bdg"), system_clock.now()), once=once)
    tag(response, badge.revision)
    return BadgeOut.of(badge)


@router.get("/{badge_id}", responses=problems(BadgeNotFound))
def read_badge(badge_id: PathId, _: Learner, badges: Badges, response: Response) -> BadgeOut:
    """Read a badge, also one that was withdrawn."""
    badge = badges.get(badge_id)
    tag(response, badge.revision)
    return BadgeOut.of(badge)


@router.put("/{badge_id}", responses=problems(BadgeNotFound, BadgeBuiltIn, PreconditionFailed, PreconditionRequired))
def change_badge(
    badge_id: PathId,
    body: BadgeWordsIn,
    _: Manager,
    badges: Badges,
    expected: ExpectedRevision,
    response: Response,
) -> BadgeOut:
    """Give a badge of the organization other words. What it is earned for stays: withdraw it, and define another."""
    badge = badges.change(badge_id, body.name, body.description, expected=expected)
    tag(response, badge.revision)
    return BadgeOut.of(badge)


@router.delete("/{badge_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(BadgeNotFound, BadgeBuiltIn))
def withdraw_badge(badge_id: PathId, _: Manager, badges: Badges) -> None:
    """Let nobody earn a badge of the organization any more. Who earned it keeps it, and may show it."""
    badges.withdraw(badge_id)


@router.put("/{badge_id}/share", responses=problems(BadgeNotFound))
def share_badge(badge_id: PathId, caller: Learner, shares: Shares) -> BadgeShareOut:
    """Open a public page for a badge that you earned: it shows the badge, your name, the organization and the day."""
    code = shares.open(badge_id, by=caller)
    page = f"{settings.public_url()}/api/v1/achievements/{code}/page"
    return BadgeShareOut(badge_id=badge_id, code=code, page=page)


@router.delete("/{badge_id}/share", status_code=status.HTTP_204_NO_CONTENT, responses=problems(BadgeNotFound))
def unshare_badge(badge_id: PathId, caller: Learner, shares: Shares) -> None:
    """Close the public page of a badge. Its address never works again; sharing anew makes another."""
    shares.close(badge_id, by=caller)
