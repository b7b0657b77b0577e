"""Every access pattern of search's table."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.search.domain import Price, Rating
from functions.search.repository import Base, Kept, SearchRepository, Standing
from shared.dynamo import ConditionFailed
from tests.functions.search.entries import an_entry, keep
from tests.support.calls import counting_calls
from tests.support.world import World

ORG, OTHER = "org_01JD0000000000000000000001", "org_01JD0000000000000000000002"


@pytest.fixture
def repository(world: World) -> SearchRepository:
    """An organization without entries."""
    return SearchRepository(ORG)


def an_id(number: int) -> str:
    """The id of the course of that number."""
    return f"crs_{number:026}"


class TestEntries:
    def test_come_back_as_they_were_kept(self, repository: SearchRepository) -> None:
        entry = an_entry(1, title="कोशिका", text="ऊर्जा " * 5000, rating=Rating(count=2, sum=9))
        repository.keep(Kept(an_id(1), entry, Rating(count=2, sum=9), told=4, rated=2))

        kept = repository.find(an_id(1))

        assert kept == Kept(an_id(1), entry, Rating(count=2, sum=9), told=4, rated=2, revision=1)
        assert SearchRepository(OTHER).find(an_id(1)) is None

    def test_are_kept_only_over_what_was_read(self, repository: SearchRepository) -> None:
        keep(repository, 1)
        with pytest.raises(ConditionFailed):
            keep(repository, 1)
        kept = repository.find(an_id(1))
        assert kept is not None
        repository.keep(kept)

        with pytest.raises(ConditionFailed):
            repository.keep(kept)

    def test_tell_their_standings_in_one_call(self, repository: SearchRepository) -> None:
        price = Price(free=False, price_minor=49_900, currency="INR")
        repository.keep(Kept(an_id(1), None, Rating(count=2, sum=9), price))
        asking = repository.asking_standings([an_id(1), an_id(2)])

        with counting_calls() as calls:
            rows = repository._find_many(asking.keys)

        assert asking.make(rows) == {an_id(1): Standing(Rating(count=2, sum=9), price)}
        assert calls == ["BatchGetItem"]


class TestChanges:
    def test_come_oldest_first_and_a_page_at_a_time(self, world: World, repository: SearchRepository) -> None:
        for number in (3, 1, 2):
            keep(repository, number)

        first = repository.list_changes(limit=2)
        second = repository.list_changes(limit=2, start=first.next_key)

        assert [change.course_id for change in (*first.items, *second.items)] == [an_id(3), an_id(1), an_id(2)]
        assert SearchRepository(OTHER).list_changes().items == []

    def test_since_a_time_leave_out_what_was_before(self, world: World, repository: SearchRepository) -> None:
        with world.clock(datetime(2026, 1, 1, tzinfo=UTC)) as clock:
            keep(repository, 1)
            clock.advance(timedelta(minutes=5))
            keep(repository, 2)
            middle = clock.now().isoformat(timespec="microseconds")
            clock.advance(timedelta(seconds=30))
            keep(repository, 3)

        assert [change.course_id for change in repository.list_changes(since=middle).items] == [an_id(2), an_id(3)]
        assert [change.course_id for change in repository.changes_behind(middle)] == [an_id(2), an_id(3)]
        assert len(list(repository.changes_behind(""))) == 3

    def test_of_a_course_are_one_whose_time_moves(self, repository: SearchRepository) -> None:
        keep(repository, 1, 2)
        kept = repository.find(an_id(1))
        assert kept is not None
        repository.keep(kept)

        assert [change.course_id for change in repository.list_changes().items] == [an_id(2), an_id(1)]

    def test_are_all_forgotten_with_the_organization(self, repository: SearchRepository) -> None:
        keep(repository, *range(5))
        keep(SearchRepository(OTHER), 1)

        while repository.forget_entries(limit=2):
            pass

        assert repository.list_changes().items == []
        assert len(SearchRepository(OTHER).list_changes().items) == 1


class TestBases:
    BASE = Base(name="bas_1", form=1, upto="2026", size_bytes=1, entries=1)

    def test_are_switched_by_one_writer(self, repository: SearchRepository) -> None:
        assert repository.find_base() is None
        assert repository.switch_base(self.BASE)
        assert not repository.switch_base(self.BASE)
        current = repository.find_base()
        assert current is not None

        assert repository.switch_base(current.model_copy(update={"name": "bas_2"}))
        assert not repository.switch_base(current.model_copy(update={"name": "bas_3"}))

        last = repository.find_base()
        assert last is not None
        assert last.name == "bas_2"
        repository.forget_base(last)
        assert repository.find_base() is None
