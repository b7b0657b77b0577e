"""What mastery runs."""

from events.assessment import AttemptGraded
from events.identity import MemberRemoved
from events.mastery import SkillMerged
from shared.manifest import READ, Context, Function

MASTERY = Context(
    name="mastery",
    routes=(
        "/skills",
        "/courses/{course_id}/skills",
        "/courses/{course_id}/skill-gaps",
        "/users/{user_id}/mastery",
        "/users/{user_id}/skill-gaps",
    ),
    tells=(SkillMerged,),
    hears=(AttemptGraded, MemberRemoved),
    asks=("identity", "catalog"),
    answers=("GetItem", "BatchGetItem"),
    api=Function(table=(*READ, "PutItem")),
    handlers=Function(table=(*READ, "PutItem", "UpdateItem", "DeleteItem"), asks=()),
)
