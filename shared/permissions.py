"""Roles, and permissions by name: who may do what is data, declared by each room."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in an organization. One person may be different things in different organizations."""

    PLATFORM_ADMIN = "platform_admin"
    ORG_ADMIN = "org_admin"
    TUTOR = "tutor"
    STUDENT = "student"


@dataclass(frozen=True, slots=True)
class Permission:
    """The right to do one thing, and the roles that have it: ``Permission("courses.publish", roles={...})``."""

    name: str
    roles: frozenset[Role]

    def __init__(self, name: str, *, roles: set[Role]) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "roles", frozenset(roles))

    def is_held_by(self, roles: frozenset[Role]) -> bool:
        """Whether one of these roles has it."""
        return not self.roles.isdisjoint(roles)
