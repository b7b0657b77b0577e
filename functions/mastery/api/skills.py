"""Skills over HTTP."""

from typing import Annotated

from fastapi import Query, Response, status

from functions.mastery.errors import SkillArchived, SkillHasParts, SkillNameTaken, SkillNotFound, SkillsFull
from functions.mastery.permissions import MANAGE_SKILLS
from functions.mastery.schemas import SkillChangeIn, SkillIn, SkillOut, SkillsOut
from functions.mastery.wiring import Skills
from shared.auth import Caller, SignedIn, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.schemas import BodyId, PathId

router = api_router("/skills", tag="Skills and mastery")

Manager = Annotated[Caller, permitted(MANAGE_SKILLS)]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(SkillNameTaken, SkillArchived, SkillsFull, IdempotencyKeyReused),
)
def create_skill(wanted: SkillIn, _: Manager, skills: Skills, once: OnceOnly, response: Response) -> SkillOut:
    """Add a skill, at the top or as a part of another one. The tree has at most six levels and 500 skills."""
    skill = skills.create(wanted.name, wanted.parent_id, once=once)
    tag(response, skill.revision)
    return SkillOut.of(skill)


@router.get("", responses=problems())
def list_skills(_: SignedIn, skills: Skills) -> SkillsOut:
    """List the organization's skills, archived ones too."""
    return SkillsOut(items=[SkillOut.of(skill) for skill in skills.list()])


@router.get("/{skill_id}", responses=problems(SkillNotFound))
def read_skill(skill_id: PathId, _: SignedIn, skills: Skills, response: Response) -> SkillOut:
    """Read a skill."""
    skill = skills.get(skill_id)
    tag(response, skill.revision)
    return SkillOut.of(skill)


@router.put(
    "/{skill_id}", responses=problems(SkillNotFound, SkillNameTaken, SkillHasParts, SkillArchived, PreconditionFailed)
)
def change_skill(
    skill_id: PathId,
    wanted: SkillChangeIn,
    _: Manager,
    skills: Skills,
    expected: ExpectedRevision,
    response: Response,
) -> SkillOut:
    """Rename a skill, move it with its parts below another one, archive it or take it back. What is known of what
    people master stays.
    """
    skill = skills.change(skill_id, wanted.changes(), expected=expected)
    tag(response, skill.revision)
    return SkillOut.of(skill)


@router.delete("/{skill_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(SkillNotFound, SkillHasParts))
def archive_skill(
    skill_id: PathId,
    caller: Manager,
    skills: Skills,
    merge_into: Annotated[
        BodyId | None,
        Query(description="The skill that it goes into for good, with all that is known of it; for administrators."),
    ] = None,
) -> None:
    """Archive a skill, or merge it into another one with `merge_into`. What is known of what people master stays."""
    if merge_into is None:
        skills.archive(skill_id)
    else:
        skills.merge(skill_id, merge_into, by=caller)
