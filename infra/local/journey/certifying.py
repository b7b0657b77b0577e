"""The chapter of the certificate: it comes by itself, anybody may verify it, and what is taken back shows."""

from __future__ import annotations

import urllib.request

from infra.local.client import Api, Json, Refused
from infra.local.journey.checks import expect, refused, soon
from infra.local.journey.tale import Tale, Unexpected

__all__ = ["certify"]


def certify(tale: Tale, visitor: Api, tutor: Api, student: Api, course_id: str) -> None:
    """Whoever has completed the course has its certificate; a stranger verifies it; the tutor issues it anew."""
    certificate = _certificate_comes(tale, student, course_id)
    _stranger_verifies(tale, visitor, certificate)
    _certificate_is_replaced(tale, visitor, tutor, student, certificate)


def _certificate_comes(tale: Tale, student: Api, course_id: str) -> Json:
    with tale.step("The certificate comes by itself, and as PDF") as saw:
        found = soon(
            lambda: next((one for one in student.items("/certificates") if one["course_id"] == course_id), None)
        )
        assert found is not None, "the certificate did not come"
        certificate = student.get(f"/certificates/{found['certificate_id']}")
        again = student.post(f"/courses/{course_id}/certificate")
        expect(again["certificate_id"] == certificate["certificate_id"], "asking for it gives the same one", again)

        def file() -> Json | None:
            try:
                return student.get(f"/certificates/{certificate['certificate_id']}/file")
            except Refused:  # it is set some seconds after it was issued
                return None

        link = soon(file)
        if link is None:
            raise Unexpected("The PDF did not come.")
        with urllib.request.urlopen(link["url"]) as answer:  # a link of our own file store
            content = answer.read()
        expect(content.startswith(b"%PDF"), "it is a PDF", content[:20])
        saw(f"code {certificate['code']}, {len(content) // 1024} KB")
    return certificate


def _stranger_verifies(tale: Tale, visitor: Api, certificate: Json) -> None:
    with tale.step("A stranger verifies it by its code") as saw:
        code = certificate["code"]
        shown = visitor.get(f"/certificates/verify/{code.lower()}")
        expect(shown["valid"] and "user_id" not in shown, "it is valid, and says what the certificate says", shown)
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        refused(lambda: visitor.get(f"/certificates/verify/{wrong}"), 404, what="a code with one wrong character")
        saw(f"valid, of {shown['learner_name']}; a slip of the pen is told apart")


def _certificate_is_replaced(tale: Tale, visitor: Api, tutor: Api, student: Api, certificate: Json) -> None:
    with tale.step("The tutor issues it anew; the old one is valid no longer") as saw:
        path = f"/certificates/{certificate['certificate_id']}"
        new = tutor.post(f"{path}/reissue", {"reason": "The name was spelled wrongly."}, key="journey-reissue")
        expect(new["replaces"] == certificate["certificate_id"], "the new one says which it replaces", new)
        old = visitor.get(f"/certificates/verify/{certificate['code']}")
        expect(not old["valid"], "the old one is not valid", old)
        refused(lambda: student.post(f"{path}/revoke", {"reason": "No."}), 403, 404, what="a student's revoking")
        saw(f"code {new['code']}")
