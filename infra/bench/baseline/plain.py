"""A small function as the documentations of FastAPI, Mangum and PynamoDB show it."""

from fastapi import FastAPI
from mangum import Mangum
from pydantic import BaseModel
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.models import Model

PK = "ORG#org_1#COURSES"


class Thing(Model):
    """An item."""

    class Meta:
        table_name = "bench"

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = UnicodeAttribute()
    revision = NumberAttribute()
    title = UnicodeAttribute()
    summary = UnicodeAttribute()
    status = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()


class ThingOut(BaseModel):
    """An answer."""

    title: str
    summary: str
    status: str


app = FastAPI()


@app.get("/api/v1/bench/none/{thing_id}")
def none(thing_id: str) -> ThingOut:
    """No call."""
    return ThingOut(title=thing_id, summary="", status="published")


@app.get("/api/v1/bench/one/{thing_id}")
def one(thing_id: str) -> ThingOut:
    """One item."""
    thing = Thing.get(PK, f"COURSE#{thing_id}")
    return ThingOut(title=thing.title, summary=thing.summary, status=thing.status)


@app.get("/api/v1/bench/two/{thing_id}")
def two(thing_id: str) -> ThingOut:
    """Two items."""
    Thing.get(PK, f"COURSE#{thing_id}")
    thing = Thing.get(PK, f"COURSE#{thing_id}")
    return ThingOut(title=thing.title, summary=thing.summary, status=thing.status)


@app.get("/api/v1/bench/page/{thing_id}")
def page(thing_id: str) -> list[ThingOut]:
    """A page of 25."""
    return [
        ThingOut(title=thing.title, summary=thing.summary, status=thing.status)
        for thing in Thing.query(PK, Thing.sk.startswith("COURSE#"), limit=25)
    ]


handler = Mangum(app, lifespan="off")
