"""Courses that coupons and passes name."""

from collections.abc import Iterable

from functions.catalog.published import courses as catalog
from shared.dynamo import answer
from shared.errors import Unprocessable


def require_courses(org_id: str, course_ids: Iterable[str], otherwise: type[Unprocessable]) -> None:
    """Raise ``otherwise`` unless these courses are there. A read for every hundred."""
    asked = sorted(course_ids)
    (known,) = answer(catalog.asking_courses(org_id, asked))
    missing = [course_id for course_id in asked if course_id not in known]
    if missing:
        raise otherwise.field("/course_ids", "not_found", f"There is no course {missing[0]}.")
