"""Long work tells how far it is."""

from collections import Counter
from datetime import timedelta

import pytest

from shared.clock import SetClock, system_clock
from shared.dynamo import ConditionFailed
from shared.jobs import KEPT, Job, JobNotFound, JobOut, JobState, find_job, job_row
from tests.support.shelf.storage import BookRepository, JobRow

CLOCK = SetClock(system_clock.now())


def asked(books: BookRepository) -> Job:
    """A job that somebody asked for, stored."""
    job = Job.asked("shelf", "books.count", "usr_1", clock=CLOCK)
    books._create(job_row(JobRow, "org_1", job))
    return job


class TestAJob:
    def test_names_its_room_in_its_id(self) -> None:
        assert Job.asked("shelf", "books.count", "usr_1").job_id.startswith("job_shelf_")

    def test_begins_queued_with_nothing_done(self, books: BookRepository) -> None:
        job = asked(books)

        found = find_job(books, JobRow, job.job_id)

        assert found == job.model_copy(update={"revision": 1})
        assert (found.state, found.done, found.total, found.result, found.problem) == (
            JobState.QUEUED,
            0,
            None,
            None,
            None,
        )

    def test_goes_on(self, books: BookRepository) -> None:
        job = find_job(books, JobRow, asked(books).job_id)
        done = job.model_copy(
            update={"state": JobState.SUCCEEDED, "done": 3, "total": 3, "result": {"counted": {"n": 3}, "names": ["ä"]}}
        )

        books._save(job_row(JobRow, "org_1", done))

        assert find_job(books, JobRow, job.job_id) == done.model_copy(update={"revision": 2})

    def test_of_a_list_counts_what_became_of_its_lines(self, books: BookRepository) -> None:
        job, now = asked(books).model_copy(update={"total": 5}), CLOCK.now()

        job = job.counting(3, Counter(kept=2, lost=1), now)
        assert (job.state, job.done, job.is_over) == (JobState.RUNNING, 3, False)

        job = job.counting(2, Counter(kept=2), now)
        assert (job.state, job.done, job.is_over) == (JobState.SUCCEEDED, 5, True)
        assert job.result == {"outcomes": {"kept": 4, "lost": 1}}

    def test_changed_by_two_keeps_one_change(self, books: BookRepository) -> None:
        job = find_job(books, JobRow, asked(books).job_id)
        books._save(job_row(JobRow, "org_1", job.model_copy(update={"done": 1})))

        with pytest.raises(ConditionFailed):
            books._save(job_row(JobRow, "org_1", job.model_copy(update={"done": 2})))

    def test_of_another_organization_is_not_there(self, books: BookRepository) -> None:
        job = asked(books)

        with pytest.raises(JobNotFound) as missing:
            find_job(BookRepository("org_2"), JobRow, job.job_id)
        assert missing.value.facts == {"job_id": job.job_id}

    @pytest.mark.parametrize("job_id", ["job_shelf_1", "", "#", "job_shelf_1#JOB", "\x00"])
    def test_that_never_was_is_not_there(self, books: BookRepository, job_id: str) -> None:
        with pytest.raises(JobNotFound):
            find_job(books, JobRow, job_id)

    def test_is_kept_for_thirty_days(self, books: BookRepository) -> None:
        job = asked(books)

        find_job(BookRepository("org_1", clock=SetClock(CLOCK.now() + KEPT - timedelta(seconds=2))), JobRow, job.job_id)
        with pytest.raises(JobNotFound):
            find_job(BookRepository("org_1", clock=SetClock(CLOCK.now() + KEPT)), JobRow, job.job_id)


def test_its_owner_sees_all_but_whose_it_is() -> None:
    job = Job.asked("shelf", "books.count", "usr_1", clock=CLOCK).model_copy(update={"done": 2, "total": 5})

    assert JobOut.of(job).model_dump(mode="json") == {
        "job_id": job.job_id,
        "kind": "books.count",
        "state": "queued",
        "progress": {"done": 2, "total": 5},
        "result": None,
        "problem": None,
        "created_at": job.created_at.isoformat().replace("+00:00", "Z"),
        "updated_at": job.updated_at.isoformat().replace("+00:00", "Z"),
    }
