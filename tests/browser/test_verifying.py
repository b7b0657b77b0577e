"""A certificate on the deployed product: one, however many ask at once, as PDF, and verified on a phone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.local.client import Api, Refused
from infra.local.cloud import LocalCloud
from infra.local.journey.checks import soon
from infra.local.people import OrganizationForm, Person, register_organization, register_student
from tests.support.browser import browser

Json = dict[str, Any]
ADMIN = Person("Kavita Iyer", "kavita@guild.example.org", "seven ripe mangoes a day")
NAME = 'கார்த்திகேயன் <script>document.title = "x"</script>'
STUDENT = Person(NAME, "karthik@guild.example.org", "seven ripe mangoes a day")
AT_ONCE = 50


@dataclass(frozen=True)
class Guild:
    """Somebody who has completed a course."""

    cloud: LocalCloud
    visitor: Api
    admin: Api
    student: Api
    course_id: str

    def certificate(self) -> Json:
        """The certificate that came by itself."""
        found = soon(lambda: next(iter(self.student.items("/certificates")), None))
        assert found is not None
        return self.student.get(f"/certificates/{found['certificate_id']}")

    def file(self, certificate: Json) -> Json | None:
        """Where its PDF is, once it is made."""
        try:
            return self.student.get(f"/certificates/{certificate['certificate_id']}/file")
        except Refused:
            return None


@pytest.fixture(scope="module")
def guild(cloud: LocalCloud) -> Iterator[Guild]:
    """Everything over the API, as people do it; what completes the course is asked of many times at once."""
    visitor = Api(cloud.url)
    admin = register_organization(visitor, cloud.mails, OrganizationForm(name="Guild", slug="guild"), ADMIN)
    student = register_student(visitor, cloud.mails, "guild", STUDENT)
    course_id = admin.post("/courses", {"title": "Knots & <b>bends</b>"})["course_id"]
    topic_id = admin.post(f"/courses/{course_id}/topics", {"title": "Ends"})["topic_id"]
    text = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Begin."}]}]}
    lesson = {"title": "The bowline", "blocks": [{"type": "rich_text", "document": text}]}
    admin.post(f"/topics/{topic_id}/lessons", lesson)
    admin.post(f"/courses/{course_id}/publish")
    student.post(f"/courses/{course_id}/enroll")
    lesson_id = next(iter(student.items(f"/courses/{course_id}/learn")))["lesson_id"]
    student.put(f"/courses/{course_id}/learn/lessons/{lesson_id}/completion")
    yield Guild(cloud, visitor, admin, student, course_id)
    visitor.close()


class TestACertificate:
    def test_is_one_however_many_ask_at_once(self, guild: Guild) -> None:
        def ask(number: int) -> str:
            # With a key, each is sent again where it took the fifty new copies of the function too long to start.
            asked = guild.student.post(f"/courses/{guild.course_id}/certificate", key=f"fifty-asked-{number}")
            return str(asked["certificate_id"])

        with ThreadPoolExecutor(AT_ONCE) as pool:
            made = set(pool.map(ask, range(AT_ONCE)))

        listed = list(guild.admin.items(f"/courses/{guild.course_id}/certificates"))
        assert [one["certificate_id"] for one in listed] == list(made)

    def test_comes_as_pdf_by_a_link(self, guild: Guild) -> None:
        certificate = guild.certificate()

        link = soon(lambda: guild.file(certificate))

        assert link is not None
        assert httpx.get(link["url"], timeout=60).content.startswith(b"%PDF")

    @pytest.mark.with_browser
    def test_is_verified_on_a_phone(self, guild: Guild, tmp_path: Path) -> None:
        address = f"{guild.cloud.url}/api/v1/certificates/verify/{guild.certificate()['code']}"

        with browser() as person:
            person.open(address)
            picture = person.picture(tmp_path / "page.png")
            shown = person.evaluate("document.body.innerText")
            wide = person.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            styled = person.evaluate("getComputedStyle(document.querySelector('dl')).display")
            scripts = person.evaluate("document.scripts.length")

        assert NAME in shown
        assert "Knots & <b>bends</b>" in shown
        assert (wide, styled, scripts) == (False, "grid", 0)
        assert picture.stat().st_size > 5_000
