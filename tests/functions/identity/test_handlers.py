"""Identity's reactions to what it told itself: also twice, and after things have moved on."""

import json
from typing import Any

from functions.identity.domain.organizations import Organization
from functions.identity.handlers import handler, listener
from shared import aws, settings
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.identity.conftest import Resident, Visitor
from tests.support.world import World


def deliver(name: str, org_id: str = "", **data: Any) -> list[str]:
    """Hand a message to the room as its queue does. Returns what it reports as failed."""
    detail = {
        "event_id": new_id("evt"),
        "occurred_at": system_clock.now().isoformat(),
        "org_id": org_id,
        "actor_id": "usr_1",
        "request_id": "req_1",
        "correlation_id": "req_1",
        "revision": 1,
        "data": data,
    }
    body = json.dumps({"detail-type": f"{name}.v1", "detail": detail})
    answer = handler({"Records": [{"messageId": "1", "body": body}]}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


class TestReactions:
    def test_there_is_one_to_everything_that_is_heard(self) -> None:
        listener.require_all()

    def test_nothing_happens_about_what_is_no_more(self, world: World, school: Organization) -> None:
        gone: list[tuple[str, dict[str, Any]]] = [
            ("RegistrationRequested", {"registration_id": "reg_gone"}),
            ("PasswordResetRequested", {"reset_id": "rst_gone"}),
            ("PasswordChanged", {"user_id": "usr_gone", "by": "reset"}),
            ("RefreshTokenReused", {"user_id": "usr_gone", "session_id": "ses_gone"}),
            ("MemberInvited", {"user_id": "usr_gone", "invitation_id": "inv_gone", "roles": []}),
        ]

        assert [deliver(name, school.org_id, **data) for name, data in gone] == [[]] * 5
        assert world.mails() == []

    def test_an_import_starts_once(self, world: World, school: Organization) -> None:
        job_id = new_id("job")

        assert deliver("MemberImportRequested", school.org_id, job_id=job_id) == []
        assert deliver("MemberImportRequested", school.org_id, job_id=job_id) == []

        machine = settings.setting("LMS_MACHINE_MEMBER_IMPORT")
        executions = aws.client("stepfunctions").list_executions(stateMachineArn=machine)["executions"]
        assert [one["name"] for one in executions] == [job_id]

    def test_a_mail_that_cannot_be_sent_is_tried_again(self, visitor: Visitor, student: Resident, world: World) -> None:
        ses = aws.client("sesv2")
        ses.delete_email_identity(EmailIdentity=settings.setting("LMS_MAIL_FROM"))

        assert deliver("PasswordChanged", user_id=student.user_id, by="change") == ["1"]

        ses.create_email_identity(EmailIdentity=settings.setting("LMS_MAIL_FROM"))
        assert deliver("PasswordChanged", user_id=student.user_id, by="change") == []
        assert visitor.mails_to(student.email)[-1]["subject"] == "Your password was changed"
