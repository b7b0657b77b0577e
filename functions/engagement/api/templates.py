"""The words of an organization's notices over HTTP."""

from typing import Annotated

from fastapi import Path, Response

from functions.engagement.domain.sayings import Language
from functions.engagement.errors import TemplateChanged, TemplateNotFound
from functions.engagement.permissions import EDIT_TEMPLATES
from functions.engagement.schemas.templates import (
    NoticePreviewOut,
    NoticeTemplateIn,
    NoticeTemplateOut,
    NoticeTemplatesOut,
)
from functions.engagement.wiring import Templates
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.etag import ExpectedRevision, tag
from shared.http import api_router

router = api_router("/notices/templates", tag="Notices")

Editor = Annotated[Caller, permitted(EDIT_TEMPLATES)]
InLanguage = Annotated[Language, Path(max_length=2)]
Kind = Annotated[str, Path(max_length=40, pattern=r"^[a-z_]+$")]


@router.get("", response_model=NoticeTemplatesOut)
def list_templates(_: Editor, templates: Templates) -> NoticeTemplatesOut:
    """List the words of every kind of notice in every language, and what may stand in them."""
    return NoticeTemplatesOut(items=[NoticeTemplateOut.of(*words) for words in templates.list()])


@router.get("/{notice_kind}/{language}", response_model=NoticeTemplateOut, responses=problems(TemplateNotFound))
def read_template(
    notice_kind: Kind, language: InLanguage, _: Editor, templates: Templates, response: Response
) -> NoticeTemplateOut:
    """Read the words of a kind of notice. The tag is `rev-0` as long as they are ours."""
    rule, own = templates.get(notice_kind, language)
    tag(response, own.revision if own else 0)
    return NoticeTemplateOut.of(rule, language, own)


@router.put(
    "/{notice_kind}/{language}", response_model=NoticeTemplateOut, responses=problems(TemplateNotFound, TemplateChanged)
)
def save_template(
    notice_kind: Kind,
    language: InLanguage,
    body: NoticeTemplateIn,
    _: Editor,
    templates: Templates,
    expected: ExpectedRevision,
    response: Response,
) -> NoticeTemplateOut:
    """Word a kind of notice in the organization's own way. A placeholder that the kind does not have is refused."""
    own = templates.save(notice_kind, language, body.title, body.text, expected)
    tag(response, own.revision)
    return NoticeTemplateOut.of(templates.get(notice_kind, language)[0], language, own)


@router.delete("/{notice_kind}/{language}", status_code=204, responses=problems(TemplateNotFound, TemplateChanged))
def delete_template(notice_kind: Kind, language: InLanguage, _: Editor, templates: Templates) -> None:
    """Go back to our words for a kind of notice."""
    templates.delete(notice_kind, language)


@router.post("/{notice_kind}/{language}/preview", response_model=NoticePreviewOut, responses=problems(TemplateNotFound))
def preview_template(
    notice_kind: Kind, language: InLanguage, body: NoticeTemplateIn, caller: Editor, templates: Templates
) -> NoticePreviewOut:
    """See the mail that some words would make, with made-up facts. Nothing is stored or sent."""
    return NoticePreviewOut.of(templates.preview(notice_kind, language, body.title, body.text, caller.user_id))
