"""The third chapter: the course is carried to another organization; a student finds it, plays it and reviews it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import httpx

from infra.local.client import Api, Json, Refused
from infra.local.journey.authoring import CATEGORY, Furnished
from infra.local.journey.checks import expect, finished, refused, soon
from infra.local.journey.tale import Tale

__all__ = ["carry_elsewhere", "find_and_play"]


def carry_elsewhere(tale: Tale, tutor: Api, other: Api, course: Furnished) -> None:
    """Export the course, import it into another organization, and export it there."""
    with tale.step("The course is exported, and imported into another organization") as saw:
        archive = _exported(tutor, course.course_id)
        other.post("/course-categories", {"name": CATEGORY})
        imported = _imported(other, archive)
        again = _exported(other, imported)
        mine, theirs = (
            list(api.items(f"/courses/{id}/preview")) for api, id in ((tutor, course.course_id), (other, imported))
        )
        expect([x["title"] for x in mine] == [x["title"] for x in theirs], "the lessons are the same", theirs)
        expect(
            archive == again, "an export of the import is the same archive, byte for byte", (len(archive), len(again))
        )
        saw(f"{len(archive):,} bytes, films included; exported there again, the same byte for byte")
    with tale.step("Somebody imports a damaged archive") as saw:
        damaged = archive[: len(archive) // 2] + b"?" + archive[len(archive) // 2 + 1 :]
        import_id = _sent(other, damaged)
        finished(other, other.post(f"/course-imports/{import_id}/analysis")["job_id"])
        looked = other.get(f"/course-imports/{import_id}")
        expect(looked["faults"], "what is wrong with it is said", looked)
        refused(lambda: other.post(f"/course-imports/{import_id}/start", {}), 409, what="its import")
        saw(f"refused before anything is made: {looked['faults'][0]['code']}")


def find_and_play(tale: Tale, visitor: Api, slug: str, student: Api, course: Furnished) -> None:
    """What a student does with the course."""
    _found(tale, visitor, slug, course)
    _played(tale, student, course)
    _reviewed(tale, visitor, slug, student, course)


def _found(tale: Tale, visitor: Api, slug: str, course: Furnished) -> None:
    path = f"/catalog/{slug}"
    with tale.step("Anybody finds it in the catalog by a misspelt word, filters and compares") as saw:
        found = soon(lambda: _hit(visitor.get(f"{path}/courses", q="knotts taht hold"), course))
        expect(found, "the misspelt words find it", found)
        filtered = visitor.get(f"{path}/courses", tag="sailing", difficulty="beginner", language="en")
        expect([hit["course_id"] for hit in filtered["items"]] == [course.course_id], "the filters leave it", filtered)
        none = visitor.get(f"{path}/courses", tag="sailing", difficulty="advanced")
        expect(none["total"] == 0, "another difficulty leaves nothing", none)
        suggested = visitor.get(f"{path}/suggestions", q="kno")["items"]
        expect(any(one["course_id"] == course.course_id for one in suggested), "typing suggests it", suggested)
        page = visitor.get(f"{path}/courses/{course.course_id}")
        expect("schema.org" in page["json_ld"], "its page describes it to search engines", page)
        others = [hit["course_id"] for hit in visitor.get(f"{path}/courses")["items"]]
        wanted = "&".join(f"course_id={course_id}" for course_id in others[:2])
        compared = visitor.get(f"{path}/comparison?{wanted}")["items"]
        saw(f"found, filtered, suggested; {len(compared)} courses beside each other")


def _played(tale: Tale, student: Api, course: Furnished) -> None:
    with tale.step("A student plays the free preview, enrols, and plays the film") as saw:
        preview = _wish(course, course.preview_id)
        with Player(student) as player:
            player.open(preview)
            refused(lambda: student.post("/media/playback", _wish(course, course.film_id)), 403, what="the rest of it")
            student.post(f"/courses/{course.course_id}/enroll")
            url = player.open(_wish(course, course.film_id))
            segments, seconds = player.play(url)
            naked = httpx.get(url, trust_env=False)
            expect(naked.status_code == 403, "nobody plays it without the cookies", naked.text)
            saw(f"{segments} segments, {seconds:.0f} s of film; without cookies 403")


def _reviewed(tale: Tale, visitor: Api, slug: str, student: Api, course: Furnished) -> None:
    path = f"/courses/{course.course_id}/reviews"
    with tale.step("The student reviews it, and changes their mind") as saw:
        review = soon(
            lambda: _once_heard(lambda: student.post(path, {"rating": 4, "text": "I tied my first bowline."}))
        )
        expect(review, "who is enrolled may review", review)
        assert review is not None
        refused(lambda: student.post(path, {"rating": 1}), 409, what="a second review")
        student.edit(f"{path}/{review['review_id']}", {"rating": 5, "text": "And it held."})
        summary = student.get(f"{path}/summary")
        expect(summary["rating"] == 5 and summary["review_count"] == 1, "one review, of five stars", summary)
        shown = soon(lambda: _rated(visitor.get(f"/catalog/{slug}/courses", min_rating=5), course))
        expect(shown, "the catalog shows the stars", shown)
        saw("one review, five stars, and the catalog knows")


@dataclass
class Player:
    """What a browser does with a stream: keep the cookies, read the playlists, fetch the segments."""

    student: Api

    def __enter__(self) -> Player:
        self._http = httpx.Client(trust_env=False, timeout=30)
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def open(self, wish: Json) -> str:
        """Ask to play, keep the cookies that come, and fetch the playlist; returns its address."""
        tokens = self.student.tokens
        assert tokens is not None
        answer = self._http.post(
            f"{self.student.url}/api/v1/media/playback",
            json=wish,
            headers={"authorization": f"Bearer {tokens.access}"},
        ).raise_for_status()
        # The cookies are marked as secure, and this machine's address is plain http.
        self._cookies = "; ".join(line.partition(";")[0] for line in answer.headers.get_list("set-cookie"))
        # The stack calls itself by its usual address, wherever it listens.
        playlist = httpx.URL(self.student.url).join(httpx.URL(answer.json()["url"]).raw_path.decode())
        self._get(str(playlist))
        return str(playlist)

    def play(self, url: str) -> tuple[int, float]:
        """Fetch all segments of the first stream; returns how many, and how long they play."""
        stream = next(line for line in self._get(url).text.splitlines() if line and not line.startswith("#"))
        address = httpx.URL(url).join(stream)
        lines = self._get(str(address)).text.splitlines()
        segments = [line for line in lines if line and not line.startswith("#")]
        for segment in segments:
            self._get(str(address.join(segment)))
        lasts = [float(line.removeprefix("#EXTINF:").split(",")[0]) for line in lines if line.startswith("#EXTINF:")]
        return len(segments), sum(lasts)

    def _get(self, url: str) -> httpx.Response:
        answer = self._http.get(url, headers={"cookie": self._cookies})
        expect(answer.status_code == 200, f"{url} can be seen with the cookies", answer.text[:500])
        return answer


def _once_heard(act: Callable[[], Json]) -> Json | None:
    """What comes of it, once the room that is asked has heard of the enrolment."""
    try:
        return act()
    except Refused as refusal:
        if refusal.status != 403:
            raise
        return None


def _hit(found: Json, course: Furnished) -> Json | None:
    return next((hit for hit in found["items"] if hit["course_id"] == course.course_id), None)


def _rated(found: Json, course: Furnished) -> Json | None:
    hit = _hit(found, course)
    return hit if hit and hit["rating"]["count"] == 1 else None


def _wish(course: Furnished, lesson_id: str) -> Json:
    return {"asset_id": course.video_id, "course_id": course.course_id, "lesson_id": lesson_id}


def _exported(owner: Api, course_id: str) -> bytes:
    job_id = owner.post(f"/courses/{course_id}/exports")["job_id"]
    finished(owner, job_id)
    export = owner.get(f"/courses/{course_id}/exports/{job_id}")
    return httpx.get(export["url"], trust_env=False, timeout=60).raise_for_status().content


def _sent(owner: Api, archive: bytes) -> str:
    announced = owner.post("/course-imports", {"size": len(archive), "sha256": sha256(archive).hexdigest()})
    form = announced["upload"]
    answer = httpx.post(form["url"], data=form["fields"], files={"file": ("course.zip", archive)}, trust_env=False)
    answer.raise_for_status()
    import_id: str = announced["import_id"]
    return import_id


def _imported(owner: Api, archive: bytes) -> str:
    import_id = _sent(owner, archive)
    finished(owner, owner.post(f"/course-imports/{import_id}/analysis")["job_id"])
    looked = owner.get(f"/course-imports/{import_id}")
    expect(looked["state"] == "ready", "the archive can be imported", looked)
    begun = owner.post(f"/course-imports/{import_id}/start", {})
    finished(owner, begun["job_id"])
    course_id: str = begun["course_id"]
    return course_id
