"""The second chapter: a course of every kind of content is made, checked, approved, revised and copied."""

from __future__ import annotations

from dataclasses import dataclass

from infra.local import prosemirror as pm
from infra.local.client import Api, Json
from infra.local.client.uploads import upload
from infra.local.journey.checks import expect, finished, refused
from infra.local.journey.films import CAPTIONS, film, picture
from infra.local.journey.tale import Tale

__all__ = ["CATEGORY", "Furnished", "make_a_course"]

TITLE = "Knots that hold"
CATEGORY = "Seamanship"


@dataclass(frozen=True)
class Furnished:
    """The course, and what the rest of the story needs of it."""

    course_id: str
    title: str
    video_id: str
    preview_id: str
    """The lesson that everybody may look at."""
    film_id: str
    """The lesson with the film."""


def make_a_course(tale: Tale, admin: Api, tutor: Api) -> Furnished:
    """All that happens before students see it, and after."""
    files = _files_arrive(tale, tutor)
    course = _course_is_furnished(tale, admin, tutor, files)
    _draft_is_looked_at(tale, tutor, course)
    _administrator_approves(tale, admin, tutor, course)
    _work_goes_on(tale, tutor, course)
    _course_is_copied(tale, tutor, course)
    return course


def _files_arrive(tale: Tale, tutor: Api) -> dict[str, str]:
    with tale.step("The tutor uploads a film, its captions and a picture, straight to the file store") as saw:
        assets = {
            "video": upload(tutor, "bowline.mp4", "video/mp4", film()),
            "captions": upload(tutor, "bowline.vtt", "text/vtt", CAPTIONS),
            "image": upload(tutor, "bowline.png", "image/png", picture()),
        }
        kinds = {kind: asset["kind"] for kind, asset in assets.items()}
        expect(all(kind == named for named, kind in kinds.items()), "each is what it was sent as", kinds)
        saw(f"inspected; the film plays in {', '.join(map(str, assets['video']['renditions']))} lines")
    with tale.step("Somebody sends a text as a film") as saw:
        announced = tutor.post(
            "/media/uploads", {"name": "film.mp4", "size": 5, "content_type": "video/mp4", "sha256": "0" * 64}
        )
        expect(announced["form"]["fields"]["Content-Type"] == "video/mp4", "the form fixes the type", announced)
        refused(lambda: tutor.post(f"/media/uploads/{announced['upload_id']}/completion"), 409, what="an empty upload")
        tutor.delete(f"/media/uploads/{announced['upload_id']}")
        saw("nothing is there before it has arrived and was looked at")
    return {kind: asset["asset_id"] for kind, asset in assets.items()}


def _course_is_furnished(tale: Tale, admin: Api, tutor: Api, files: dict[str, str]) -> Furnished:
    with tale.step("The tutor makes a course of every kind of content") as saw:
        category = admin.post("/course-categories", {"name": CATEGORY})
        course = tutor.post(
            "/courses",
            {
                "title": TITLE,
                "summary": "Four knots for boats, tents and parcels.",
                "language": "en",
                "difficulty": "beginner",
                "category_id": category["category_id"],
                "tags": ["knots", "sailing"],
                "objectives": ["Tie a bowline with eyes closed"],
            },
        )
        course_id = course["course_id"]
        topic = tutor.post(f"/courses/{course_id}/topics", {"title": "Loops"})["topic_id"]
        lessons = [tutor.post(f"/topics/{topic}/lessons", lesson) for lesson in _lessons(files)]
        kinds = {block["type"] for lesson in _lessons(files) for block in lesson["blocks"]}
        saw(f"{len(lessons)} lessons, {len(kinds)} kinds of block")
    return Furnished(course_id, TITLE, files["video"], lessons[0]["lesson_id"], lessons[1]["lesson_id"])


def _lessons(files: dict[str, str]) -> list[Json]:
    captions = [{"language": "en", "asset_id": files["captions"]}]
    chapters = [{"start_s": 0, "title": "The loop"}, {"start_s": 2, "title": "Round and down"}]
    film = {"type": "video", "asset_id": files["video"], "chapters": chapters, "captions": captions}
    return [
        {"title": "What a bowline is for", "free_preview": True, "blocks": [_text("A loop that never slips."), film]},
        {
            "title": "Tying it",
            "blocks": [
                _text("Make a small loop."),
                film,
                {"type": "image", "asset_id": files["image"], "alt": "A bowline from both sides"},
                {"type": "code", "language": "text", "code": "up, round, down"},
                {"type": "file", "asset_id": files["captions"], "title": "The words to take along"},
                {"type": "embed", "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa", "title": "Another hand"},
                {
                    "type": "interactive",
                    "kind": "flashcards",
                    "cards": [{"front": "Bowline", "back": "A loop that never slips"}],
                },
            ],
        },
        {
            "title": "Tying it blind",
            "release": [{"type": "previous_lesson"}],
            "blocks": [
                {
                    "type": "exercise",
                    "prompt": _document("Tie it behind your back."),
                    "hints": ["Begin with the loop."],
                    "solution": _document("Up, round and down."),
                }
            ],
        },
    ]


def _draft_is_looked_at(tale: Tale, tutor: Api, course: Furnished) -> None:
    with tale.step("The tutor previews the draft as a student, and asks for advice") as saw:
        preview = tutor.get(f"/courses/{course.course_id}/preview")
        expect(preview["refusals"] == [], "nothing stands against publishing it", preview["refusals"])
        last = tutor.get(f"/courses/{course.course_id}/preview/lessons/{preview['items'][-1]['lesson_id']}")
        expect("solution" not in str(last["blocks"]), "a preview holds no solutions", last["blocks"])
        quality = tutor.get(f"/courses/{course.course_id}/quality")
        codes = [suggestion["code"] for suggestion in quality["suggestions"]]
        expect(0 < quality["score"] < 100 and codes, "there is something to improve", quality)
        saw(f"{quality['score']} of 100 points; advice: {', '.join(dict.fromkeys(codes))}")


def _administrator_approves(tale: Tale, admin: Api, tutor: Api, course: Furnished) -> None:
    path = f"/courses/{course.course_id}"
    with tale.step("The organization wants to approve courses: the tutor asks, the administrator agrees") as saw:
        settings = f"/organizations/{admin.organization_id}/settings"
        admin.edit(settings, {"features": {"course_approval": True}})
        refused(lambda: tutor.post(f"{path}/publish"), 409, what="publishing without approval")
        request = tutor.post(f"{path}/approval-requests", {"message": "Ready for the spring."})
        refused(
            lambda: tutor.put(f"{path}/approval-requests/{request['request_id']}", {"decision": "approved"}), 403,
            what="a tutor's approval of their own course",
        )  # fmt: skip
        admin.put(f"{path}/approval-requests/{request['request_id']}", {"decision": "approved"})
        version = tutor.post(f"{path}/publish")["version"]
        expect(version == 1, "it is version 1", version)
        admin.edit(settings, {"features": {}})
        saw("refused before, published after")


def _work_goes_on(tale: Tale, tutor: Api, course: Furnished) -> None:
    path, lesson = f"/courses/{course.course_id}", f"/lessons/{course.film_id}"
    with tale.step("The tutor goes on editing, publishes again, compares and goes back") as saw:
        before = tutor.get(lesson)
        tutor.put(lesson, {"title": "Tying it slowly"}, etag=before["etag"])
        stale = before["etag"]
        refused(lambda: tutor.put(lesson, {"title": "Tying it fast"}, etag=stale), 412, what="a stale save")
        tutor.post(f"{path}/publish")
        changes = tutor.get(f"{path}/versions/2/changes")["items"]
        expect([change["id"] for change in changes] == [course.film_id], "one lesson was renamed", changes)
        tutor.post(f"{path}/versions/1/restore")
        restored = tutor.get(lesson)["title"]
        expect(restored == before["title"], "the draft is as version 1 was", restored)
        version = tutor.post(f"{path}/publish")["version"]
        saw(f"a stale save is refused; version 2 renamed one lesson; version {version} is as the first")


def _course_is_copied(tale: Tale, tutor: Api, course: Furnished) -> None:
    path = f"/courses/{course.course_id}"
    with tale.step("The tutor duplicates it, and saves it as a template") as saw:
        copy = tutor.post(f"{path}/duplicate", {"title": "Knots for the evening class"})
        finished(tutor, copy["job_id"])
        copied = [topic["title"] for topic in tutor.items(f"/courses/{copy['course_id']}/topics")]
        template = tutor.post("/course-templates", {"course_id": course.course_id, "name": "A craft in three lessons"})
        finished(tutor, template["job_id"])
        tutor.delete(f"/courses/{copy['course_id']}")
        saw(f"the copy has {', '.join(copied)}; it can be thrown away without harm to the first")


def _text(words: str) -> Json:
    return {"type": "rich_text", "document": _document(words)}


def _document(words: str) -> pm.Node:
    return pm.document(pm.paragraph(pm.text(words)))
