"""Archives that are none, that are damaged, and that are made to do harm: refused, each for its own reason."""

import io
import json
import stat
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from functions.catalog.domain.archives import layout, opening
from functions.catalog.errors import ArchiveRefused
from tests.functions.catalog.archives.making import (
    Files,
    changed,
    course_of,
    listed,
    packed,
    reader,
    unpacked,
    whole_course,
)
from tests.functions.catalog.conftest import Json, rich_text

SOUND = whole_course().archived()
FILES = unpacked(SOUND)
A_FILE = next(name for name in FILES if name.startswith("files/"))


def reasons(archive: bytes) -> list[tuple[str, str]]:
    """The files and codes for which an archive is refused, all of it read; none for a sound one."""
    try:
        opened = reader(archive)
        for number in range(1, len(opened.lesson_ids) + 1):
            opened.lesson(number)
        for file in opened.files:
            for _ in opened.content(file):
                pass
    except ArchiveRefused as refused:
        return [(fault.pointer, fault.code) for fault in refused.errors]
    return []


def code_of(archive: bytes) -> str:
    """Why an archive is refused."""
    return next((code for _, code in reasons(archive)), "")


def entry(name: str, *, mode: int = stat.S_IFREG | 0o644, **more: Any) -> zipfile.ZipInfo:
    """An entry of a ZIP."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    for field, value in more.items():
        setattr(info, field, value)
    return info


def with_entry(info: zipfile.ZipInfo | str, content: bytes = b"x") -> bytes:
    """The sound archive with one more entry."""
    return packed([*FILES.items(), (info, content)])


def patched(archive: bytes, at: int, layout_: str, *values: int) -> bytes:
    """The archive with some numbers written over."""
    spoiled = bytearray(archive)
    struct.pack_into(layout_, spoiled, at, *values)
    return bytes(spoiled)


def directory_entry(archive: bytes, name: str) -> int:
    """Where the directory speaks of a file."""
    at = archive.index(b"PK\x01\x02")
    while True:
        length, extra, comment = struct.unpack_from("<3H", archive, at + 28)
        if archive[at + 46 : at + 46 + length] == name.encode():
            return at
        at += 46 + length + extra + comment


class TestSoundArchive:
    def test_is_taken(self) -> None:
        assert reasons(SOUND) == []
        assert reasons(packed(FILES)) == []


class TestNotAZip:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"x" * 21,
            b"x" * 1000,
            b"\x1f\x8b\x08" + b"\0" * 100,
            b"%PDF-1.7" + b"\0" * 100,
            b"PK\x05\x06",
            b"PK\x03\x04" + b"\0" * 100,
            SOUND[:-1],
            SOUND[: len(SOUND) // 2],
            SOUND + b"\0",
            b"MZ" + SOUND,
            SOUND + SOUND,
            bytes(reversed(SOUND)),
        ],
        ids=range(13),
    )
    def test_is_refused(self, content: bytes) -> None:
        assert code_of(content) == "not_a_zip"

    def test_with_a_comment_is_refused(self) -> None:
        sink = io.BytesIO(SOUND)
        with zipfile.ZipFile(sink, "a") as archive:
            archive.comment = b"PK\x05\x06" + b"\0" * 18

        assert code_of(sink.getvalue()) in {"not_a_zip", "too_many_files"}

    def test_of_nothing_has_no_manifest(self) -> None:
        assert reasons(packed({})) == [("manifest.json", "missing_file")]

    def test_with_a_directory_of_noise_is_refused(self) -> None:
        start = SOUND.index(b"PK\x01\x02")
        for at in range(start, len(SOUND) - 22, 7):
            spoiled = bytearray(SOUND)
            spoiled[at] ^= 0xFF

            assert reasons(bytes(spoiled)) != [] or at not in _telling(start)

    def test_of_several_parts_is_refused(self) -> None:
        assert code_of(patched(SOUND, len(SOUND) - 18, "<H", 1)) == "not_a_zip"
        assert code_of(patched(SOUND, len(SOUND) - 14, "<H", 1)) == "not_a_zip"


def _telling(start: int) -> range:
    """Where a changed byte of the directory must be noticed: its first signature."""
    return range(start, start + 4)


class TestNames:
    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("../course.json", "traversal"),
            ("lessons/../../x.json", "traversal"),
            ("files/./x", "traversal"),
            ("..", "traversal"),
            ("/etc/passwd", "absolute_name"),
            ("//host/share", "absolute_name"),
            ("C:/windows/x", "absolute_name"),
            ("c:x", "absolute_name"),
            ("..\\x.json", "backslash"),
            ("lessons\\1.json", "backslash"),
            ("\\\\host\\share", "backslash"),
            ("lessons/", "directory"),
            ("a/b/c.json", "too_deep"),
            ("a/" * 5000 + "x", "too_deep"),
            ("Course.json", "ambiguous_name"),
            ("LESSONS/1.JSON", "ambiguous_name"),
            ("ｃourse.json", "ambiguous_name"),
            ("cour\u017fe.json", "ambiguous_name"),
            ("readme.txt", "extra_file"),
            ("lessons/0.json", "extra_file"),
            ("lessons/01.json", "extra_file"),
            ("lessons/1.json ", "extra_file"),
            ("lessons/१.json", "extra_file"),
            ("files/x.png", "extra_file"),
            (f"files/{'A' * 64}.png", "extra_file"),
            ("", "extra_file"),
            ("\u202egnp.exe", "extra_file"),
        ],
        ids=range(27),
    )
    def test_that_do_not_belong_there_are_refused(self, name: str, code: str) -> None:
        assert code_of(with_entry(entry(name))) == code

    def test_with_an_end_within_are_refused(self) -> None:
        archive = with_entry("lessons/9.json?.exe").replace(b"lessons/9.json?", b"lessons/9.json\0")

        assert code_of(archive) == "not_allowed_name"

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_that_stand_twice_are_refused(self) -> None:
        assert reasons(with_entry("course.json")) == [("course.json", "duplicate_name")]

    def test_are_shown_without_what_cannot_be_seen(self) -> None:
        [(shown, _)] = reasons(with_entry("\x1b[2J\u202e.txt"))

        assert shown == "�[2J�.txt"


class TestKinds:
    @pytest.mark.parametrize(
        ("mode", "code"),
        [
            (stat.S_IFLNK | 0o777, "link"),
            (stat.S_IFCHR | 0o666, "not_a_file"),
            (stat.S_IFBLK | 0o666, "not_a_file"),
            (stat.S_IFIFO | 0o666, "not_a_file"),
            (stat.S_IFSOCK | 0o666, "not_a_file"),
            (stat.S_IFDIR | 0o755, "not_a_file"),
        ],
    )
    def test_other_than_files_are_refused(self, mode: int, code: str) -> None:
        assert code_of(with_entry(entry("lessons/9.json", mode=mode))) == code

    @pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000])
    def test_encrypted_are_refused(self, flag: int) -> None:
        at = directory_entry(SOUND, "lessons/1.json") + 8
        [flags] = struct.unpack_from("<H", SOUND, at)

        assert reasons(patched(SOUND, at, "<H", flags | flag)) == [("lessons/1.json", "encrypted")]

    @pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_packed_in_rare_ways_are_refused(self, packing: int) -> None:
        assert code_of(packed(FILES, packing)) == "packing"


class TestBombs:
    def test_by_ratio_are_refused(self) -> None:
        bomb = packed(listed({**FILES, "lessons/1.json": b" " * 3_000_000}), zipfile.ZIP_DEFLATED)

        assert reasons(bomb) == [("lessons/1.json", "bomb")]

    def test_by_count_are_refused_by_the_last_record_alone(self) -> None:
        files = {f"lessons/{number}.json": b"" for number in range(1, layout.MOST_ENTRIES + 2)}

        assert code_of(packed(files)) == "too_many_files"
        end = len(SOUND) - 22
        assert code_of(patched(SOUND, end + 8, "<2H", 65_000, 65_000)) == "too_many_files"
        assert code_of(patched(SOUND, end + 12, "<L", 2**31)) == "too_many_files"

    def test_by_announced_size_are_refused_unread(self) -> None:
        for at in (20, 24):
            place = directory_entry(SOUND, "lessons/1.json") + at

            assert code_of(patched(SOUND, place, "<L", 2**31 - 1)) in {"wrong_size", "bomb", "json_too_large"}

    def test_by_sum_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(opening, "MOST_BYTES", len(SOUND))
        grown = packed({**FILES, A_FILE: b"0123456789" * (len(SOUND) // 10 + 1)}, zipfile.ZIP_DEFLATED)
        assert len(grown) < len(SOUND)
        assert code_of(grown) == "too_large"

        monkeypatch.setattr(opening, "MOST_BYTES", len(SOUND) - 1)
        assert code_of(SOUND) == "too_large"

    def test_by_sum_of_text_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(opening, "MOST_TEXT_BYTES", 1000)

        assert code_of(SOUND) == "too_large"

    def test_that_unpack_to_more_than_announced_are_stopped(self) -> None:
        large = {**FILES, "lessons/1.json": b"[" + b"1," * 500 + b"1]"}
        archive = packed(large, zipfile.ZIP_DEFLATED)
        for place in (directory_entry(archive, "lessons/1.json") + 24, archive.index(b"lessons/1.json") - 8):
            archive = patched(archive, place, "<L", len(FILES["lessons/1.json"]))

        assert code_of(archive) in {"damaged", "wrong_size"}


class TestOverlaps:
    def test_of_files_are_refused(self) -> None:
        """One file's bytes under many names: a small archive that unpacks to a large one."""
        archive = packed(FILES)
        first = struct.unpack_from("<L", archive, directory_entry(archive, "lessons/1.json") + 42)[0]
        spoiled = patched(archive, directory_entry(archive, "lessons/2.json") + 42, "<L", first)

        assert code_of(spoiled) in {"overlap", "two_directories"}

    def test_of_a_file_with_what_is_quoted_in_it_are_refused(self) -> None:
        """A file whose content holds another file's header and bytes."""
        inner = packed({"lessons/2.json": FILES["lessons/2.json"]})
        quoted = inner[: inner.index(b"PK\x01\x02")]
        archive = packed({**FILES, "lessons/1.json": quoted})
        within = archive.index(quoted)
        spoiled = patched(archive, directory_entry(archive, "lessons/2.json") + 42, "<L", within)

        assert reasons(spoiled) == [("lessons/2.json", "overlap")]

    def test_with_the_directory_are_refused(self) -> None:
        archive = packed(FILES)
        length = len(archive)
        for place in (directory_entry(archive, "manifest.json") + 20, archive.index(b"manifest.json") - 12):
            archive = patched(archive, place, "<2L", length, length)

        assert code_of(archive) == "overlap"

    def test_headers_that_say_something_else_are_refused(self) -> None:
        archive = packed(FILES)
        name = archive.index(b"lessons/1.json")
        assert reasons(archive[:name] + b"lessons/7.json" + archive[name + 14 :]) == [
            ("lessons/1.json", "two_directories")
        ]
        assert reasons(patched(archive, name - 16, "<L", 7)) == [("lessons/1.json", "two_directories")]
        assert reasons(patched(archive, name - 22, "<H", 8)) == [("lessons/1.json", "two_directories")]

    def test_places_that_are_none_are_refused(self) -> None:
        archive = packed(FILES)
        place = directory_entry(archive, "lessons/1.json") + 42

        assert code_of(patched(archive, place, "<L", len(archive) - 5)) in {"damaged", "overlap"}
        assert code_of(patched(archive, place, "<L", 2**32 - 1)) in {"damaged", "not_a_zip", "overlap"}


class TestManifest:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (lambda it: it.update(format="other"), "not_a_course"),
            (lambda it: it.pop("format"), "not_a_course"),
            (lambda it: it.update(version=2), "unknown_version"),
            (lambda it: it.update(version=True), "unknown_version"),
            (lambda it: it.pop("version"), "unknown_version"),
            (lambda it: it.update(files={}), "not_valid"),
            (lambda it: it.update(files=None), "not_valid"),
            (lambda it: it["files"].append("x"), "not_valid"),
            (lambda it: it["files"][0].update(more=1), "not_valid"),
            (lambda it: it["files"][0].pop("sha256"), "not_valid"),
            (lambda it: it["files"].append(it["files"][0]), "duplicate_name"),
            (lambda it: it["files"].pop(), "extra_file"),
            (lambda it: it["files"].append({"name": "lessons/9.json", "sha256": "", "size": 0}), "missing_file"),
            (lambda it: it["files"][0].update(size=1), "wrong_size"),
            (lambda it: it["files"][0].update(sha256="0" * 64), "wrong_checksum"),
        ],
        ids=range(15),
    )
    def test_must_list_what_is_there(self, change: Callable[[Json], object], code: str) -> None:
        manifest = json.loads(FILES["manifest.json"])
        change(manifest)

        assert code_of(packed({**FILES, "manifest.json": json.dumps(manifest).encode()})) == code

    def test_counts_for_every_byte_of_every_file(self) -> None:
        for name, content in FILES.items():
            if name != "manifest.json":
                spoiled = bytes([content[0] ^ 1]) + content[1:]

                assert reasons(packed({**FILES, name: spoiled})) == [(name, "wrong_checksum")]

    def test_a_file_that_was_damaged_on_its_way_is_refused(self) -> None:
        at = SOUND.index(FILES[A_FILE])

        assert reasons(SOUND[:at] + b"?" + SOUND[at + 1 :]) == [(A_FILE, "damaged")]


class TestText:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            (b"", "not_json"),
            (b"null", "not_json"),
            (b"[]", "not_json"),
            (b"{", "not_json"),
            (b'{"a":1,"a":2}', "not_json"),
            (b'{"a":NaN}', "not_json"),
            (b'{"a":' + b"9" * 5000 + b"}", "not_json"),
            (b'{"a":"\xff"}', "not_json"),
            (b'\xef\xbb\xbf{"a":1}', "not_json"),
            ('{"a":1}'.encode("utf-16"), "not_json"),
            (b"[" * 101 + b"]" * 101, "json_too_deep"),
            (b'{"a":' * 100_000, "json_too_deep"),
            (b'{"a":"' + b"[" * 500 + b'"}', "not_valid"),
            (b'{"a":"\\"' + b"[" * 500 + b'"}', "not_valid"),
            (b"{}", "not_valid"),
        ],
        ids=range(15),
    )
    def test_that_is_none_of_ours_is_refused(self, text: bytes, code: str) -> None:
        for name in ("course.json", "lessons/1.json"):
            assert reasons(packed(listed({**FILES, name: text}))) == [(name, code)]

    def test_of_many_bytes_is_refused_unread(self) -> None:
        archive = packed(listed({**FILES, "lessons/1.json": b'"' + bytes(range(32, 127)) * 50_000}))

        assert reasons(archive) == [("lessons/1.json", "json_too_large")]


def block(**more: Any) -> Json:
    """A block with something else in it."""
    return {**rich_text(), **more}


class TestContent:
    @pytest.mark.parametrize(
        ("change", "pointer", "code"),
        [
            (lambda it: it["course"].update(title=""), "/course/title", "string_too_short"),
            (lambda it: it["course"].update(title="x" * 201), "/course/title", "string_too_long"),
            (lambda it: it["course"].update(title="a\u0000b"), "/course/title", "value_error"),
            (lambda it: it["course"].update(status="published"), "/course/status", "extra_forbidden"),
            (lambda it: it["course"].update(category_id="cat_1"), "/course/category_id", "none_required"),
            (lambda it: it["course"].update(instructor_ids=["usr_1"]), "/course/instructor_ids", "extra_forbidden"),
            (lambda it: it["course"].pop("title"), "/course/title", "missing"),
            (lambda it: it["topics"][0].update(title=1), "/topics/0/title", "string_type"),
            (lambda it: it["topics"][0].update(position="a0"), "/topics/0/position", "extra_forbidden"),
            (lambda it: it["files"][0].update(name="a\nb" * 200), "/files/0/name", "string_too_long"),
            (
                lambda it: it["files"][0].update(content_type="text/html; x"),
                "/files/0/content_type",
                "string_pattern_mismatch",
            ),
        ],
        ids=range(11),
    )
    def test_of_a_course_is_what_the_api_takes(self, change: Callable[[Json], object], pointer: str, code: str) -> None:
        assert (f"course.json#{pointer}", code) in reasons(packed(changed(FILES, "course.json", change)))

    @pytest.mark.parametrize(
        ("change", "pointer", "code"),
        [
            (lambda it: it.update(title=None), "/title", "string_type"),
            (lambda it: it.update(estimated_minutes=-1), "/estimated_minutes", "greater_than_equal"),
            (lambda it: it.update(ordinal=3), "/ordinal", "extra_forbidden"),
            (lambda it: it.update(body_id="bod_1"), "/body_id", "extra_forbidden"),
            (lambda it: it.update(after=None, topic_id="top_1"), "/topic_id", "extra_forbidden"),
            (lambda it: it.update(blocks=[{"type": "script"}]), "/blocks/0/type", "unknown_block"),
            (lambda it: it.update(blocks=[block(more=1)]), "/blocks/0/more", "extra_forbidden"),
            (lambda it: it.update(blocks=[block(document={"type": "doc"})] * 101), "/blocks", "too_many_blocks"),
            (
                lambda it: it.update(blocks=[block(document={"type": "doc", "content": [{"type": "script"}]})]),
                "/blocks/0/document/content/0",
                "unknown_type",
            ),
            (lambda it: it.update(release=[{"type": "never"}]), "/release/0", "union_tag_invalid"),
            (lambda it: it.update(attachments=[{}]), "/attachments/0/title", "missing"),
        ],
        ids=range(11),
    )
    def test_of_a_lesson_is_what_the_api_takes(self, change: Callable[[Json], object], pointer: str, code: str) -> None:
        found = reasons(packed(changed(FILES, "lessons/1.json", change)))

        assert [where for where, _ in found if where.startswith(f"lessons/1.json#{pointer}")], found

    @pytest.mark.parametrize(
        ("name", "change", "code"),
        [
            ("course.json", lambda it: it["topics"][0].update(topic_id="top_9"), "wrong_id"),
            ("course.json", lambda it: it["topics"][0]["lesson_ids"].reverse(), "wrong_id"),
            ("course.json", lambda it: it["topics"][0]["lesson_ids"].append("les_1"), "wrong_id"),
            ("course.json", lambda it: it["topics"][0]["lesson_ids"].append(7), "wrong_id"),
            ("course.json", lambda it: it["topics"].pop(), "extra_file"),
            ("course.json", lambda it: it["topics"][2]["lesson_ids"].append("les_4"), "missing_file"),
            ("course.json", lambda it: it["files"].pop(), "extra_file"),
            ("course.json", lambda it: it["files"].append(it["files"][0]), "wrong_id"),
            ("course.json", lambda it: it["files"][0].update(asset_id="ast_1"), "wrong_id"),
            ("course.json", lambda it: it["files"][0].update(path="lessons/1.json"), "wrong_id"),
            ("course.json", lambda it: it["files"][0].update(path="../x"), "not_valid"),
            ("course.json", lambda it: it.update(more=1), "not_valid"),
            ("course.json", lambda it: it.update(topics={}), "not_valid"),
            ("course.json", lambda it: it.update(course=[]), "not_valid"),
            ("course.json", lambda it: it["course"].update(category=7), "not_valid"),
            (
                "course.json",
                lambda it: it["topics"][0].update(release=[{"type": "lesson_done", "lesson_id": "les_99"}]),
                "wrong_id",
            ),
            ("lessons/1.json", lambda it: it.update(lesson_id="les_2"), "wrong_id"),
            ("lessons/1.json", lambda it: it.update(blocks={}), "not_valid"),
            ("lessons/1.json", lambda it: it.pop("attachments"), "not_valid"),
            (
                "lessons/1.json",
                lambda it: it.update(release=[{"type": "lesson_done", "lesson_id": "les_99"}]),
                "wrong_id",
            ),
            (
                "lessons/1.json",
                lambda it: it.update(blocks=[{"type": "file", "asset_id": "ast_" + "0" * 64, "title": "x"}]),
                "missing_file",
            ),
            (
                "lessons/1.json",
                lambda it: it.update(blocks=[{"type": "file", "asset_id": "ast_01JD", "title": "x"}]),
                "missing_file",
            ),
        ],
        ids=range(22),
    )
    def test_refers_to_what_is_in_the_archive_only(
        self, name: str, change: Callable[[Json], object], code: str
    ) -> None:
        assert code_of(packed(changed(FILES, name, change))) == code

    def test_of_too_many_lessons_does_not_fit(self) -> None:
        course = course_of([[{}] * 3] * 201, {})

        assert not reader(course.archived()).fits
        assert reader(SOUND).fits


class TestAnyDamage:
    @pytest.mark.parametrize("seed", range(4))
    def test_is_refused_or_harmless(self, seed: int) -> None:
        """One byte changed anywhere: refused, or nothing that an import reads is different. Never another error."""
        whole = [reader(SOUND).lesson(number) for number in (1, 2, 3)]
        for at in range(seed * 3, len(SOUND), 61):
            spoiled = bytearray(SOUND)
            spoiled[at] ^= 1 << (at + seed) % 8
            if not reasons(bytes(spoiled)):
                again = reader(bytes(spoiled))

                assert [again.lesson(number) for number in (1, 2, 3)] == whole


def test_files_are_what_they_seem() -> None:
    files: Files = unpacked(packed(listed(FILES)))

    assert files.keys() == FILES.keys()
