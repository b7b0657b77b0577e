"""What request and response bodies are made of. Every text has a limit; unknown fields are refused."""

from typing import Annotated, Any, Generic, TypeVar

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema

from shared.ids import MAX_LENGTH
from shared.texts import Line, OneLine, Printable, Text

__all__ = [
    "BodyId",
    "In",
    "Limit",
    "Line",
    "OneLine",
    "Out",
    "PageOut",
    "PathId",
    "Printable",
    "ShownAs",
    "Text",
    "Token",
]


class In(BaseModel):
    """A request body."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(BaseModel):
    """A response body. Every field is always there; what may be missing is null."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class ShownAs:
    """Says in the API's document that a field is a model, where its values are read one by one and not with the body.

    Pydantic's ``WithJsonSchema`` takes the schema itself, which is made only for who asks for the document here.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        self._model = model

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self._model.model_json_schema()


Token = Annotated[str, StringConstraints(min_length=1, max_length=512), Printable, OneLine]
"""An opaque token from a mail or an earlier answer."""

PathId = Annotated[str, Path(max_length=48, pattern=r"^[a-z]{2,5}(_[a-z]{2,15})?_[0-9A-Za-z]+$")]
"""An id in a path; a job's also names its room. One that cannot be an id answers like one that does not exist: 404."""
BodyId = Annotated[str, StringConstraints(max_length=MAX_LENGTH, pattern=r"^[a-z]{2,5}_[0-9A-Za-z]+$")]
"""An id in a body or a query."""

T = TypeVar("T")


class PageOut(BaseModel, Generic[T]):
    """One page of a list. ``next_cursor`` goes into the next request's ``cursor``; null at the end."""

    items: list[T]
    next_cursor: str | None = Field(examples=[None])


Limit = Annotated[int, Field(ge=1, le=100)]
