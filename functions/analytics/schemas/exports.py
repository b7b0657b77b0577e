"""Bodies about exports and subscriptions."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.analytics.domain.exports import Export, ExportKind, Rhythm, Subscription, Wish
from shared.reports import ReportState
from shared.schemas import BodyId, In, Out
from shared.tabulating import Form

MOST_DAYS = 366
_WISH: dict[str, Any] = {"kind": "taught_courses", "form": "csv"}
_NOTHING: dict[str, Any] = {"course_id": None, "lesson_id": None, "user_id": None}
_EXPORT: dict[str, Any] = {
    "figures_export_id": "exp_01JD5H1B0A1B2C3D4E5F6G7H8J",
    "job_id": "job_analytics_01JD5H1B0A1B2C3D4E5F6G7H8J",
    **_WISH,
    **_NOTHING,
    "first_day": "2026-11-01",
    "last_day": "2026-11-30",
    "report_subscription_id": None,
    "state": "succeeded",
    "rows": 12,
    "totals": {"all": {"lessons_completed": 420, "graded": 38, "reviews": 12}},
    "created_at": "2026-12-01T09:31:00Z",
    "updated_at": "2026-12-01T09:31:05Z",
}
_SUBSCRIPTION: dict[str, Any] = {
    "report_subscription_id": "sbs_01JD5H1B0A1B2C3D4E5F6G7H8J",
    **_WISH,
    **_NOTHING,
    "rhythm": "weekly",
    "due_at": "2026-12-07T00:30:00Z",
    "created_at": "2026-12-01T09:31:00Z",
}


class FiguresWishIn(In):
    """Which dashboard, as which kind of file. Of a course it needs `course_id`, of watching `lesson_id` too, of a
    learner `user_id`, and no other id.
    """

    kind: ExportKind
    form: Form
    course_id: BodyId | None = None
    lesson_id: BodyId | None = None
    user_id: BodyId | None = None

    def wish(self) -> Wish:
        """What is wanted."""
        return Wish.model_validate(self)


class FiguresExportIn(FiguresWishIn):
    """A dashboard of some days, of which today is the last; what is not by day is of what there ever was."""

    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 30

    model_config = ConfigDict(json_schema_extra={"examples": [{**_WISH, "days": 30}]})


class ReportSubscriptionIn(FiguresWishIn):
    """A dashboard of each week or month that is over, by the organization's days (the platform's are of UTC)."""

    rhythm: Rhythm

    model_config = ConfigDict(json_schema_extra={"examples": [{**_WISH, "rhythm": "weekly"}]})


class FiguresExportOut(Out):
    """An export; its job is `GET /api/v1/jobs/{job_id}`.

    Totals are of the columns that can be added up: by currency where they are money, else as `all`.
    """

    figures_export_id: str
    job_id: str
    kind: ExportKind
    form: Form
    course_id: str | None
    lesson_id: str | None
    user_id: str | None
    first_day: date
    last_day: date
    report_subscription_id: str | None
    state: ReportState
    rows: int | None
    totals: dict[str, dict[str, int]] | None
    created_at: datetime
    updated_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_EXPORT]})

    @classmethod
    def of(cls, export: Export) -> "FiguresExportOut":
        """The answer for an export."""
        return cls(
            figures_export_id=export.report_id,
            report_subscription_id=export.subscription_id,
            **export.model_dump(include=set(cls.model_fields)),
        )


class ReportSubscriptionOut(Out):
    """A subscription, and when its next file is made. You are told by mail when it can be fetched."""

    report_subscription_id: str
    kind: ExportKind
    form: Form
    course_id: str | None
    lesson_id: str | None
    user_id: str | None
    rhythm: Rhythm
    due_at: datetime
    created_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_SUBSCRIPTION]})

    @classmethod
    def of(cls, one: Subscription) -> "ReportSubscriptionOut":
        """The answer for a subscription."""
        return cls(report_subscription_id=one.subscription_id, **one.model_dump(include=set(cls.model_fields)))


class ReportSubscriptionsOut(Out):
    """All that you have, the oldest first: at most 20."""

    items: list[ReportSubscriptionOut]


class FiguresExportLinkOut(Out):
    """Where a file can be fetched, by whoever has the link, and until when."""

    url: str
    expires_at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "url": "https://files.example.org/reports/exp_01JD5H1B0A1B2C3D4E5F6G7H8J.csv?X-Amz-Expires=900",
                    "expires_at": "2026-12-01T09:46:00Z",
                }
            ]
        }
    )
