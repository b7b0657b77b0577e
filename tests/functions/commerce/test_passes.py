"""Passes over HTTP, and the courses that they open."""

from datetime import timedelta

from functions.commerce.domain.passes import FOREVER, HeldPass
from functions.commerce.published import CourseTerms
from functions.commerce.repository.passes import PassRepository
from shared.clock import system_clock
from tests.functions.commerce.shop import MONTHLY, ONCE, Shop, succeeded
from tests.functions.commerce.test_offers import found_in_catalog, if_match, terms
from tests.support.world import at_once


class TestPasses:
    def test_are_made_changed_and_removed(self, shop: Shop) -> None:
        path = f"/passes/{shop.new_pass()}"
        read = shop.student.get(path)

        changed = succeeded(shop.admin.put(path, {"name": "All of it"}, headers=if_match(read)))

        assert (changed.json()["name"], changed.json()["every_course"]) == ("All of it", False)
        assert shop.admin.put(path, {"name": "Other"}, headers=if_match(read)).status_code == 412
        assert shop.admin.delete(path).status_code == 204
        assert shop.admin.get(path).status_code == 404

    def test_are_listed_newest_first(self, shop: Shop) -> None:
        made = [shop.new_pass(name=f"Pass {number}") for number in range(3)]

        first = shop.student.get("/passes", params={"limit": 2}).json()
        second = shop.student.get("/passes", params={"limit": 2, "cursor": first["next_cursor"]}).json()

        assert [one["pass_id"] for one in first["items"] + second["items"]] == made[::-1]

    def test_are_the_administrators(self, shop: Shop) -> None:
        assert shop.tutor.post("/passes", {"name": "Mine"}).status_code == 403

    def test_are_sold_like_courses(self, shop: Shop) -> None:
        path = f"/passes/{shop.new_pass()}/offers"

        for body in (ONCE, MONTHLY):
            succeeded(shop.admin.post(path, body))

        assert [one["kind"] for one in shop.student.get(path).json()["items"]] == ["one_time", "subscription"]
        assert shop.tutor.post(path, ONCE).status_code == 403
        assert shop.admin.delete(path.removesuffix("/offers")).json()["code"] == "pass_in_use"


class TestWhatTheyOpen:
    def test_costs_something_from_then_on(self, shop: Shop) -> None:
        pass_id = shop.new_pass()

        assert shop.admin.put(f"/passes/{pass_id}/courses/{shop.course_id}").status_code == 204

        assert terms(shop) == CourseTerms(free=False, sold=False, pass_until=None)
        assert [(one["free"], one["price_minor"]) for one in found_in_catalog(shop)] == [(False, None)]
        assert shop.student.get(f"/passes/{pass_id}/courses").json()["items"] == [{"course_id": shop.course_id}]
        assert shop.student.get(f"/passes/{pass_id}").json()["course_count"] == 1

    def test_is_counted_once_whoever_puts_it_in(self, shop: Shop) -> None:
        pass_id = shop.new_pass()
        courses = [shop.another_course() for _ in range(3)]

        at_once(9, lambda n: succeeded(shop.admin.put(f"/passes/{pass_id}/courses/{courses[n % 3]}")))

        assert shop.admin.get(f"/passes/{pass_id}").json()["course_count"] == 3

    def test_does_not_become_free_by_being_taken_out(self, shop: Shop) -> None:
        place = f"/passes/{shop.new_pass()}/courses/{shop.course_id}"
        succeeded(shop.admin.put(place))

        for _ in range(2):
            assert shop.admin.delete(place).status_code == 204

        assert terms(shop) == CourseTerms(free=False, sold=False, pass_until=None)

    def test_is_not_named_where_everything_is_opened(self, shop: Shop) -> None:
        pass_id = shop.new_pass(every_course=True)

        refused = shop.admin.put(f"/passes/{pass_id}/courses/{shop.course_id}")

        assert (refused.status_code, refused.json()["code"]) == (409, "pass_opens_all")

    def test_must_be_there(self, shop: Shop) -> None:
        theirs = shop.world.actor("org_admin")
        pass_id = theirs.post("/passes", {"name": "Theirs"}).json()["pass_id"]

        assert shop.admin.put(f"/passes/{shop.new_pass()}/courses/crs_none").status_code == 404
        assert shop.admin.put(f"/passes/{pass_id}/courses/{shop.course_id}").status_code == 404
        assert theirs.put(f"/passes/{pass_id}/courses/{shop.course_id}").status_code == 404


class TestWhoHoldsOne:
    def test_has_its_courses_until_it_is_over(self, shop: Shop) -> None:
        pass_id, until = shop.new_pass(), system_clock.now() + timedelta(days=30)
        succeeded(shop.admin.put(f"/passes/{pass_id}/courses/{shop.course_id}"))
        hold(shop, HeldPass(order_id="ord_1", pass_id=pass_id, every_course=False, until=until))

        assert terms(shop).pass_until == until
        assert terms(shop, shop.tutor.user_id).pass_until is None
        with shop.world.clock(until):
            assert terms(shop).pass_until is None

    def test_of_every_course_has_every_course(self, shop: Shop) -> None:
        hold(shop, HeldPass(order_id="ord_1", pass_id="pas_1", every_course=True))

        assert terms(shop).pass_until == FOREVER


def hold(shop: Shop, held: HeldPass) -> None:
    """Let the student hold a pass."""
    PassRepository(shop.org.org_id).hold(shop.student.user_id, held)
