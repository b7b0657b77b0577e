"""What a room runs, as data: tables, functions, routes, rules, queues, grants and alarms all derive from it."""

from dataclasses import dataclass, field

from shared.events import DomainEvent

READ = ("GetItem", "BatchGetItem", "Query")
DOORS = ("api", "hooks")
"""The functions that requests come in through."""
WRITE = ("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem")


@dataclass(frozen=True, kw_only=True)
class Function:
    """One Lambda function of a room. ``table`` are the actions it may take on its room's own table."""

    memory_mb: int = 1024
    timeout_s: int = 29
    table: tuple[str, ...] = READ + WRITE
    secrets: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    answers_machines: tuple[str, ...] = ()
    """The room's workflows that wait for it, and that it answers."""
    transcodes: bool = False
    """Whether it lets MediaConvert read and write its room's bucket."""
    sends_mail: bool = False
    tells: bool = False
    """Whether it puts events onto the bus itself, because no row carries them."""
    seals: tuple[str, ...] = ()
    """What it does with the stage's key itself: actions of KMS, on secrets that its room keeps sealed."""
    files: bool | tuple[str, ...] = False
    """What it may do in its room's bucket: actions of S3, or True for reading, writing and deleting objects."""
    asks: tuple[str, ...] | None = None
    """Those of the rooms that its room asks which this function asks; None for all of them."""
    layers: tuple[str, ...] = ()
    """Layers beyond those that the whole room stands on."""
    calls: tuple[str, ...] = ()
    """Rooms whose tasks it calls, and waits for."""
    isolated: bool = False
    """Whether it stands in a network without a way out, and may do nothing at all to anything of AWS."""


@dataclass(frozen=True, kw_only=True)
class Secret:
    """A secret that the room's functions read. ``generated`` ones begin as a random value, others are put by hand."""

    name: str
    description: str
    generated: bool = True


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A task that runs by the clock, as an EventBridge ``rate(...)`` or ``cron(...)`` in UTC."""

    task: str
    every: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A task that runs when an AWS service tells something on the account's own bus; the event is its ``detail``."""

    task: str
    source: str
    detail_type: str
    detail: dict[str, list[str]] = field(default_factory=dict, hash=False)
    """What the event must say."""


@dataclass(frozen=True, kw_only=True)
class Expiry:
    """Files whose keys begin so go by themselves after some days."""

    prefix: str
    days: int


@dataclass(frozen=True)
class Watched:
    """A figure that should be 0: the function that counts it, its name, and the heading of docs/operations.md."""

    module: str
    figure: str
    runbook: str


@dataclass(frozen=True, kw_only=True)
class Context:
    """A room's manifest.

    ``routes`` are paths under ``/api/v1``; each covers itself and all below it, the most specific one wins. A path that
    begins with ``/.`` stands at the root. ``asks`` names rooms whose ``published`` it calls: they are in its bundle,
    and it may read their tables. A function exists when there is work for it: ``api`` for routes, ``handlers`` for
    events heard, ``hooks`` for webhooks, ``tasks`` for workflows and schedules, and a relay for events told.
    """

    name: str
    routes: tuple[str, ...] = ()
    hook_routes: tuple[str, ...] = ()
    """Routes where others' systems tell us something: answered by the ``hooks`` function, which is small and quick."""
    tells: tuple[type[DomainEvent], ...] = ()
    hears: tuple[type[DomainEvent], ...] = ()
    asks: tuple[str, ...] = ()
    answers: tuple[str, ...] = READ
    """What its published functions do to its table: all that those who ask may do there."""
    layers: tuple[str, ...] = ("core",)
    ships: tuple[str, ...] = ()
    """Other files of the project that its bundle holds, by path from the root."""
    workflows: tuple[str, ...] = ()
    workflows_use: tuple[str, ...] = ()
    """Rooms whose tasks its workflows may call too: what passes between them is in the call, never in a table."""
    expiries: tuple[Expiry, ...] = ()
    takes_uploads: bool = False
    """Whether browsers send files to its bucket themselves, by requests that the room signs."""
    schedules: tuple[Schedule, ...] = ()
    notices: tuple[Notice, ...] = ()
    shows: tuple[str, ...] = ()
    """Whether people may read of its bucket what begins so, through a distribution of the edge: ``videos`` by cookies
    at the product's own address, ``files`` by signed addresses where no cookies are."""
    secrets: tuple[Secret, ...] = ()
    watched: tuple[Watched, ...] = ()
    """Figures that should be 0; an alarm watches each."""
    is_called: bool = False
    """Whether functions of other rooms call its tasks."""
    keeps_rows: bool = True
    keeps_files: bool = False
    archives: bool = False
    """Whether everything that is told on the bus is kept in its bucket too, for good."""
    api: Function = field(default_factory=Function)
    hooks: Function = field(default_factory=Function)
    handlers: Function = field(default_factory=Function)
    tasks: Function = field(default_factory=lambda: Function(timeout_s=300))

    def functions(self) -> dict[str, Function]:
        """The functions that run the room's own code, by module name."""
        wanted = {
            "api": (self.api, self.routes),
            "hooks": (self.hooks, self.hook_routes),
            "handlers": (self.handlers, self.hears),
            "tasks": (self.tasks, self.workflows or self.schedules or self.notices or self.is_called),
        }
        return {name: function for name, (function, work) in wanted.items() if work}

    def asked_by(self, function: Function) -> tuple[str, ...]:
        """The rooms that one of its functions asks."""
        return self.asks if function.asks is None else function.asks

    def called(self) -> frozenset[str]:
        """The rooms whose tasks some of its functions call."""
        return frozenset(room for function in self.functions().values() for room in function.calls)

    def settings_of(self, module: str) -> tuple[str, ...]:
        """The environment variables that one of its functions cannot work without."""
        function = self.functions()[module]
        tables = ((self.name,) if self.keeps_rows else ()) + self.asked_by(function)
        return (
            "LMS_STAGE",
            "LMS_PUBLIC_URL",
            "LMS_ISSUER",
            *(f"LMS_TABLE_{name.upper()}" for name in tables),
            *(f"LMS_SECRET_{name.upper()}" for name in function.secrets),
            *(f"LMS_MACHINE_{name.upper()}" for name in function.machines),
            *(f"LMS_TASKS_{name.upper()}" for name in function.calls),
            *(("LMS_MAIL_FROM",) if function.sends_mail else ()),
            *(("LMS_BUS",) if function.tells else ()),
            *(("LMS_KEY",) if function.seals else ()),
            *(("LMS_FILES_BUCKET",) if function.files else ()),
            *(("LMS_FILES_URL",) if module == "api" and self.shows else ()),
            *(("LMS_TRANSCODER_ROLE",) if function.transcodes else ()),
            *(("LMS_ORIGIN_SECRET",) if module in DOORS else ()),
        )
