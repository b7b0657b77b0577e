"""Each class of the tree is one problem that a client can tell apart."""

from collections.abc import Iterator

import pytest

from shared import errors
from shared.errors import Conflict, FieldError, NotFound, Problem, TooManyRequests, Unprocessable


def _tree(root: type[Problem] = Problem) -> Iterator[type[Problem]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _tree(kind)


KERNEL = [kind for kind in _tree() if kind.__module__ == errors.__name__]


class CourseNotPublishable(Conflict):
    """The course is not ready to be published.

    More for the reader of the code.
    """


class TestAClass:
    def test_is_named_in_snake_case(self) -> None:
        assert CourseNotPublishable.code == "course_not_publishable"

    def test_has_the_first_line_of_its_docstring_as_title(self) -> None:
        assert CourseNotPublishable.title == "The course is not ready to be published"

    def test_keeps_the_status_of_its_parent(self) -> None:
        assert CourseNotPublishable.status == 409

    def test_leaves_its_parent_as_it_was(self) -> None:
        assert (Conflict.code, Conflict.title) == ("conflict", "The present state does not allow it")


class TestAnInstance:
    def test_carries_its_message_and_facts(self) -> None:
        problem = CourseNotPublishable("A course needs a lesson.", course_id="crs_1")

        assert (problem.detail, problem.facts) == ("A course needs a lesson.", {"course_id": "crs_1"})

    def test_says_its_title_when_there_is_no_message(self) -> None:
        assert NotFound().detail == "There is no such thing here."

    def test_about_one_field_points_at_it(self) -> None:
        problem = Unprocessable.field("/title", "too_long", "Too long.")

        assert problem.errors == (FieldError("/title", "too_long", "Too long."),)

    def test_of_too_many_requests_says_when_to_come_back(self) -> None:
        problem = TooManyRequests(retry_after_s=7)

        assert problem.headers() == {"retry-after": "7"}
        assert problem.facts == {"retry_after_s": 7}

    def test_of_a_missing_sign_in_names_the_scheme(self) -> None:
        assert errors.Unauthenticated().headers() == {"www-authenticate": "Bearer"}


def test_no_two_problems_have_the_same_code() -> None:
    codes = [kind.code for kind in KERNEL]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("kind", KERNEL, ids=lambda kind: kind.__name__)
def test_every_problem_has_an_error_status_and_says_what_it_is(kind: type[Problem]) -> None:
    assert 400 <= kind.status < 600
    assert kind.__doc__
    assert kind.title
