"""Two people change the same thing: the second hears of the first."""

import pytest

from shared.etag import etag
from tests.shared.test_dynamo import items
from tests.support.client import Client


@pytest.fixture
def book_id(tutor: Client) -> str:
    """A book on the shelf, at its first revision."""
    book_id: str = tutor.post("/shelf/books", json_body={"title": "Emma"}).json()["book_id"]
    return book_id


def test_a_tag_names_the_revision(tutor: Client, book_id: str) -> None:
    assert tutor.get(f"/shelf/books/{book_id}").headers["etag"] == '"rev-1"' == etag(1)


def test_a_change_of_what_was_read_goes_through_and_has_a_new_tag(tutor: Client, book_id: str) -> None:
    answer = tutor.put(f"/shelf/books/{book_id}", json_body={"title": "Emma II"}, headers={"if-match": '"rev-1"'})

    assert (answer.status_code, answer.headers["etag"]) == (200, '"rev-2"')


def test_a_weakened_tag_is_still_ours(tutor: Client, book_id: str) -> None:
    """A proxy that compresses an answer weakens its tag."""
    answer = tutor.put(f"/shelf/books/{book_id}", json_body={"title": "Emma II"}, headers={"if-match": ' W/"rev-1" '})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "tag",
    ['"rev-0"', '"rev-2"', '"rev-999999999999999999"', "rev-1", '"1"', "*", '""', "", '"rev--1"', '"rev-1', "\xff"],
)
def test_a_change_of_another_version_is_refused_and_changes_nothing(tutor: Client, book_id: str, tag: str) -> None:
    before = items()

    answer = tutor.put(f"/shelf/books/{book_id}", json_body={"title": "Emma II"}, headers={"if-match": tag})

    assert (answer.status_code, answer.code) == (412, "precondition_failed")
    assert items() == before


def test_a_tag_beyond_all_measure_is_refused(tutor: Client, book_id: str) -> None:
    answer = tutor.put(f"/shelf/books/{book_id}", json_body={"title": "x"}, headers={"if-match": "x" * 101})

    assert answer.status_code == 422


def test_a_change_of_no_particular_version_is_refused(tutor: Client, book_id: str) -> None:
    answer = tutor.put(f"/shelf/books/{book_id}", json_body={"title": "Emma II"})

    assert (answer.status_code, answer.code) == (428, "precondition_required")
