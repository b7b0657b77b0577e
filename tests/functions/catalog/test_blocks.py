"""What a lesson may be made of: every type of block, its rules and limits, and what tries to slip in."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.media import AssetKind
from functions.catalog.domain.assets import AssetUse
from functions.catalog.domain.blocks.embeds import SITES, is_known_site
from functions.catalog.domain.blocks.parts import (
    LONGEST_PROSE,
    MOST_CAPTIONS,
    MOST_CHAPTERS,
    MOST_HINTS,
    MOST_ITEMS,
)
from functions.catalog.domain.content import (
    MOST_ASSETS,
    MOST_BLOCKS,
    MOST_BYTES,
    Body,
    assets_of,
    blocks_from,
    differing_blocks,
)
from functions.catalog.errors import ContentNotValid
from shared.rich_text.checking import DEEPEST
from shared.texts import LONGEST_LINE, LONGEST_NOTE
from tests.functions.catalog.blocks import AUDIO, CAPTIONS, EVERY_TYPE, FILE, IMAGE, VIDEO, one_of, texts_of, with_text
from tests.functions.catalog.conftest import Json, document

DISGUISED = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zy8+",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data",
    "//evil.example/x",
]
CONTROLS = ["a\x00b", "a\x1bb", "a\x7fb", "a\x85b", "a\ud800b"]


def body_of(*blocks: Any) -> Body:
    return Body.of(blocks_from(list(blocks)))


def faults_in(*blocks: Any) -> list[tuple[str, str]]:
    """The places and codes of what is wrong with these blocks."""
    try:
        body_of(*blocks)
    except ContentNotValid as refused:
        return [(fault.pointer, fault.code) for fault in refused.errors]
    return []


def nested(depth: int) -> Json:
    """A document with nodes so deep."""
    node: Json = {"type": "paragraph"}
    for _ in range(depth - 2):
        node = {"type": "blockquote", "content": [node]}
    return {"type": "doc", "content": [node]}


def text_block(size: int) -> Json:
    """A block whose stored form weighs so much."""
    block = {"type": "code", "block_id": "blk_1", "language": "text", "code": "", "caption": None}
    block["code"] = "x" * (size - len(json.dumps(block, separators=(",", ":"))))
    return block


class TestEveryType:
    @pytest.mark.parametrize("block", EVERY_TYPE, ids=lambda block: block["block_id"])
    def test_is_kept_as_it_was_sent(self, block: Json) -> None:
        assert body_of(block).blocks == [block]

    def test_may_stand_in_one_lesson(self) -> None:
        body = body_of(*EVERY_TYPE)

        assert body.blocks == EVERY_TYPE
        assert body == body_of(*deepcopy(EVERY_TYPE))
        assert blocks_from(body.blocks) == blocks_from(EVERY_TYPE)

    @pytest.mark.parametrize(
        "least",
        [
            {"type": "code", "language": "python", "code": "1"},
            {"type": "video", "asset_id": VIDEO},
            {"type": "audio", "asset_id": AUDIO},
            {"type": "image", "asset_id": IMAGE},
            {"type": "quiz", "assessment_id": "asm_1"},
            {"type": "exercise", "prompt": document("Try.")},
            {"type": "assignment", "assessment_id": "asm_1"},
        ],
        ids=lambda block: block["type"],
    )
    def test_needs_no_more_than_this(self, least: Json) -> None:
        (kept,) = body_of(least).blocks

        assert kept.items() >= least.items()

    def test_names_the_files_that_it_shows(self) -> None:
        assert assets_of(blocks_from(EVERY_TYPE)) == (
            AssetUse(VIDEO, AssetKind.VIDEO),
            AssetUse(CAPTIONS, AssetKind.CAPTIONS),
            AssetUse(AUDIO, AssetKind.AUDIO),
            AssetUse(IMAGE, AssetKind.IMAGE),
            AssetUse(FILE, None),
        )


class TestRules:
    @pytest.mark.parametrize(
        ("block", "fault"),
        [
            ({}, ("/type", "missing")),
            ({"type": "html", "source": "<b>"}, ("/type", "unknown_block")),
            ({"type": ["rich_text"]}, ("/type", "unknown_block")),
            ({"type": "interactive", "kind": "iframe"}, ("/kind", "unknown_block")),
            ({"type": "interactive"}, ("/kind", "missing")),
            ("rich_text", ("", "block")),
            (one_of("code", style="x"), ("/style", "extra_forbidden")),
            (one_of("code", language='"><script>'), ("/language", "string_pattern_mismatch")),
            (one_of("code", code=""), ("/code", "string_too_short")),
            (one_of("video", asset_id="crs_1"), ("/asset_id", "string_pattern_mismatch")),
            (one_of("video", asset_id="https://example.org/a.mp4"), ("/asset_id", "string_pattern_mismatch")),
            (one_of("video", chapters=[{"start_s": -1, "title": "x"}]), ("/chapters/0/start_s", "greater_than_equal")),
            (
                one_of("video", chapters=[{"start_s": 5, "title": "x"}, {"start_s": 5, "title": "y"}]),
                ("/chapters/1/start_s", "not_in_order"),
            ),
            (
                one_of("video", captions=[{"language": name, "asset_id": CAPTIONS} for name in ("hi", "en", "hi")]),
                ("/captions/2/language", "repeated"),
            ),
            (
                one_of("video", captions=[{"language": "Hindi!", "asset_id": CAPTIONS}]),
                ("/captions/0/language", "string_pattern_mismatch"),
            ),
            (one_of("image", decorative=True), ("/alt", "decorative")),
            (one_of("file", title="two\nlines"), ("/title", "value_error")),
            (one_of("quiz", assessment_id="1"), ("/assessment_id", "string_pattern_mismatch")),
            (one_of("exercise", prompt={"type": "doc"}), ("/prompt", "empty")),
            (
                one_of("exercise", solution={"type": "doc", "content": [{"type": "script"}]}),
                ("/solution/content/0/type", "unknown_node"),
            ),
            (
                one_of("accordion", sections=[{"title": "x", "document": {"type": "doc", "content": [{"type": "b"}]}}]),
                ("/sections/0/document/content/0/type", "unknown_node"),
            ),
            (one_of("flashcards", cards=[]), ("/cards", "too_short")),
            (
                one_of("hotspots", spots=[{"x": x, "y": 0, "title": "x"} for x in (100, 101)]),
                ("/spots/1/x", "less_than_equal"),
            ),
            (one_of("quiz", block_id="1"), ("/block_id", "string_pattern_mismatch")),
            (one_of("quiz", block_id="blk_" + "a" * 29), ("/block_id", "string_too_long")),
        ],
    )
    def test_say_where_they_are_broken(self, block: Any, fault: tuple[str, str]) -> None:
        pointer, code = fault

        assert faults_in(one_of("quiz"), block) == [(f"/blocks/1{pointer}", code)]

    def test_tell_of_each_place(self) -> None:
        broken = [{"type": "doc", "content": [{"type": "script"}]}] * 2

        assert faults_in(*({"type": "rich_text", "document": one} for one in broken)) == [
            ("/blocks/0/document/content/0/type", "unknown_node"),
            ("/blocks/1/document/content/0/type", "unknown_node"),
        ]


class TestLimits:
    @pytest.mark.parametrize(
        ("make", "most", "fault"),
        [
            (lambda n: one_of("rich_text", document=nested(n)), DEEPEST, "too_deep"),
            (lambda n: one_of("quiz", title="x" * n), LONGEST_LINE, "string_too_long"),
            (lambda n: one_of("code", caption="x" * n), LONGEST_NOTE, "string_too_long"),
            (lambda n: one_of("code", code="x" * n), LONGEST_PROSE, "string_too_long"),
            (lambda n: one_of("audio", transcript="x" * n), LONGEST_PROSE, "string_too_long"),
            (lambda n: one_of("image", alt="x" * n), LONGEST_NOTE, "string_too_long"),
            (lambda n: one_of("exercise", hints=["x"] * n), MOST_HINTS, "too_long"),
            (lambda n: one_of("exercise", prompt=nested(n)), DEEPEST, "too_deep"),
            (lambda n: one_of("flashcards", cards=[{"front": "x", "back": "y"}] * n), MOST_ITEMS, "too_long"),
            (
                lambda n: one_of("video", chapters=[{"start_s": s, "title": "x"} for s in range(n)]),
                MOST_CHAPTERS,
                "too_long",
            ),
            (
                lambda n: one_of(
                    "video", captions=[{"language": f"en-x{i:03}", "asset_id": CAPTIONS} for i in range(n)]
                ),
                MOST_CAPTIONS,
                "too_long",
            ),
        ],
        ids=[
            "depth",
            "title",
            "note",
            "code",
            "transcript",
            "alt",
            "hints",
            "depth of a prompt",
            "cards",
            "chapters",
            "captions",
        ],
    )
    def test_of_a_block(self, make: Any, most: int, fault: str) -> None:
        assert faults_in(make(most)) == []
        assert [code for _, code in faults_in(make(most + 1))] == [fault]

    def test_of_how_many_blocks_there_are(self) -> None:
        block = {"type": "quiz", "assessment_id": "asm_1"}

        assert faults_in(*[block] * MOST_BLOCKS) == []
        assert faults_in(*[block] * (MOST_BLOCKS + 1)) == [("/blocks", "too_many_blocks")]

    def test_of_how_many_files_they_show(self) -> None:
        def videos(count: int) -> list[Json]:
            captions = [
                [{"language": f"en-x{n:03}", "asset_id": f"ast_{at}x{n}"} for n in range(count // 5 - 1)]
                for at in range(5)
            ]
            return [{"type": "video", "asset_id": f"ast_{at}", "captions": some} for at, some in enumerate(captions)]

        assert len(assets_of(blocks_from(videos(MOST_ASSETS)))) == MOST_ASSETS
        assert faults_in(*videos(MOST_ASSETS)) == []
        assert faults_in(*videos(MOST_ASSETS), one_of("file")) == [("/blocks", "too_many_files")]

    def test_of_what_they_weigh_together(self) -> None:
        blocks = [text_block(100_000) | {"block_id": f"blk_{n}"} for n in range(9)]
        room = MOST_BYTES - len(body_of(*blocks).blocks_json) - 1

        fits = [*blocks, text_block(room) | {"block_id": "blk_9"}]
        assert len(body_of(*fits).blocks_json.encode()) == MOST_BYTES
        assert faults_in(*blocks, text_block(room + 1) | {"block_id": "blk_9"}) == [("/blocks", "too_large")]


class TestBlockIds:
    def test_that_are_left_out_are_made_up_of_place_and_content(self) -> None:
        block = {"type": "rich_text", "document": document("Same")}

        first, second = body_of(block, block).blocks

        assert first["block_id"] != second["block_id"]
        assert body_of(block, block).blocks == [first, second]
        assert body_of(block).blocks == [first]
        assert body_of({"type": "rich_text", "document": document("Other")}).blocks[0]["block_id"] != first["block_id"]

    def test_stay_with_their_block_wherever_it_goes(self) -> None:
        block = {"type": "rich_text", "document": document("Same")}
        first, second = body_of(block, block).blocks

        assert body_of(second, first).blocks == [second, first]

    def test_that_are_made_up_keep_clear_of_those_that_were_sent(self) -> None:
        block = {"type": "rich_text", "document": document("Same")}
        (taken,) = body_of(block).blocks

        new, moved = body_of(block, taken).blocks

        assert moved == taken
        assert new["block_id"] != taken["block_id"]

    def test_are_one_for_each_block(self) -> None:
        assert faults_in(one_of("quiz"), one_of("file"), one_of("assignment", block_id="blk_quiz")) == [
            ("/blocks/2/block_id", "repeated")
        ]

    @settings(max_examples=50)
    @given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([None, "blk_x", "blk_y"])), max_size=6))
    def test_are_unique_and_stable_however_blocks_are_sent(self, sent: list[tuple[str, str | None]]) -> None:
        named = [block_id for _, block_id in sent if block_id]
        blocks = [{"type": "rich_text", "document": document(word), "block_id": block_id} for word, block_id in sent]
        if len(set(named)) < len(named):
            assert {code for _, code in faults_in(*blocks)} == {"repeated"}
            return

        body = body_of(*blocks)

        ids = [block["block_id"] for block in body.blocks]
        assert len(set(ids)) == len(ids)
        assert body_of(*body.blocks) == body

    def test_say_what_differs(self) -> None:
        one = body_of(one_of("quiz"), one_of("file"), one_of("code"))

        assert differing_blocks(one, one) == []
        assert differing_blocks(one, body_of(one_of("quiz", title="x"), one_of("file"), one_of("code"))) == ["blk_quiz"]
        assert differing_blocks(one, body_of(one_of("quiz"), one_of("code"), one_of("audio"))) == [
            "blk_file",
            "blk_audio",
        ]
        assert differing_blocks(one, body_of(one_of("file"), one_of("quiz"), one_of("code"))) == [
            "blk_quiz",
            "blk_file",
        ]


class TestEmbeds:
    @pytest.mark.parametrize(
        "url",
        [
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            "https://youtu.be/dQw4w9WgXcQ",
            "https://vimeo.com/76979871",
            "https://player.vimeo.com/video/76979871?h=8272103f6e",
            "HTTPS://PhET.colorado.edu/sims/html/build-an-atom/latest/build-an-atom_en.html",
            "https://www.geogebra.org/m/abc123",
            "https://www.desmos.com/calculator/abc123",
        ],
    )
    def test_of_known_sites_are_taken(self, url: str) -> None:
        assert faults_in(one_of("embed", url=url)) == []

    @pytest.mark.parametrize(
        "url",
        [
            *DISGUISED,
            "https://evil.example/watch?v=1",
            "http://www.youtube.com/watch?v=1",
            "https://www.youtube.com:444/watch?v=1",
            "https://www.youtube.com@evil.example/watch?v=1",
            "https://user:pass@www.youtube.com/watch?v=1",
            "https://www.youtube.com.evil.example/watch?v=1",
            "https://www.youtube.com./watch?v=1",
            "https://www.youtube.com\\@evil.example/watch?v=1",
            "https://evil.example#@www.youtube.com/watch?v=1",
            "https://www.youtube.com/redirect?q=https://evil.example",
            "https://www.youtube.com/watch/../redirect?q=https://evil.example",
            "https://www.уoutube.com/watch?v=1",
            "https://www.youtube.com/watch?v=1\nx",
            "https://www.youtube.com/watch?v=<script>",
            "https://127.0.0.1/watch?v=1",
            "https://[::1]/watch?v=1",
            "https://2130706433/watch?v=1",
            "https://www.youtube.com",
            "https:www.youtube.com/watch?v=1",
            "https:///www.youtube.com/watch?v=1",
        ],
    )
    def test_of_anything_else_are_refused(self, url: str) -> None:
        assert not is_known_site(url)
        assert ("/blocks/0/url", "site_not_allowed") in faults_in(one_of("embed", url=url))

    def test_are_at_hosts_that_are_named_to_the_letter(self) -> None:
        assert all(host == host.lower() and host.isascii() and ":" not in host for host in SITES)


class TestHostileTexts:
    """Each text of each block, one after the other, is put in place of what an attacker would like it to be."""

    @pytest.mark.parametrize("block", EVERY_TYPE, ids=lambda block: block["block_id"])
    def test_controls_are_refused_everywhere(self, block: Json) -> None:
        for pointer, _ in texts_of(block):
            for text in CONTROLS:
                found = faults_in(with_text(block, pointer, text))

                assert found, (pointer, text)
                assert all(f"/blocks/0{pointer}".startswith(where) for where, _ in found)

    @pytest.mark.parametrize("block", EVERY_TYPE, ids=lambda block: block["block_id"])
    def test_addresses_are_words_or_nothing(self, block: Json) -> None:
        """Where an address means something, only good ones are taken; elsewhere it is text that nobody follows."""
        meaningful = {"type", "kind", "block_id", "asset_id", "assessment_id", "language", "url"}
        for pointer, _ in texts_of(block):
            name = pointer.rpartition("/")[2]
            for text in DISGUISED:
                means_something = name in meaningful or ("\t" in text and name in {"title", "when"})

                assert bool(faults_in(with_text(block, pointer, text))) is means_something, (pointer, text)

    @pytest.mark.parametrize("href", [address for address in DISGUISED if not address.startswith("http:")])
    def test_links_lead_nowhere_else_in_any_document(self, href: str) -> None:
        link = {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": href}}]}
        spoiled = {"type": "doc", "content": [{"type": "paragraph", "content": [link]}]}
        holders = [
            one_of("rich_text", document=spoiled),
            one_of("exercise", prompt=spoiled),
            one_of("exercise", solution=spoiled),
            one_of("accordion", sections=[{"title": "x", "document": spoiled}]),
        ]

        for holder in holders:
            assert [code for _, code in faults_in(holder)] == ["attribute"]

    @settings(max_examples=100)
    @given(
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3),
                st.dictionaries(st.sampled_from(["type", "kind", "document", "asset_id", "cards"]), inner, max_size=4),
            ),
            max_leaves=10,
        ),
        st.sampled_from([(block, pointer) for block in EVERY_TYPE for pointer, _ in texts_of(block)]),
    )
    def test_any_json_in_any_place_is_refused_with_its_place_or_harmless(
        self, anything: object, where: tuple[Json, str]
    ) -> None:
        block, pointer = where

        for found, _ in faults_in(with_text(block, pointer, anything), anything):
            assert found.startswith("/blocks/")
