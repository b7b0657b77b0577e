"""What happened, for people who were not there: one trace through every hop, structured logs, metrics.

A request has a *request id*; everything it causes, in whichever function, shares its *correlation id*. Both ride from
the request to the row, to the event, to its handler.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.metrics import MetricUnit

__all__ = ["MetricUnit", "Trace", "current_trace", "logger", "metric", "note_actor", "tracing"]

NOBODY = "system"


@dataclass(frozen=True, slots=True)
class Trace:
    """Who causes what happens now, and on which request's account."""

    request_id: str
    correlation_id: str
    actor_id: str = NOBODY


_NO_TRACE = Trace("none", "none")
_trace: ContextVar[Trace] = ContextVar("trace", default=_NO_TRACE)


def current_trace() -> Trace:
    """The trace of what is being done now."""
    return _trace.get()


@contextmanager
def tracing(trace: Trace) -> Iterator[None]:
    """Everything inside happens on this trace's account."""
    token = _trace.set(trace)
    try:
        yield
    finally:
        _trace.reset(token)


def note_actor(actor_id: str) -> None:
    """Say who is acting, once that is known. Holds until the surrounding ``tracing`` ends."""
    _trace.set(replace(_trace.get(), actor_id=actor_id))


_one_figure_at_a_time = Lock()


class _Lines(LambdaPowertoolsFormatter):
    """JSON lines whose tracebacks do not repeat what people sent: Pydantic quotes it in its messages."""

    def formatException(self, ei: Any) -> str:
        return _QUOTED_INPUT.sub("", super().formatException(ei))


_QUOTED_INPUT = re.compile(r"input_value=.*, (?=input_type=)")


@cache
def logger() -> Logger:
    """The process's structured logger: one JSON object a line."""
    return Logger(logger_formatter=_Lines(serialize_stacktrace=False))


@cache
def _metrics() -> Metrics:
    return Metrics()


def metric(name: str, value: float = 1, unit: MetricUnit = MetricUnit.Count) -> None:
    """Record one figure, written to the log in CloudWatch's embedded metric format; costs no call."""
    metrics = _metrics()
    with _one_figure_at_a_time:
        metrics.add_metric(name=name, unit=unit, value=value)
        metrics.flush_metrics()


def log(event: str, **facts: object) -> None:
    """One line: the event's name, and its facts with the trace's ids. Never pass a secret or a person's data."""
    trace = _trace.get()
    logger().info(
        event,
        extra={
            "request_id": trace.request_id,
            "correlation_id": trace.correlation_id,
            "actor_id": trace.actor_id,
            **facts,
        },
    )


def log_failure(event: str, **facts: object) -> None:
    """Like ``log``, for something that must not happen; carries the exception being handled."""
    trace = _trace.get()
    logger().exception(event, extra={"request_id": trace.request_id, "correlation_id": trace.correlation_id, **facts})
