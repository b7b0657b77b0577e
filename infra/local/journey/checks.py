"""How the story checks that things are as they must be."""

from __future__ import annotations

import time
from collections.abc import Callable

from infra.local.client import Api, Json, Refused
from infra.local.journey.tale import Unexpected

__all__ = ["expect", "finished", "lost_within", "refused", "soon"]

SOON = 120.0  # seconds within which news must have arrived elsewhere, on a busy machine too
LONGEST_JOB = 240.0  # seconds


def expect(holds: object, what: str, seen: object) -> None:
    """Go on only if it holds."""
    if not holds:
        raise Unexpected(f"It must be that {what}. Seen: {seen!r}")


def refused(act: Callable[[], object], *statuses: int, what: str) -> None:
    """Go on only if this is refused, with one of these statuses."""
    try:
        act()
    except Refused as refusal:
        if refusal.status not in statuses:
            raise
        return
    raise Unexpected(f"It must be refused: {what}.")


def lost_within(seconds: float, act: Callable[[], object]) -> float:
    """Wait until this is refused; says how long it took."""
    began = time.monotonic()
    while True:
        try:
            act()
        except Refused as refusal:
            if refusal.status not in (401, 403):
                raise
            return time.monotonic() - began
        if time.monotonic() - began > seconds:
            raise Unexpected(f"It must be refused within {seconds:.0f} seconds, and still is not.")
        time.sleep(0.1)


def soon(look: Callable[[], Json | None]) -> Json | None:
    """What is found, as soon as it is; None when it does not come."""
    deadline = time.monotonic() + SOON
    while (found := look()) is None and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def finished(owner: Api, job_id: str) -> Json:
    """The job, once it has succeeded."""
    deadline = time.monotonic() + LONGEST_JOB
    while True:
        job = owner.get(f"/jobs/{job_id}")
        expect(job["state"] != "failed" and time.monotonic() < deadline, "the job succeeds", job)
        if job["state"] == "succeeded":
            return job
        time.sleep(0.2)
