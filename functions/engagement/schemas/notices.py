"""Bodies about notices, and about what one wants mail of."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from functions.engagement.domain.categories import SILENCEABLE, Category
from functions.engagement.service.inbox import WrittenNotice
from shared.schemas import In, Out

NoticeId = Annotated[str, StringConstraints(pattern=r"^ntc_[0-7][0-9A-HJKMNP-TV-Z]{25}$")]


class NoticeOut(Out):
    """Something that one is told of, in one's own language. `link` is a page of the product."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "notice_id": "ntc_01JD5H0TQ8B3C4D5E6F7G8H9JK",
                    "kind": "seat_offered",
                    "category": "access",
                    "title": "A seat in Interest and money is free for you",
                    "text": "A seat in Interest and money has become free, and you are the first in line.",
                    "link": "/courses/crs_01JD5H0TQ8B3C4D5E6F7G8H9JK",
                    "read": False,
                    "created_at": "2026-11-21T09:30:00Z",
                }
            ]
        }
    )

    notice_id: str
    kind: str
    category: Category
    title: str
    text: str
    link: str
    read: bool
    created_at: datetime

    @classmethod
    def of(cls, notice: WrittenNotice) -> "NoticeOut":
        """The answer for a notice."""
        return cls.model_validate(notice)


class UnreadOut(Out):
    """How many notices are unread; never more than 100, since the oldest then counts as read."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"unread": 3}]})

    unread: int


class NoticesReadIn(In):
    """Which notices were read: these, or all up to one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"up_to": "ntc_01JD5H0TQ8B3C4D5E6F7G8H9JK"}]})

    notice_ids: list[NoticeId] | None = Field(default=None, min_length=1, max_length=100)
    up_to: NoticeId | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.notice_ids is None) == (self.up_to is None):
            raise ValueError("must have either notice_ids or up_to")
        return self


class NoticePreferencesIn(In):
    """Of what one wants mail. Mails about access and payments are always sent."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"learning": False, "teaching": True}]})

    learning: bool
    teaching: bool

    def silenced(self) -> set[Category]:
        """The categories of which no mail is wanted."""
        return {category for category in SILENCEABLE if not getattr(self, category)}


class NoticePreferencesOut(Out):
    """Of what one gets mail. In the product one is told of everything."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"access": True, "payments": True, "learning": False, "teaching": True}]}
    )

    access: bool
    payments: bool
    learning: bool
    teaching: bool

    @classmethod
    def of(cls, silenced: set[Category]) -> "NoticePreferencesOut":
        """The answer for what was silenced."""
        return cls(**{category.value: category not in silenced for category in Category})
