"""One's notices: listed, counted, marked as read, gone after half a year."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.learning import CourseCompleted, EnrolmentOpened
from functions.engagement.domain.inboxes import KEPT, MOST_UNREAD, Inbox
from tests.functions.engagement.post import Post, notices, unread
from tests.support.actors import sign_in
from tests.support.faults import counted


def _tell(post: Post, times: int) -> None:
    for _ in range(times):
        post.deliver(post.about(EnrolmentOpened))


class TestListing:
    def test_is_newest_first_in_pages(self, post: Post) -> None:
        _tell(post, 5)

        first = post.learner.get("/notices", params={"limit": 3}).json()
        second = post.learner.get("/notices", params={"limit": 3, "cursor": first["next_cursor"]}).json()

        ids = [notice["notice_id"] for notice in (*first["items"], *second["items"])]
        assert ids == sorted(ids, reverse=True)
        assert len(ids) == 5

    def test_refuses_another_persons_cursor(self, post: Post) -> None:
        _tell(post, 2)
        cursor = post.learner.get("/notices", params={"limit": 1}).json()["next_cursor"]

        assert post.tutor.get("/notices", params={"cursor": cursor}).status_code == 422

    def test_costs_two_storage_round_trips_whatever_the_page(self, post: Post) -> None:
        _tell(post, 12)
        notices(post.learner)

        with counted() as calls:
            notices(post.learner)

        assert calls == ["DynamoDB.Query", "DynamoDB.BatchGetItem"]

    def test_follows_the_courses_title_of_today(self, post: Post) -> None:
        _tell(post, 1)
        admin = post.admin
        path = f"/courses/{post.course.course_id}"
        tag = admin.get(path).headers["etag"]
        assert admin.put(path, {"title": "Coffee"}, headers={"if-match": tag}).status_code == 200

        assert notices(post.learner)[0]["title"] == "You have a place in Coffee"

    def test_ends_after_half_a_year(self, post: Post) -> None:
        _tell(post, 1)

        with post.world.later(days=181):
            later = sign_in(post.world.client, post.org, post.learner.user_id, post.learner.email)
            assert notices(later) == []
            assert unread(later) == 0


class TestMarking:
    def test_marks_some(self, post: Post) -> None:
        _tell(post, 3)
        second = notices(post.learner)[1]["notice_id"]

        for _ in range(2):
            assert post.learner.put("/notices/read", {"notice_ids": [second]}).json() == {"unread": 2}

        assert [notice["read"] for notice in notices(post.learner)] == [False, True, False]

    def test_marks_all_up_to_one_but_none_that_came_later(self, post: Post) -> None:
        _tell(post, 2)
        newest = notices(post.learner)[0]["notice_id"]
        _tell(post, 1)

        assert post.learner.put("/notices/read", {"up_to": newest}).json() == {"unread": 1}

    def test_touches_nobody_elses(self, post: Post) -> None:
        _tell(post, 1)
        theirs = notices(post.learner)[0]["notice_id"]

        assert post.tutor.put("/notices/read", {"notice_ids": [theirs]}).json() == {"unread": 0}
        assert unread(post.learner) == 1

    def test_wants_one_way_of_the_two(self, post: Post) -> None:
        assert post.learner.put("/notices/read", {}).status_code == 422


class TestUnread:
    def test_costs_one_read(self, post: Post) -> None:
        _tell(post, 1)
        unread(post.learner)

        with counted() as calls:
            unread(post.learner)

        assert calls == ["DynamoDB.GetItem"]

    @given(
        st.lists(
            st.one_of(
                st.just(("come", 0)),
                st.tuples(st.sampled_from(["read", "up to"]), st.integers(0, 150)),
                st.tuples(st.just("wait"), st.integers(0, 200)),
            ),
            max_size=60,
        )
    )
    def test_is_what_counting_one_by_one_gives(self, steps: list[tuple[str, int]]) -> None:
        now = datetime(2026, 1, 1, tzinfo=UTC)
        inbox = Inbox(user_id="usr_1")
        came: dict[str, datetime] = {}
        read: set[str] = set()
        for step, number in steps:
            if step == "come":
                made = inbox.next_id(now)
                inbox = inbox.with_one_more(made, now)
                came[made] = now
            elif step == "wait":
                now += timedelta(days=number)
            elif came:
                chosen = list(came)[number % len(came)]
                read |= {chosen} if step == "read" else {one for one in came if one <= chosen}
                inbox = inbox.without(frozenset({chosen})) if step == "read" else inbox.without_up_to(chosen)
            assert list(came) == sorted(came)
            kept = [one for one in came if one not in read and came[one] + KEPT > now]
            assert list(inbox.unread_at(now)) == kept[-MOST_UNREAD:]


class TestDeactivated:
    def test_get_no_mail_that_could_be_silenced(self, post: Post) -> None:
        path = f"/users/{post.learner.user_id}"
        tag = post.admin.get(path).headers["etag"]
        answer = post.admin.put(path, {"status": "deactivated"}, headers={"if-match": tag})
        assert answer.status_code == 200, answer.text

        post.deliver(post.about(CourseCompleted))

        assert post.mails_to(post.learner) == []
