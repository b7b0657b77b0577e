"""What is told is counted: once, on its day, in whatever order it comes."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.assessment import AttemptSubmitted, SubmissionGraded
from events.identity import OrganizationChanged
from functions.analytics.domain.claims import claims_of
from functions.analytics.domain.measures import Bucket, course_subject, learner_subject, students_subject
from functions.analytics.domain.registers import Counted, Done, Study
from functions.analytics.domain.zones import Zones
from shared.clock import system_clock
from tests.functions.analytics.observatory import (
    COURSE,
    NOON,
    Observatory,
    Told,
    enrolled,
    finished,
    graded,
    lesson,
    paid,
    registers_of,
    sent_back,
    told,
)
from tests.support.world import at_once

_DAYS = st.sampled_from(["", "2037-11-02", "2037-11-09", "2037-11-20"])
_WORKS = [
    (),
    (Done("asm_1", 3),),
    (Done("asm_1", 2, "1", 4000), Done("asm_2", 4)),
    (Done("asm_1", 5, "2", 3000),),
    (Done("asm_2", 1, "2", 9000, 8),),
]
STUDIES = st.builds(
    Study,
    st.just(COURSE),
    _DAYS,
    _DAYS,
    _DAYS,
    _DAYS,
    st.frozensets(st.integers(739550, 739700), max_size=5),
    st.tuples(st.sampled_from(["1", "2", "3"]), st.booleans()),
    _DAYS,
    st.tuples(st.sampled_from(["1", "2", "3"]), st.sampled_from(["les_1", "les_2"])),
    st.sampled_from(_WORKS),
    st.frozensets(st.integers(739550, 739700), max_size=3),
)


def counted(first: bool) -> st.SearchStrategy[Counted]:
    figures = st.integers(0, 3).map(lambda n: {Bucket("ORG", "TOTAL"): {"lessons": n}})
    return st.builds(Counted, st.sampled_from(["1", "2", "3"]), figures, st.just(first))


def some_month() -> Sequence[Told]:
    """What happens in a month to five learners in two courses; two things of it are told again with other marks."""
    dice = random.Random(20261122)  # no secret
    happened: list[Told] = []
    for number in range(5):
        user, course = f"usr_{number}", dice.choice([COURSE, "crs_other"])
        begin = NOON + timedelta(days=dice.randrange(20), hours=dice.randrange(24))
        happened += [told(enrolled(user, course), begin), told(paid(f"ord_{number}", 49900 + number), begin)]
        for step in range(3):
            happened.append(told(lesson(user, f"les_{step}", course), begin + timedelta(days=3 * step, hours=step)))
        mark = graded(user, 4000 + 1000 * number, attempt_id=f"att_{number}", course_id=course)
        happened += [told(mark, begin + timedelta(days=7)), told(finished(user, course), begin + timedelta(days=8))]
    better = graded("usr_1", 9000, attempt_id="att_1", course_id=COURSE)
    happened += [told(better, NOON + timedelta(days=40), revision=3), told(sent_back("rfd_1", 20000), NOON)]
    return happened


class TestRegisters:
    @given(a=STUDIES, b=STUDIES, c=STUDIES)
    def test_of_studies_join_in_any_order_and_number(self, a: Study, b: Study, c: Study) -> None:
        assert a.join(b) == b.join(a)
        assert a.join(b).join(c) == a.join(b.join(c))
        assert a.join(a) == a
        assert Study.load(a.dump()) == a

    @pytest.mark.parametrize("more", ["", ',"",["",""],[["asm_1",739560,"r2",8000]]'])
    def test_of_studies_are_read_that_were_stored_before_more_was_known(self, more: str) -> None:
        study = Study.load(f'["crs_1",["2026-11-01","","",""],[739556],["r1",true]{more}]')

        assert (study.course_id, study.enrolled, study.opened) == ("crs_1", "2026-11-01", frozenset())
        assert [(work.asked_id, work.due) for work in study.works] == ([("asm_1", 0)] if more else [])

    @given(data=st.data(), first=st.booleans())
    def test_of_counts_join_in_any_order_and_number(self, data: st.DataObject, first: bool) -> None:
        a, b, c = (data.draw(counted(first)) for _ in range(3))

        assert a.join(b) == b.join(a)
        assert a.join(b).join(c) == a.join(b.join(c))
        assert a.join(a) == a
        assert Counted.load(a.dump()) == a


class TestCounting:
    def test_adds_up_to_what_is_computed_in_one_go_whatever_the_order_and_however_often(
        self, observatory: Observatory
    ) -> None:
        happened = list(some_month())
        twice = [*happened, *happened[::2]]
        random.Random(7).shuffle(twice)  # no secret

        observatory.tell(*twice)

        for subject in ("ORG", course_subject(COURSE), course_subject("crs_other")):
            assert observatory.stored(subject) == observatory.computed(happened, subject)
        computed = observatory.computed(happened, students_subject(COURSE))
        assert observatory.students() == {user_id: counts for (user_id, _), counts in computed.items()}

    def test_puts_what_is_late_into_the_day_on_which_it_happened(self, observatory: Observatory) -> None:
        observatory.tell(told(lesson("usr_1", "les_1"), NOON))
        observatory.tell(told(lesson("usr_2", "les_1"), NOON - timedelta(days=1)))

        assert observatory.stored()["DAY#2037-11-21", ""] == {"active": 1, "lessons": 1}
        assert observatory.stored()["DAY#2037-11-22", ""] == {"active": 1, "lessons": 1}
        assert observatory.stored()["MONTH#2037-11", ""] == {"active": 2}

    def test_has_the_days_of_the_organization(self, observatory: Observatory) -> None:
        observatory.tell(told(lesson("usr_1"), datetime(2037, 11, 21, 18, 29, tzinfo=UTC)))
        observatory.tell(told(lesson("usr_1", "les_2"), datetime(2037, 11, 21, 18, 30, tzinfo=UTC)))

        assert observatory.stored()["DAY#2037-11-21", ""]["lessons"] == 1
        assert observatory.stored()["DAY#2037-11-22", ""]["lessons"] == 1

    def test_has_the_days_of_another_zone_from_the_change_on(self, observatory: Observatory) -> None:
        evening = datetime(2037, 11, 21, 20, 0, tzinfo=UTC)
        week_before = evening - timedelta(days=7)
        observatory.tell(told(lesson("usr_1", "les_1"), week_before))
        path = f"/organizations/{observatory.org.org_id}/settings"
        now = observatory.admin.get(path)
        observatory.admin.put(path, {"time_zone": "UTC"}, headers={"if-match": now.headers["etag"]})
        observatory.tell(told(OrganizationChanged(organization_id=observatory.org.org_id), evening))

        observatory.tell(told(lesson("usr_1", "les_2"), evening), told(lesson("usr_1", "les_3"), week_before))

        assert observatory.stored()["DAY#2037-11-15", ""]["lessons"] == 2
        assert observatory.stored()["DAY#2037-11-21", ""]["lessons"] == 1

    def test_keeps_how_many_courses_somebody_has_at_the_same_time(self, observatory: Observatory) -> None:
        observatory.tell(told(enrolled("usr_1", "crs_1")), told(enrolled("usr_1", "crs_2")))
        subject = learner_subject("usr_1")
        assert observatory.stored(subject) == {("TOTAL", ""): {"studying": 2}}

        observatory.tell(told(finished("usr_1", "crs_1")))

        assert observatory.stored(subject) == {("TOTAL", ""): {"studying": 1}}

    def test_keeps_when_work_was_handed_in_and_due_not_when_it_was_marked(self, observatory: Observatory) -> None:
        then = system_clock.now() - timedelta(days=9)
        ids: dict[str, Any] = {"course_id": COURSE, "lesson_id": None, "user_id": "usr_1"}
        marked = SubmissionGraded(
            assignment_id="asg_1", submission_id="sub_1", score_bp=7000, passed=None, handed_in_at=then,
            due_at=then + timedelta(days=2), **ids,
        )  # fmt: skip
        never = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
        handed_in = AttemptSubmitted(assessment_id="asm_1", attempt_id="att_1", due_at=never, **ids)
        registers = registers_of(
            claim
            for one in (marked, handed_in)
            for claim in claims_of(observatory.envelope(told(one)), Zones((("", "UTC"),)))
        )

        study = registers[f"STUDY#{COURSE}#usr_1"]
        assert isinstance(study, Study)
        day = then.date().toordinal()
        assert [(one.asked_id, one.day, one.due) for one in study.works] == [
            ("asg_1", day, day + 2),
            ("asm_1", day + 9, 0),
        ]

    def test_follows_marks_that_change(self, observatory: Observatory) -> None:
        observatory.tell(told(graded("usr_1", 9000), NOON, revision=5))
        observatory.tell(told(graded("usr_1", 4000), NOON, revision=4))

        total = observatory.stored()["TOTAL", ""]
        assert {name: total.get(name, 0) for name in ("graded", "score_bp", "judged", "passed")} == {
            "graded": 1,
            "score_bp": 9000,
            "judged": 1,
            "passed": 1,
        }

    def test_counts_what_many_tell_at_once(self, observatory: Observatory) -> None:
        observatory.tell(told(lesson("usr_0"), NOON))

        at_once(4, lambda n: observatory.tell(told(lesson(f"usr_{n % 2}", f"les_{n // 2}"), NOON)))

        assert observatory.stored()["DAY#2037-11-22", ""] == {"active": 2, "lessons": 4}
