"""Bases, the indexes that are opened from them, and making all of it anew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from functions.search.domain import Wish
from functions.search.gateways import BaseFiles
from functions.search.repository import SearchRepository
from functions.search.service.building import LEAST_ENTRIES, BuildingService
from functions.search.service.shelf import index_of
from functions.search.wiring import building_service, indexing_service
from infra.local.oneprocess.workflows import WORKFLOWS
from shared import aws, settings
from shared.remembering import forget_memories
from tests.functions.search.conftest import School
from tests.functions.search.entries import keep
from tests.support.calls import counting_calls
from tests.support.world import World, at_once

MANY = LEAST_ENTRIES + 30
ORG = "org_01JD0000000000000000000001"


@pytest.fixture
def repository(world: World) -> SearchRepository:
    """An organization with many entries, all but the last of which are an hour old."""
    repository = SearchRepository(ORG)
    with world.clock(datetime.now(UTC) - timedelta(hours=1)):
        keep(repository, *range(MANY - 1))
    keep(repository, MANY - 1)
    return repository


def total(repository: SearchRepository, text: str = "") -> int:
    """How many are found by a process that has just begun."""
    forget_memories()
    return index_of(repository).search(Wish(text)).total


def files() -> list[str]:
    """The files that the bucket holds."""
    listed = aws.client("s3").list_objects_v2(Bucket=settings.setting("LMS_FILES_BUCKET"), Prefix="search/")
    return [one["Key"] for one in listed.get("Contents", [])]


class TestABase:
    def test_is_not_made_of_a_few(self, world: World) -> None:
        few = SearchRepository(ORG)
        keep(few, 1, 2, 3)

        assert building_service(ORG).build() is None
        assert (few.find_base(), files(), total(few)) == (None, [], 3)

    def test_saves_who_begins_from_reading_all(self, repository: SearchRepository) -> None:
        base = building_service(ORG).build()

        assert base is not None
        assert base.entries == MANY
        forget_memories()
        with counting_calls() as calls:
            assert index_of(repository).search(Wish("course")).total == MANY
        assert calls == ["GetItem", "Query"]

    def test_and_what_changed_since_is_the_whole(self, repository: SearchRepository) -> None:
        building_service(ORG).build()
        keep(repository, MANY, MANY + 1, title="Brand new")
        gone = repository.find(f"crs_{7:026}")
        assert gone is not None
        repository.keep(replace(gone, entry=None))

        assert total(repository) == MANY + 1
        assert total(repository, "brand new") == 2

    def test_takes_the_changes_in_when_it_is_made_again(self, repository: SearchRepository) -> None:
        for number in range(3):
            keep(repository, MANY + number)
            base = building_service(ORG).build()
            assert base is not None
            assert (base.entries, total(repository)) == (MANY + number + 1, MANY + number + 1)

        # The one before is kept for who is reading it.
        assert len(files()) == 2

    def test_of_another_form_is_as_none(self, repository: SearchRepository) -> None:
        base = building_service(ORG).build()
        assert base is not None
        current = repository.find_base()
        assert current is not None
        repository.switch_base(current.model_copy(update={"form": 0, "name": "bas_old"}))

        assert total(repository) == MANY
        made = building_service(ORG).build()
        assert made is not None
        assert (made.form, made.entries) == (base.form, MANY)

    def test_whose_file_is_gone_is_as_none(self, repository: SearchRepository) -> None:
        base = building_service(ORG).build()
        assert base is not None
        BaseFiles(ORG).delete(base.name)

        assert total(repository) == MANY


class TestBuildersAtOnce:
    def test_leave_one_base_with_everything(self, repository: SearchRepository) -> None:
        made = at_once(4, lambda _: BuildingService(repository, BaseFiles(ORG)).build())

        base = repository.find_base()
        winners = [one for one in made if one]
        assert base is not None
        assert base.name in {one.name for one in winners}
        assert (base.entries, total(repository)) == (MANY, MANY)
        assert {f"search/{ORG}/{name}.zip" for name in (base.name, base.before) if name} == set(files())

    def test_lose_nothing_that_is_published_meanwhile(self, repository: SearchRepository) -> None:
        def act(number: int) -> None:
            if number % 2:
                BuildingService(repository, BaseFiles(ORG)).build()
            else:
                keep(repository, *range(MANY + 10 * number, MANY + 10 * number + 10))

        at_once(6, act)

        assert total(repository) == MANY + 30
        building_service(ORG).build()
        assert total(repository) == MANY + 30


class TestAnew:
    def test_from_the_catalogs_tables_finds_what_was_missed_and_drops_what_is_gone(self, school: School) -> None:
        kept_id, archived = school.publish("Kept"), school.publish("Archived")
        school.heard()
        missed = school.publish("Missed")
        school.tutor.post(f"/courses/{archived}/archive")
        school.world.process.skip_news()
        with school.world.later(seconds=2):
            WORKFLOWS["indexing"]({"org_id": school.org.org_id, "whole": True})
        forget_memories()

        assert {item["course_id"] for item in school.search()["items"]} == {kept_id, missed}

    def test_goes_on_where_it_stopped(self, school: School) -> None:
        ids = {school.publish(f"Course {number}") for number in range(5)}
        school.world.process.skip_news()
        indexing, steps = indexing_service(school.org.org_id), 1

        start = indexing.collect(None, seconds=0, limit=2)
        while start:
            start = indexing.collect(start, seconds=0, limit=2)
            steps += 1

        assert steps == 3
        assert {item["course_id"] for item in school.search()["items"]} == ids
