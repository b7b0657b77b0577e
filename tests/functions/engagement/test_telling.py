"""Events become notices and mails: once, to whom they concern, in their language."""

import pytest

from events.catalog import CourseApprovalRequested
from events.certificates import CertificateRevoked
from events.learning import CourseCompleted, EnrolmentExpired, EnrolmentOpened, EnrolmentPaused, SeatOffered
from events.media import AssetFailed, AssetKind
from functions.engagement.domain.inboxes import MOST_UNREAD
from functions.engagement.domain.rules import RULES
from functions.engagement.service import telling
from shared.mail import MailNotSent, MailRefused, Ses
from tests.functions.engagement.post import FAR_AHEAD, Post, notices, unread
from tests.support.faults import every_death, killed
from tests.support.world import at_once


class TestTelling:
    def test_puts_a_notice_into_the_inbox_and_sends_a_mail(self, post: Post) -> None:
        assert post.deliver(post.about(EnrolmentOpened)) == 0

        (notice,) = notices(post.learner)
        (mail,) = post.mails_to(post.learner)
        assert notice["title"] == mail["subject"] == "You have a place in Tea & <b>Toast</b>"
        assert notice["link"] == f"/courses/{post.course.course_id}/learn"
        assert not notice["read"]
        assert unread(post.learner) == 1

    def test_escapes_names_in_mails(self, post: Post) -> None:
        post.deliver(post.about(EnrolmentOpened))

        (mail,) = post.mails_to(post.learner)
        assert "Tea &amp; &lt;b&gt;Toast&lt;/b&gt;" in mail["text"]
        assert "<b>Toast" not in mail["text"]
        assert "Meera $Nair" in mail["text"]

    def test_happens_once_however_often_the_event_comes(self, post: Post) -> None:
        for _ in range(3):
            post.deliver(post.about(EnrolmentOpened), event_id="evt_1")

        assert len(notices(post.learner)) == len(post.mails_to(post.learner)) == unread(post.learner) == 1

    def test_happens_once_when_the_event_comes_to_many_at_once(self, post: Post) -> None:
        at_once(6, lambda _: post.deliver(post.about(EnrolmentOpened), event_id="evt_1"))
        post.deliver(post.about(EnrolmentOpened), event_id="evt_1")

        assert len(notices(post.learner)) == len(post.mails_to(post.learner)) == unread(post.learner) == 1

    def test_counts_every_notice_that_comes_at_once(self, post: Post) -> None:
        at_once(6, lambda number: post.deliver(post.about(EnrolmentOpened), event_id=f"evt_{number}"))

        assert len(notices(post.learner)) == unread(post.learner) == 6

    def test_of_somebody_unknown_is_silent(self, post: Post) -> None:
        assert post.deliver(post.about(EnrolmentOpened, user_id="usr_nobody")) == 0
        assert post.world.mails() == []

    def test_of_another_organizations_person_is_silent(self, post: Post) -> None:
        stranger = post.world.actor("student")

        post.deliver(post.about(EnrolmentOpened, user_id=stranger.user_id))

        assert notices(stranger) == []
        assert post.mails_to(stranger) == []

    def test_reaches_administrators_but_not_who_did_it(self, post: Post) -> None:
        another = post.world.actor("org_admin", of=post.org)
        _make_administrators(post, [post.admin.user_id, another.user_id])
        event = CourseApprovalRequested(course_id=post.course.course_id, request_id="apr_1")

        post.deliver(event, actor_id=another.user_id)

        assert len(notices(post.admin)) == 1
        assert notices(another) == []

    def test_reaches_all_of_them_however_few_are_looked_up_together(
        self, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(telling, "AT_ONCE", 1)
        others = [post.world.actor("org_admin", of=post.org) for _ in range(2)]
        _make_administrators(post, [post.admin.user_id, *(one.user_id for one in others)])

        for _ in range(2):
            post.deliver(CourseApprovalRequested(course_id=post.course.course_id, request_id="apr_1"), event_id="evt_1")

        assert [len(notices(one)) for one in (post.admin, *others)] == [1, 1, 1]

    def test_tells_of_a_certificate_that_was_taken_back(self, post: Post) -> None:
        about = {"certificate_id": "crt_1", "course_id": post.course.course_id, "user_id": post.learner.user_id}
        post.deliver(CertificateRevoked(**about))

        assert [notice["kind"] for notice in notices(post.learner)] == ["certificate_revoked"]

    def test_reaches_whose_file_it_is_without_a_mail(self, post: Post) -> None:
        kind = AssetKind.IMAGE
        post.deliver(AssetFailed(asset_id="ast_1", kind=kind, code="image_broken", owner_id=post.tutor.user_id))
        post.deliver(AssetFailed(asset_id="ast_2", kind=kind, code="image_broken"))

        assert [notice["kind"] for notice in notices(post.tutor)] == ["asset_failed"]
        assert post.world.mails() == []

    def test_says_by_when_in_the_persons_own_time(self, post: Post) -> None:
        post.deliver(post.about(SeatOffered, offered_until=FAR_AHEAD))

        assert "2 January 2100, 08:34 IST" in notices(post.learner)[0]["text"]

    def test_keeps_silent_of_an_offer_that_is_over(self, post: Post) -> None:
        post.deliver(post.about(SeatOffered, offered_until="2020-01-01T00:00:00Z"))

        assert notices(post.learner) == []

    def test_leaves_a_pause_for_payment_to_others(self, post: Post) -> None:
        post.deliver(post.about(EnrolmentPaused, reason="payment"))
        post.deliver(post.about(EnrolmentPaused, reason="staff"))

        assert len(notices(post.learner)) == 1

    def test_survives_a_course_that_is_gone(self, post: Post) -> None:
        post.deliver(post.about(EnrolmentExpired, course_id="crs_gone"))

        assert notices(post.learner)[0]["title"] == "Your time in a course that is no longer there is over"


class TestLanguage:
    def test_is_the_persons_own(self, post: Post) -> None:
        tag = post.learner.get("/users/me").headers["etag"]
        assert post.learner.put("/users/me", {"locale": "hi-IN"}, headers={"if-match": tag}).status_code == 200

        post.deliver(post.about(CourseCompleted))

        assert notices(post.learner)[0]["title"] == "आपने Tea & <b>Toast</b> पूरा कर लिया है"
        assert 'lang="hi"' in post.mails_to(post.learner)[0]["text"]


class TestTrouble:
    def test_of_one_person_does_not_keep_others_waiting(self, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
        second = post.world.actor("org_admin", of=post.org)
        _make_administrators(post, [post.admin.user_id, second.user_id])
        send = Ses.send

        def refuse_one(mailer: Ses, mail: "object") -> None:
            if mail.to == post.admin.email:  # type: ignore[attr-defined]  # a Mail
                raise MailNotSent
            send(mailer, mail)  # type: ignore[arg-type]  # a Mail

        event = CourseApprovalRequested(course_id=post.course.course_id, request_id="apr_1")
        with monkeypatch.context() as patch:
            patch.setattr(Ses, "send", refuse_one)
            assert post.deliver(event, event_id="evt_1") == 1
            assert len(post.mails_to(second)) == 1

        assert post.deliver(event, event_id="evt_1") == 0
        assert len(post.mails_to(post.admin)) == len(post.mails_to(second)) == 1

    def test_with_an_address_that_is_never_taken_ends_there(self, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: Ses, __: object) -> None:
            raise MailRefused

        with monkeypatch.context() as patch:
            patch.setattr(Ses, "send", refuse)
            assert post.deliver(post.about(EnrolmentOpened), event_id="evt_1") == 0
        post.deliver(post.about(EnrolmentOpened), event_id="evt_1")

        assert post.world.mails() == []
        assert len(notices(post.learner)) == 1

    @pytest.mark.parametrize(("event", "most"), [(EnrolmentOpened, 2), (CourseCompleted, 1)])
    def test_of_a_process_that_dies_at_any_call_leaves_one_notice(
        self, post: Post, event: type[EnrolmentOpened], most: int
    ) -> None:
        told = 0

        def tell() -> None:
            post.deliver(post.about(event), event_id=f"evt_{told}")

        for number, moment in every_death(tell):
            told += 1
            before = len(post.mails_to(post.learner))
            with killed(number, moment) as death:
                tell()
            tell()
            with post.world.later(minutes=4):
                tell()
                tell()
            sent = len(post.mails_to(post.learner)) - before
            assert len(notices(post.learner)) == told + 1, death.at
            assert sent <= most, death.at
            if most == 2:
                assert sent >= 1, death.at


class TestRules:
    def test_each_have_words_in_every_language_and_only_those(self) -> None:
        from functions.engagement.domain.languages import SPEECHES
        from functions.engagement.domain.sayings import fault_of

        for speech in SPEECHES.values():
            assert set(speech.sayings) == {rule.kind for rule in RULES}
            for rule in RULES:
                saying = speech.sayings[rule.kind]
                assert fault_of(saying.title, rule.allowed) is None
                assert fault_of(saying.text, rule.allowed) is None

    def test_name_fields_that_their_events_have(self) -> None:
        for rule in RULES:
            fields = set(rule.event.model_fields)
            named = {rule.until} - {""} | {name for name, _ in rule.given}
            person = {rule.audience.value} if rule.audience.value.isidentifier() else {"course_id"}
            assert named | person <= fields, rule.kind

    def test_let_a_hundred_be_unread(self) -> None:
        assert MOST_UNREAD == 100


def _make_administrators(post: Post, user_ids: list[str]) -> None:
    from functions.identity.tables.base import IdentityRow
    from functions.identity.tables.members import AdministratorsRow
    from shared.dynamo import Repository

    class Tenant(Repository):
        table = IdentityRow

    tenant = Tenant(post.org.org_id)
    row = tenant._find(AdministratorsRow, AdministratorsRow.key(post.org.org_id))
    assert row is not None
    row.user_ids = user_ids
    tenant._save(row)
