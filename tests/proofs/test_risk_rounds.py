"""A round over a big course: every learner judged as by hand, in so many calls, and one page of the list in three."""

import time
from collections.abc import Callable
from datetime import date, timedelta

from functions.analytics.domain.dashboards import Learning, Sheet
from functions.analytics.domain.measures import course_subject
from functions.analytics.domain.pace import Pace, evidence_of
from functions.analytics.domain.registers import Claim, Done, Study
from functions.analytics.domain.risk import judge
from functions.analytics.repository.registers import Held, RegisterRepository
from functions.analytics.repository.risks import AT_ONCE
from functions.analytics.tasks import handler
from tests.functions.analytics.observatory import NOON, ZONE, Observatory
from tests.support.calls import counting_calls
from tests.support.courses import publish_course
from tests.support.world import World

LEARNERS = 1000
TODAY = date(2037, 11, 22)
Say = Callable[[str], None]


def study_of(course_id: str, number: int) -> Study:
    """Somebody who came in one of ten weeks, is active every few days until some day, and hands in some works."""
    begun = TODAY.toordinal() - 3 - 7 * (number % 10)
    until = TODAY.toordinal() - (number * 7) % 40
    days = frozenset(range(begun, max(begun, until) + 1, 1 + number % 4))
    works = tuple(
        Done(f"asm_{n}", begun + 10 * (n + 1), "1", 3000 + (number * 37 + n * 911) % 7000)
        for n in range(4)
        if (number + n) % 3 and begun + 10 * (n + 1) <= TODAY.toordinal()
    )
    day = date.fromordinal(begun).isoformat()
    return Study(course_id, enrolled=day, started=day, days=days, standing=("1", True), works=works)


def test_judges_everybody_as_by_hand_and_lists_them_in_three_calls(world: World, say: Say) -> None:
    with world.clock(NOON):
        org = world.organization()
        observatory = Observatory(world, org, world.actor("org_admin", of=org))
        tutor = world.actor("tutor", of=org)
        course_id = publish_course(org.org_id, tutor.user_id).course_id
        registers = RegisterRepository(org.org_id)
        registers.begin_zones(ZONE)
        studies = {f"usr_{number:05}": study_of(course_id, number) for number in range(LEARNERS)}
        for user_id, study in studies.items():
            registers.put([(Claim(f"STUDY#{course_id}#{user_id}", study, user_id), Held())])
        path = f"/analytics/course/{course_id}"
        assert tutor.put(f"{path}/risk-round").status_code == 202

        began = time.monotonic()
        with counting_calls() as calls:
            assert handler({"task": "go_rounds"}, None)["rounds"] == 1
        took = time.monotonic() - began

        pages = -(-LEARNERS // AT_ONCE)
        say(f"{LEARNERS:,} learners judged in {len(calls)} calls ({pages} pages), {took:.1f} s in one process")
        assert len(calls) <= 3 * pages + 10

        figures: dict[tuple[str, str], dict[str, int]] = {}
        for study in studies.values():
            for bucket, counts in study.figures().items():
                if bucket.subject == course_subject(course_id):
                    into = figures.setdefault((bucket.name, ""), {})
                    for name, n in counts.items():
                        into[name] = into.get(name, 0) + n
        pace = Pace.of(Sheet(figures), TODAY)
        by_hand = {
            user_id: judge(evidence_of(Learning(user_id, study, {}), pace, TODAY)) for user_id, study in studies.items()
        }

        listed, cursor, most = [], None, 0
        while True:
            asked = {"level": "unknown", "limit": 100} | ({"cursor": cursor} if cursor else {})
            with counting_calls() as calls:
                page = tutor.get(f"{path}/at-risk", params=asked).json()
            most = max(most, len(calls))
            listed += page["items"]
            if (cursor := page["next_cursor"]) is None:
                break
        say(f"a page of the list takes at most {most} calls, with those that say who is calling")
        assert most <= 3
        assert {one["user_id"]: (one["level"], one["chance_bp"] or 0) for one in listed} == {
            user_id: (risk.level, risk.chance_bp) for user_id, risk in by_hand.items()
        }
        chances = [one["chance_bp"] for one in listed if one["chance_bp"] is not None]
        assert chances == sorted(chances, reverse=True)
        say(", ".join(f"{level}: {sum(one['level'] == level for one in listed)}" for level in ("high", "some", "low")))

        with world.clock(NOON + timedelta(minutes=11)), counting_calls() as calls:
            tutor.put(f"{path}/risk-round")
            assert handler({"task": "go_rounds"}, None)["rounds"] == 1
        say(f"the same again writes nothing: {calls.count('TransactWriteItems')} transactions")
        assert "TransactWriteItems" not in calls
        assert observatory.admin.get(f"{path}/at-risk").status_code == 200
