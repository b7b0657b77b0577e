"""The same small function as ``plain.py``, standing on the kernel instead."""

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from shared.auth import Caller, SignedIn
from shared.dynamo import Repository, Row, TableOf
from shared.http import api_router, create_app, lambda_handler
from shared.schemas import Out

PK = "ORG#org_1#COURSES"


class BenchRow(Row):
    """Any row."""

    class Meta(TableOf):
        context = "bench"


class ThingRow(BenchRow, discriminator="Thing"):
    """An item."""

    title = UnicodeAttribute()
    summary = UnicodeAttribute()
    status = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()


class Things(Repository):
    """One tenant's items."""

    table = BenchRow

    def get(self, thing_id: str) -> ThingRow | None:
        """One item."""
        return self._find(ThingRow, (PK, f"COURSE#{thing_id}"))

    def page(self) -> list[ThingRow]:
        """Many."""
        return self._query(ThingRow, PK, begins_with="COURSE#", limit=25).rows


class ThingOut(Out):
    """An answer."""

    title: str
    summary: str
    status: str


def everybody(token: str) -> Caller:
    """Authentication is not what is measured here."""
    return Caller("usr_1", "org_1", "ses_1", frozenset())


router = api_router("/bench", tag="Bench")


@router.get("/none/{thing_id}")
def none(thing_id: str, caller: SignedIn) -> ThingOut:
    """No call."""
    return ThingOut(title=thing_id, summary="", status="published")


@router.get("/one/{thing_id}")
def one(thing_id: str, caller: SignedIn) -> ThingOut:
    """One item."""
    return ThingOut.model_validate(Things("org_1").get(thing_id))


@router.get("/two/{thing_id}")
def two(thing_id: str, caller: SignedIn) -> ThingOut:
    """Two items."""
    Things("org_1").get(thing_id)
    return ThingOut.model_validate(Things("org_1").get(thing_id))


@router.get("/page/{thing_id}")
def page(thing_id: str, caller: SignedIn) -> list[ThingOut]:
    """A page of 25."""
    return [ThingOut.model_validate(row) for row in Things("org_1").page()]


app = create_app("bench", [router], authenticate=everybody)
handler = lambda_handler(app)
