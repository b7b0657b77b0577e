"""Who may see and play what stands in lessons, until when, and by what CloudFront lets them."""

from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from events.media import AssetKind
from functions.media.domain.assets import Asset, AssetState, Variant
from functions.media.domain.playback import Access, Shown, Viewer, access
from functions.media.repository.assets import AssetRepository
from infra.local.cloudfront import Checker, Denied, Viewed
from infra.playback_keys import KeyRing
from shared import aws, settings
from shared.clock import epoch_seconds, system_clock
from shared.ids import new_id
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.world import World

Json = dict[str, Any]


def shown_asset(org_id: str, kind: AssetKind = AssetKind.VIDEO, **changes: Any) -> str:
    """A file that is ready, or whatever the changes say; its id."""
    now = system_clock.now()
    asset_id = new_id("ast")
    stream = {"renditions": (180, 360), "width": 640, "height": 360, "duration_s": 2.0}
    picture = Variant(width=640, height=480, key=f"files/{org_id}/con_1/w640.webp", content_type="image/webp", size=9)
    facts: dict[AssetKind, Json] = {
        AssetKind.VIDEO: stream,
        AssetKind.IMAGE: {"variants": (picture,), "width": 640, "height": 480},
        AssetKind.DOCUMENT: {"served_key": f"files/{org_id}/con_1/file"},
    }
    asset = Asset(
        asset_id=asset_id,
        owner_id="usr_1",
        name="Something",
        kind=kind,
        content_type="video/mp4",
        size=1000,
        sha256="0" * 64,
        state=AssetState.READY,
        created_at=now,
        updated_at=now,
    ).model_copy(update=facts[kind] | changes)
    AssetRepository(org_id).save(asset)
    return asset_id


@dataclass(frozen=True, slots=True)
class School:
    """A course on offer whose first lesson shows a video and whose second is a free preview with another."""

    world: World
    tutor: Actor
    course_id: str
    lesson_id: str
    preview_id: str
    video: str
    trailer: str

    def member(self, role: str = "student") -> Actor:
        """Somebody else of the organization."""
        return self.world.actor(role, of=self.tutor.org)

    def enrolled(self) -> Actor:
        """A student of the course."""
        student = self.member()
        answer = student.post(f"/courses/{self.course_id}/enroll")
        assert answer.status_code == 201, answer.text
        return student

    def play(self, viewer: Actor, asset_id: str | None = None, lesson_id: str | None = None) -> Answer:
        """Ask to play the video, or something else."""
        wanted = {"asset_id": asset_id or self.video, "lesson_id": lesson_id or self.lesson_id}
        return viewer.post("/media/playback", {**wanted, "course_id": self.course_id})

    def new_lesson(self, topic_id: str, asset_id: str, **more: Any) -> str:
        """A lesson that shows a video."""
        body = {"title": "Cells", "blocks": [{"type": "video", "asset_id": asset_id}], **more}
        answer = self.tutor.post(f"/topics/{topic_id}/lessons", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["lesson_id"])


def open_school(world: World, *, release: list[Json] | None = None) -> School:
    """The school with its course published."""
    tutor = world.actor("tutor")
    video, trailer = shown_asset(tutor.org_id), shown_asset(tutor.org_id)
    world.settle()
    course_id = tutor.post("/courses", {"title": "Cells"}).json()["course_id"]
    topic_id = tutor.post(f"/courses/{course_id}/topics", {"title": "Inside"}).json()["topic_id"]
    school = School(world, tutor, course_id, "", "", video, trailer)
    preview_id = school.new_lesson(topic_id, trailer, free_preview=True)
    lesson_id = school.new_lesson(topic_id, video, **({"release": release} if release else {}))
    published = tutor.post(f"/courses/{course_id}/publish")
    assert published.status_code == 200, published.text
    world.settle()
    return School(world, tutor, course_id, lesson_id, preview_id, video, trailer)


@pytest.fixture
def school(world: World) -> School:
    return open_school(world)


class TestWhoMayPlay:
    def test_students_of_the_course(self, school: School) -> None:
        assert school.play(school.enrolled()).status_code == 200

    def test_its_instructor_and_the_administrators(self, school: School) -> None:
        assert school.play(school.tutor).status_code == 200
        assert school.play(school.member("org_admin")).status_code == 200

    @pytest.mark.parametrize("role", ["student", "tutor"])
    def test_nobody_else(self, school: School, role: str) -> None:
        assert school.play(school.member(role)).code == "playback_refused"

    def test_everybody_of_the_organization_what_a_free_preview_shows(self, school: School) -> None:
        visitor = school.member()

        assert school.play(visitor, school.trailer, school.preview_id).status_code == 200
        assert school.play(visitor, school.video, school.preview_id).code == "asset_not_found"

    def test_no_stranger(self, school: School) -> None:
        stranger = school.world.actor("org_admin")

        assert school.play(stranger).code == "asset_not_found"
        assert school.play(stranger, school.trailer, school.preview_id).code == "asset_not_found"

    def test_only_what_the_lesson_shows(self, school: School) -> None:
        elsewhere = shown_asset(school.tutor.org_id)

        for viewer in (school.enrolled(), school.tutor, school.member("org_admin")):
            assert school.play(viewer, elsewhere).code == "asset_not_found"
            assert school.play(viewer, school.trailer).code == "asset_not_found"

    def test_who_edits_what_the_draft_shows_before_students_do(self, school: School) -> None:
        topic_id = school.tutor.get(f"/courses/{school.course_id}/topics").json()["items"][0]["topic_id"]
        new = shown_asset(school.tutor.org_id)
        school.world.settle()
        lesson_id = school.new_lesson(topic_id, new)

        assert school.play(school.tutor, new, lesson_id).status_code == 200
        assert school.play(school.enrolled(), new, lesson_id).code == "asset_not_found"

    def test_no_longer_who_left(self, school: School) -> None:
        student = school.enrolled()
        [enrolment] = student.get("/enrollments").json()["items"]
        path = f"/courses/{school.course_id}/enrollments/{enrolment['enrollment_id']}"
        assert school.play(student).status_code == 200

        left = student.delete(path)
        assert left.status_code in {200, 204}, left.text

        assert school.play(student).code == "playback_refused"

    def test_previews_of_an_archived_course_no_longer(self, school: School) -> None:
        student = school.enrolled()
        school.tutor.post(f"/courses/{school.course_id}/archive")

        assert school.play(school.member(), school.trailer, school.preview_id).code == "asset_not_found"
        assert school.play(student).status_code == 200

    def test_not_before_the_lesson_opens(self, world: World) -> None:
        later = system_clock.now() + timedelta(days=1)
        release = [{"type": "date", "opens_at": later.isoformat()}]
        school = open_school(world, release=release)
        student = school.enrolled()

        assert school.play(student).code == "lesson_not_open"
        assert school.play(school.tutor).status_code == 200

    @pytest.mark.parametrize("state", [AssetState.PROCESSING, AssetState.FAILED])
    def test_only_what_is_ready(self, school: School, state: AssetState) -> None:
        assets = AssetRepository(school.tutor.org_id)
        assets.save(assets.get(school.video).become(state, system_clock.now()))

        assert school.play(school.tutor).code == "asset_not_ready"


class TestRule:
    @pytest.mark.parametrize(
        ("staff", "enrolled", "version", "draft", "preview", "offer", "expected"),
        [
            (True, False, False, True, False, False, Access.GRANTED),
            (True, False, False, False, True, True, Access.HIDDEN),
            (False, True, True, False, False, False, Access.GRANTED),
            (False, True, False, True, True, True, Access.HIDDEN),
            (False, False, True, False, True, True, Access.GRANTED),
            (False, False, True, False, True, False, Access.HIDDEN),
            (False, False, True, False, False, True, Access.NOT_ENROLLED),
            (False, False, True, False, False, False, Access.HIDDEN),
        ],
    )
    def test_of_access(
        self, staff: bool, enrolled: bool, version: bool, draft: bool, preview: bool, offer: bool, expected: Access
    ) -> None:
        assert access(Viewer(staff, enrolled), Shown(version, draft, preview, offer)) is expected


def trusted() -> Checker:
    """What CloudFront knows: the public keys, and the time."""
    ring = KeyRing.read(aws.secret(settings.setting("LMS_SECRET_PLAYBACK")))
    keys = {str(key.key_id): key.public_key for key in ring.keys}
    return Checker(keys, lambda: epoch_seconds(system_clock.now()))


def by_cookies(answer: Answer, address: str) -> Viewed:
    """A request with the cookies of an answer."""
    jar = {name: morsel.value for cookie in answer.cookies for name, morsel in SimpleCookie(cookie).items()}
    return Viewed(
        address,
        policy=jar["CloudFront-Policy"],
        signature=jar["CloudFront-Signature"],
        key_id=jar["CloudFront-Key-Pair-Id"],
        algorithm=jar["CloudFront-Hash-Algorithm"],
    )


def by_address(url: str) -> Viewed:
    """A request of a signed address."""
    address, _, query = url.partition("?")
    signed = {name: values[0] for name, values in parse_qs(query).items()}
    return Viewed(
        address,
        expires=signed["Expires"],
        signature=signed["Signature"],
        key_id=signed["Key-Pair-Id"],
        algorithm=signed["Hash-Algorithm"],
    )


class TestStream:
    def test_is_opened_by_cookies_for_the_assets_own_files(self, school: School) -> None:
        answer = school.play(school.tutor)

        played = answer.json()
        below = f"http://lms.example/videos/{school.tutor.org_id}/{school.video}/"
        assert played["url"] == f"{below}index.m3u8"
        assert played["poster_url"] == f"{below}still.0000000.jpg"
        for name in ("index.m3u8", "index_360p_00001.ts"):
            trusted().check(by_cookies(answer, below + name))
        with pytest.raises(Denied):
            trusted().check(
                by_cookies(answer, f"http://lms.example/videos/{school.tutor.org_id}/{school.trailer}/a.ts")
            )

    def test_sends_cookies_to_these_files_only_and_shows_them_to_no_script(self, school: School) -> None:
        answer = school.play(school.tutor)

        assert len(answer.cookies) == 4
        for cookie in answer.cookies:
            [morsel] = SimpleCookie(cookie).values()
            assert morsel["path"] == f"/videos/{school.tutor.org_id}/{school.video}/"
            assert (morsel["secure"], morsel["httponly"], morsel["samesite"].lower()) == (True, True, "strict")
            assert morsel["max-age"] == "300"
            assert not morsel["domain"]

    def test_is_open_for_five_minutes_and_not_a_second_longer(self, school: School) -> None:
        with school.world.clock() as clock:
            answer = school.play(school.tutor)
            url = answer.json()["url"]

            clock.advance(timedelta(seconds=299))
            trusted().check(by_cookies(answer, url))
            clock.advance(timedelta(seconds=1))
            with pytest.raises(Denied):
                trusted().check(by_cookies(answer, url))

    def test_is_renewed_while_enrolled_and_ends_five_minutes_after(self, school: School) -> None:
        student = school.enrolled()
        [enrolment] = student.get("/enrollments").json()["items"]
        with school.world.clock() as clock:
            clock.advance(timedelta(minutes=4))
            last = school.play(student)
            student.delete(f"/courses/{school.course_id}/enrollments/{enrolment['enrollment_id']}")

            clock.advance(timedelta(minutes=1))
            assert school.play(student).code == "playback_refused"
            trusted().check(by_cookies(last, last.json()["url"]))
            clock.advance(timedelta(minutes=4))
            with pytest.raises(Denied):
                trusted().check(by_cookies(last, last.json()["url"]))


class TestFiles:
    def shown(self, school: School, kind: AssetKind) -> Json:
        """What playing a file answers that a draft shows."""
        asset_id = shown_asset(school.tutor.org_id, kind)
        school.world.settle()
        block = {"type": "file", "asset_id": asset_id, "title": "Notes"}
        if kind is AssetKind.IMAGE:
            block = {"type": "image", "asset_id": asset_id, "alt": "A cell"}
        topic_id = school.tutor.get(f"/courses/{school.course_id}/topics").json()["items"][0]["topic_id"]
        made = school.tutor.post(f"/topics/{topic_id}/lessons", {"title": "More", "blocks": [block]})
        assert made.status_code == 201, made.text
        answer = school.play(school.tutor, asset_id, made.json()["lesson_id"])
        assert answer.status_code == 200, answer.text
        assert answer.cookies == ()
        found: Json = answer.json()
        return found

    def test_have_a_signed_address_where_no_cookies_are(self, school: School) -> None:
        url = self.shown(school, AssetKind.DOCUMENT)["url"]

        assert urlsplit(url).netloc == "files.lms.example"
        assert urlsplit(url).netloc != urlsplit(settings.public_url()).netloc
        trusted().check(by_address(url))
        with pytest.raises(Denied):
            trusted().check(by_address(url.replace("/file?", "/other?")))

    def test_are_pictures_in_all_their_sizes(self, school: School) -> None:
        played = self.shown(school, AssetKind.IMAGE)

        [variant] = played["variants"]
        assert (variant["width"], variant["height"], variant["content_type"]) == (640, 480, "image/webp")
        assert played["url"] == variant["url"]
        trusted().check(by_address(variant["url"]))

    def test_expire_too(self, school: School) -> None:
        with school.world.clock() as clock:
            url = self.shown(school, AssetKind.DOCUMENT)["url"]
            clock.advance(timedelta(minutes=5))

            with pytest.raises(Denied):
                trusted().check(by_address(url))


class TestCost:
    def test_is_one_call_beside_identitys(self, school: School) -> None:
        student = school.enrolled()
        school.play(student)

        with counting_calls() as calls:
            assert school.play(student).status_code == 200

        assert calls == ["BatchGetItem"]
