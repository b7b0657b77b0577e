"""Public pages of what somebody earned."""

from html import escape
from typing import Annotated, Any

from fastapi import Path, Response
from fastapi.responses import HTMLResponse

from functions.motivation.errors import AchievementNotFound
from functions.motivation.schemas.badges import AchievementOut
from functions.motivation.service.badges import Achievement, find_achievement
from shared.auth import Anyone
from shared.contract import problems
from shared.http import api_router

router = api_router("/achievements", tag="Motivation")

# The page runs nothing and loads nothing. Nobody keeps it, since it may be closed at any moment.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
}
_SHOWN: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A page.",
        "content": {"text/html": {"schema": {"type": "string"}, "example": "<!doctype html>"}},
    }
}
Code = Annotated[str, Path(max_length=32, pattern=r"^[\x21-\x7e]+$", description="As the page's address has it.")]


@router.get("/{code}", responses=problems(AchievementNotFound))
def read_achievement(code: Code, _: Anyone, response: Response) -> AchievementOut:
    """Read what somebody shows of what they earned."""
    response.headers["cache-control"] = "no-store"
    return AchievementOut.of(find_achievement(code))


@router.get("/{code}/page", response_class=HTMLResponse, responses=_SHOWN | problems(AchievementNotFound))
def show_achievement(code: Code, _: Anyone) -> HTMLResponse:
    """Show the same as a page for people."""
    return HTMLResponse(page(find_achievement(code)), headers=HEADERS)


def page(achievement: Achievement) -> str:
    """The page, with every word escaped."""
    name, description = escape(achievement.badge.name), escape(achievement.badge.description)
    learner, organization = escape(achievement.learner_name), escape(achievement.organization_name)
    day = achievement.awarded_at.date().isoformat()
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{name} · {learner}</title></head>'
        '<body style="font-family:system-ui,sans-serif;max-width:560px;margin:48px auto;padding:0 24px">'
        f'<main><h1 style="margin-bottom:8px">{name}</h1><p style="white-space:pre-line">{description}</p>'
        f'<p style="font-size:20px"><strong>{learner}</strong></p>'
        f'<p>{organization} · <time datetime="{day}">{day}</time></p></main></body></html>'
    )
