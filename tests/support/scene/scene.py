"""Two organizations with people in every role, strangers, people who may act no more, and things to act on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from functions.identity.domain.organizations import Organization
from infra.contexts import CONTEXTS
from infra.local.oneprocess import OneProcess
from shared.clock import system_clock
from shared.permissions import Role
from tests.support.actors import Actor, open_platform
from tests.support.client import Client
from tests.support.scene.operations import Operation
from tests.support.scene.tables import Tables
from tests.support.scene.things import NO_THING, Things
from tests.support.world import World

Cast = dict[Role, Actor]
MEMBERS = (Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN)


class GoingOn:
    """A clock that goes on from a moment that is over."""

    def __init__(self, at: datetime) -> None:
        self._at, self._since = at, monotonic()

    def now(self) -> datetime:
        """The moment, and what has passed since the clock was made."""
        return self._at + timedelta(seconds=monotonic() - self._since)


class Scene:
    """The stage. ``mine`` is the organization that others try to reach into."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.client: Client = world.client
        platform = world.actor("platform_admin", of=open_platform())
        mine, theirs = world.organization(), world.organization()
        self.cast = self._cast(mine, platform, password="nine purple mangoes")
        self.peers = self._cast(mine, platform)
        self.strangers = self._cast(theirs, platform)
        self.things, self.other_things = (self._things(self.cast, mine) for _ in range(2))
        self.their_things = self._things(self.strangers, theirs)
        self.deactivated = self._deactivated(mine)
        self.signed_out = self._signed_out(mine)
        self.suspended = self._suspended(platform)
        world.settle()
        self.tables = Tables(world.process)
        self._users: dict[Operation, Actor] = {}
        self._set_at = system_clock.now()

    @contextmanager
    def as_it_was_set(self) -> Iterator[None]:
        """Meanwhile, time goes on from when the stage was set: its people stay signed in for some minutes only."""
        with system_clock.time_from(GoingOn(self._set_at)):
            yield

    def bare_things(self, operation: Operation) -> Things:
        """What an operation is about, as it is when it begins: an empty topic in a course that nobody published."""
        organization = self.cast[Role.TUTOR].org
        return Things(self.cast, only=operation.params, people=self._people(organization))

    def user_of(self, operation: Operation) -> Actor:
        """Somebody who can do this with the things there are, or might if these were at their beginning."""
        if operation not in self._users:
            owners = self.things.owners(operation)
            self._users[operation] = next((one for one in owners if self._can(operation, one)), owners[0])
        return self._users[operation]

    def _can(self, operation: Operation, actor: Actor) -> bool:
        answer = self.things.send(operation, actor)
        if self.tables.changes():
            self.tables.rewind()
        return answer.status_code < 300

    def everything_mine(self) -> set[str]:
        """Every id of the organization that others try to reach into, its people's too."""
        people = {actor.user_id for role, actor in [*self.cast.items(), *self.peers.items()] if role in MEMBERS}
        ids = {value for things in (self.things, self.other_things) for value in things.ids.values() if "_" in value}
        return (people | ids) - set(NO_THING.values())

    def _things(self, cast: Cast, organization: Organization) -> Things:
        """One of each, and an administrator who is enrolled in the course like its student, but has not reviewed it."""
        things = Things(cast, people=self._people(organization), settle=self.world.settle)
        assert cast[Role.ORG_ADMIN].post(f"/courses/{things.ids['course_id']}/enroll").status_code == 201
        return things

    def _people(self, organization: Organization) -> dict[str, str]:
        """Somebody who is to become an instructor."""
        return {"instructor_id": self.world.actor("tutor", of=organization).user_id}

    def _cast(self, organization: Organization, platform: Actor, password: str | None = None) -> Cast:
        people = {role: self.world.actor(role, of=organization, password=password) for role in MEMBERS}
        return {**people, Role.PLATFORM_ADMIN: platform}

    def _deactivated(self, organization: Organization) -> Cast:
        cast = {role: self.world.actor(role, of=organization) for role in MEMBERS}
        for actor in cast.values():
            admin = self.cast[Role.ORG_ADMIN]
            tag = admin.get(f"/users/{actor.user_id}").headers["etag"]
            answer = admin.put(f"/users/{actor.user_id}", {"status": "deactivated"}, headers={"if-match": tag})
            assert answer.status_code == 200, answer.text
        return cast

    def _signed_out(self, organization: Organization) -> Cast:
        cast = {role: self.world.actor(role, of=organization) for role in MEMBERS}
        for actor in cast.values():
            assert actor.post("/auth/logout").status_code == 204
        return cast

    def _suspended(self, platform: Actor) -> Cast:
        organization = self.world.organization()
        cast = {role: self.world.actor(role, of=organization) for role in MEMBERS}
        answer = platform.put(f"/organizations/{organization.org_id}/suspension")
        assert answer.status_code == 200, answer.text
        return cast


@dataclass(frozen=True, slots=True)
class Made:
    """A stage that was set some time ago, and what puts everything back to how it was then."""

    scene: Scene
    put_back: Callable[[], None]


_made: Made | None = None


@contextmanager
def a_scene() -> Iterator[Scene]:
    """Set the stage, and clear it away again. One that was set before is put back as it was."""
    global _made  # setting the stage takes seconds, and every module asks for it
    if _made is None:
        process = OneProcess(CONTEXTS)
        process.start()
        _made = Made(Scene(World(process)), process.keep())
    else:
        process = _made.scene.world.process
        process.start()
        _made.put_back()
        _made.scene.tables.keep()
    try:
        with _made.scene.as_it_was_set():
            yield _made.scene
    finally:
        process.stop()
