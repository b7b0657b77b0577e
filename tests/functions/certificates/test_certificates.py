"""Certificates that were issued: the file, the verification, revoking, issuing anew."""

import re
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from functions.certificates.domain.certificates import Certificate
from functions.certificates.domain.designs import CertificateLanguage, CertificateLayout
from functions.certificates.repository import CertificateRepository
from functions.certificates.service.typesetting import pdf, picture
from tests.functions.certificates.conftest import School
from tests.support.actors import Actor
from tests.support.world import World, at_once

UNKNOWN = "7K2M0-QXR5T-8WPD3-B4N9C"


def stored(school: School, certificate_id: str) -> Certificate:
    """A certificate as it is stored."""
    return CertificateRepository(school.org.org_id).get(certificate_id)


def another_learner(school: School) -> Actor:
    """Somebody else of the school."""
    return school.world.actor("student", of=school.org, name="Arjun Rao")


@pytest.fixture(scope="module")
def plain() -> Certificate:
    """A certificate of nobody, for how it looks."""
    now = datetime(2026, 11, 28, 6, 30, tzinfo=UTC)
    return Certificate(
        certificate_id="crt_01JD0K9Z8Y7X6W5V4T3S2R1Q0P",
        code="7K2M0QXR5T8WPD3B4N9C",
        course_id="crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
        user_id="usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
        learner_name="Meera Nair",
        course_title="Cells",
        organization_name="Harbour Evening School",
        instructor_names=("Kavita Iyer",),
        minutes=90,
        completed_at=now,
        issued_at=now,
        time_zone="Asia/Kolkata",
        language=CertificateLanguage.ENGLISH,
        layout=CertificateLayout.CLASSIC,
        color="#1f4e79",
        signatory=None,
        signatory_role=None,
    )


def drawing(certificate: Certificate) -> bytes:
    """How it looks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LMS_PUBLIC_URL", "https://lms.example")
        return picture(certificate)


@pytest.fixture(scope="module")
def drawn(plain: Certificate) -> bytes:
    """The same as a picture, drawn once."""
    return drawing(plain)


class TestTheFile:
    @pytest.mark.usefixtures("really_typeset")
    def test_is_a_pdf_under_an_address_for_five_minutes(self, school: School) -> None:
        issued = school.earned()

        answer = school.learner.get(f"/certificates/{issued['certificate_id']}/file").json()
        with urllib.request.urlopen(answer["url"]) as file:
            content = file.read()

        assert content.startswith(b"%PDF-1.7")
        assert content == pdf(stored(school, issued["certificate_id"]))
        assert "X-Amz-Expires=300" in answer["url"]

    def test_is_not_handed_out_before_it_is_made(self, school: School) -> None:
        school.study()
        claimed = school.learner.post(school.path).json()

        early = school.learner.get(f"/certificates/{claimed['certificate_id']}/file")

        assert (early.status_code, early.code) == (409, "certificate_not_ready")

    @pytest.mark.usefixtures("really_typeset")
    @pytest.mark.parametrize(
        "name", ["मीरा नायर श्रीवास्तव", "ஸ்ரீனிவாச இராமானுஜன்", "王小明", "محمد الفارسي", "<b>x</b> #let $ \\", "A" * 80]
    )
    def test_is_set_in_every_script_and_takes_nothing_for_markup(
        self, plain: Certificate, drawn: bytes, name: str
    ) -> None:
        other = drawing(plain.model_copy(update={"learner_name": name}))

        assert other.startswith(b"\x89PNG")
        assert other != drawn


class TestVerifying:
    def test_shows_anybody_what_the_certificate_says(self, school: School) -> None:
        issued = school.earned()

        seen = school.verify(issued["code"].lower().replace("-", "")).json()

        assert seen.keys() == {
            "valid",
            "revoked_at",
            "learner_name",
            "course_title",
            "organization_name",
            "instructor_names",
            "score_percent",
            "completed_at",
            "issued_at",
        }
        assert (seen["valid"], seen["learner_name"]) == (True, "Meera Nair")

    def test_is_a_page_without_scripts_where_html_is_asked_for(self, make_school: Callable[..., School]) -> None:
        school = make_school("<script>alert(1)</script> & Co")
        issued = school.earned()

        page = school.verify(issued["code"], accept="text/html,*/*;q=0.8")

        assert page.headers["content-type"].startswith("text/html")
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in page.text
        assert "<script" not in page.text
        assert "This certificate is valid." in page.text

    def test_of_an_unknown_code_is_not_found(self, school: School) -> None:
        assert school.verify(UNKNOWN).code == "certificate_not_found"
        page = school.verify("nothing", accept="text/html")
        assert (page.status_code, "There is no certificate with this code." in page.text) == (404, True)

    def test_is_limited(self, school: School) -> None:
        with school.world.clock():
            answers = [school.verify(UNKNOWN).status_code for _ in range(125)]

        assert set(answers) == {404, 429}


class TestRevoking:
    def test_ends_a_certificate_for_everybody(self, school: School) -> None:
        issued = school.earned()
        path = f"/certificates/{issued['certificate_id']}"

        first = school.tutor.post(f"{path}/revoke", {"reason": "The exam was copied."}).json()
        second = school.tutor.post(f"{path}/revoke", {"reason": "Another reason."}).json()
        school.world.settle()

        assert (first, first["valid"]) == (second, False)
        assert school.verify(issued["code"]).json()["valid"] is False
        page = school.verify(issued["code"], accept="text/html").text
        assert re.search(r"no longer valid. \(\d+ \w+ \d{4}\)", page)
        assert school.learner.get(path).json()["revoked_for"] == "The exam was copied."
        assert school.learner.get(f"{path}/file").code == "certificate_invalid"
        assert "The exam" not in school.verify(issued["code"]).text

    def test_is_not_undone_by_earning_it_again(self, school: School) -> None:
        issued = school.earned()
        school.tutor.post(f"/certificates/{issued['certificate_id']}/revoke", {"reason": "Copied."})

        claimed = school.learner.post(school.path).json()

        assert (claimed["certificate_id"], claimed["valid"]) == (issued["certificate_id"], False)

    def test_is_for_the_courses_staff(self, school: School, world: World) -> None:
        path = f"/certificates/{school.earned()['certificate_id']}/revoke"
        stranger = world.actor("tutor", of=school.org)

        assert school.learner.post(path, {"reason": "Mine."}).status_code == 403
        assert stranger.post(path, {"reason": "Not mine."}).status_code == 404
        assert school.admin.post(path, {"reason": "Ours."}).status_code == 200


class TestIssuingAnew:
    def test_takes_over_what_people_are_called_now(self, school: School) -> None:
        issued = school.earned()
        school.rename("Meera Nair Srivastava")

        again = school.tutor.post(
            f"/certificates/{issued['certificate_id']}/reissue", {"reason": "She married."}
        ).json()
        school.world.settle()

        assert (again["learner_name"], again["replaces"]) == ("Meera Nair Srivastava", issued["certificate_id"])
        assert again["completed_at"] == issued["completed_at"]
        assert school.verify(issued["code"]).json()["valid"] is False
        assert school.verify(again["code"]).json()["valid"] is True
        assert school.learner.get(school.path).json()["certificate_id"] == again["certificate_id"]

    def test_happens_once(self, school: School) -> None:
        path = f"/certificates/{school.earned()['certificate_id']}/reissue"

        answers = at_once(8, lambda _: school.tutor.post(path, {"reason": "Misspelt."}).status_code)

        assert sorted(answers) == [201, *[409] * 7]
        assert school.tutor.post(path, {"reason": "Misspelt."}).code == "certificate_replaced"

    def test_is_answered_the_same_under_the_same_key(self, school: School) -> None:
        path = f"/certificates/{school.earned()['certificate_id']}/reissue"

        answers = [
            school.tutor.post(path, {"reason": "Misspelt."}, headers={"idempotency-key": "one"}).json()
            for _ in range(2)
        ]

        assert answers[0] == answers[1]


class TestACertificateIsSeen:
    def test_by_its_learner_and_the_courses_staff_alone(self, school: School, world: World) -> None:
        path = f"/certificates/{school.earned()['certificate_id']}"

        assert [actor.get(path).status_code for actor in (school.learner, school.tutor, school.admin)] == [200] * 3
        strangers = (another_learner(school), world.actor("tutor", of=school.org), world.actor("org_admin"))
        assert [actor.get(path).status_code for actor in strangers] == [404] * 3

    def test_among_its_courses_page_by_page(self, school: School) -> None:
        for who in (school.learner, another_learner(school)):
            school.study(who=who)
        school.world.settle()

        path = f"{school.course.path}/certificates"
        first = school.tutor.get(path, params={"limit": 1}).json()
        second = school.tutor.get(path, params={"limit": 1, "cursor": first["next_cursor"]}).json()

        names = [page["items"][0]["learner_name"] for page in (first, second)]
        assert sorted(names) == ["Arjun Rao", "Meera Nair"]


class TestTheDesign:
    def test_is_chosen_by_the_organization_and_kept_by_what_was_issued(self, school: School) -> None:
        old = stored(school, school.earned()["certificate_id"])
        design = {"layout": "modern", "language": "hi", "color": "#7a1f5c", "signatory": "Asha Menon"}

        saved = school.admin.put("/certificates/design", design, headers={"if-match": '"rev-0"'})
        new = school.tutor.post(f"/certificates/{old.certificate_id}/reissue", {"reason": "A new design."}).json()

        assert saved.json() | design == saved.json()
        assert stored(school, old.certificate_id).layout == "classic"
        made = stored(school, new["certificate_id"])
        assert (made.layout, made.language, made.color, made.signatory) == ("modern", "hi", "#7a1f5c", "Asha Menon")

    def test_is_the_administrators_choice(self, school: School) -> None:
        assert school.tutor.get("/certificates/design").status_code == 403
        refused = school.admin.put("/certificates/design", {"color": "red"}, headers={"if-match": '"rev-0"'})
        assert [error["pointer"] for error in refused.json()["errors"]] == ["/color"]
