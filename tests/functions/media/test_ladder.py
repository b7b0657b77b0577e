"""The ladder of a video, for sources of every shape; and whether what came out of it is whole."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.media.domain.video import (
    Ladder,
    Playlist,
    Segment,
    Source,
    VideoFailure,
    choose,
    faults_of,
    is_the_files_own,
    job_settings,
    read_master,
    read_playlist,
)

RATES = st.sampled_from([(24_000, 1001), (24, 1), (25, 1), (30_000, 1001), (50, 1), (60, 1), (120, 1), (240, 1)])
VIDEOS = st.builds(
    Source,
    duration_s=st.floats(0.1, 36_000),
    width=st.integers(32, 8192),
    height=st.integers(32, 8192),
    frame_rate=st.one_of(st.none(), RATES),
    has_audio=st.booleans(),
)
FILM = Source(duration_s=60.0, width=1920, height=1080, frame_rate=(60, 1), has_audio=True)


def sizes(ladder: Ladder) -> list[tuple[int | None, int | None]]:
    """Width and height of every rung."""
    return [(rung.width, rung.height) for rung in ladder.rungs]


class TestLadder:
    @given(VIDEOS)
    @example(Source(1.0, 33, 33, (25, 1), has_audio=True))
    @example(Source(1.0, 8192, 32, (25, 1), has_audio=False))
    def test_never_shows_more_than_the_source_has(self, source: Source) -> None:
        for rung in choose(source).rungs:
            assert rung.width
            assert rung.height
            assert rung.width <= (source.width or 0)
            assert rung.height <= (source.height or 0)
            assert rung.frame_rate is None or source.frame_rate is not None
            if rung.frame_rate and source.frame_rate:
                whole = Fraction(*source.frame_rate) / Fraction(*rung.frame_rate)
                assert whole > 1
                assert whole.denominator == 1, "frames are left out evenly"

    @given(VIDEOS)
    def test_keeps_the_proportions_in_even_numbers_that_can_be_encoded(self, source: Source) -> None:
        for rung in choose(source).rungs:
            width, height = rung.width or 0, rung.height or 0
            assert width % 2 == height % 2 == 0
            assert min(width, height) >= 32
            assert max(width, height) <= 4096
            if min(width, height) > 32:
                # Each side is at most two pixels shorter than the proportions say.
                scale = Fraction(width, source.width or 1), Fraction(height, source.height or 1)
                assert abs(scale[0] - scale[1]) <= Fraction(2, min(source.width or 1, source.height or 1))

    @given(VIDEOS)
    def test_goes_down_step_by_step_without_two_alike(self, source: Source) -> None:
        rungs = choose(source).rungs

        areas = [(rung.width or 0) * (rung.height or 0) for rung in rungs]
        assert areas == sorted(set(areas), reverse=True)
        assert [rung.bitrate for rung in rungs] == sorted((rung.bitrate for rung in rungs), reverse=True)
        assert len({rung.name for rung in rungs}) == len(rungs)
        assert 1 <= len(rungs) <= 6

    @given(VIDEOS)
    def test_treats_upright_pictures_as_lying_ones(self, source: Source) -> None:
        turned = Source(source.duration_s, source.height, source.width, source.frame_rate, source.has_audio)

        assert sizes(choose(turned)) == [(height, width) for width, height in sizes(choose(source))]

    @pytest.mark.parametrize(
        ("width", "height", "expected"),
        [
            (3840, 2160, [(1920, 1080), (1280, 720), (852, 480), (640, 360), (426, 240)]),
            (1080, 1920, [(1080, 1920), (720, 1280), (480, 852), (360, 640), (240, 426)]),
            (960, 540, [(960, 540), (852, 480), (640, 360), (426, 240)]),
            (641, 361, [(638, 360), (426, 240)]),
            (160, 120, [(160, 120)]),
        ],
    )
    def test_of_well_known_shapes(self, width: int, height: int, expected: list[tuple[int, int]]) -> None:
        ladder = choose(Source(10.0, width, height, (25, 1), has_audio=True))

        assert sizes(ladder) == expected

    def test_halves_the_frames_of_small_pictures_only(self) -> None:
        rates = {rung.name: rung.frame_rate for rung in choose(FILM).rungs}

        assert rates == {"1080p": None, "720p": None, "480p": (30, 1), "360p": (30, 1), "240p": (30, 1)}

    def test_of_mere_sound_has_no_picture(self) -> None:
        ladder = choose(Source(10.0, None, None, None, has_audio=True))

        assert [(rung.name, rung.width) for rung in ladder.rungs] == [("128k", None), ("64k", None)]

    def test_refuses_what_is_too_small_to_be_encoded(self) -> None:
        with pytest.raises(ValueError, match="too few"):
            choose(Source(10.0, 640, 31, (25, 1), has_audio=True))


class TestSource:
    def probed(self, **video: Any) -> Source | None:
        """A source with such a video track."""
        track = {"Width": 720, "Height": 576, "FrameRate": {"Numerator": 25, "Denominator": 1}} | video
        return Source.probed({"Duration": 9.5, "Tracks": [{"VideoProperties": track}, {"AudioProperties": {"C": 1}}]})

    def test_is_what_was_found(self) -> None:
        assert self.probed() == Source(9.5, 720, 576, (25, 1), has_audio=True)

    def test_stands_as_the_camera_was_held(self) -> None:
        assert self.probed(Rotation=90) == Source(9.5, 576, 720, (25, 1), has_audio=True)
        assert self.probed(Rotation=180) == Source(9.5, 720, 576, (25, 1), has_audio=True)

    @pytest.mark.parametrize(("aspect", "size"), [((16, 11), (720, 396)), ((8, 9), (640, 576))])
    def test_has_square_pixels_and_no_more_than_it_had(self, aspect: tuple[int, int], size: tuple[int, int]) -> None:
        found = self.probed(SampleAspectRatio={"Numerator": aspect[0], "Denominator": aspect[1]})

        assert found
        assert (found.width, found.height) == size

    @pytest.mark.parametrize("container", [{}, {"Duration": 3, "Tracks": []}, {"Duration": 0, "Tracks": [{"V": 1}]}])
    def test_is_nothing_without_picture_and_sound(self, container: dict[str, Any]) -> None:
        assert Source.probed(container) is None


class TestOutputs:
    @given(VIDEOS)
    def test_ask_for_every_rung_and_for_as_many_stills_as_fit(self, source: Source) -> None:
        ladder = choose(source)

        streams, stills = job_settings(ladder, source="s3://a/b", destination="s3://a/c/")["OutputGroups"]

        assert [output["NameModifier"] for output in streams["Outputs"]] == [f"_{rung.name}" for rung in ladder.rungs]
        assert all(("AudioDescriptions" in output) == source.has_audio for output in streams["Outputs"])
        capture = stills["Outputs"][0]["VideoDescription"]["CodecSettings"]["FrameCaptureSettings"]
        assert source.duration_s / capture["FramerateDenominator"] <= capture["MaxCaptures"]


def playlist_of(seconds: list[float]) -> str:
    """A stream's playlist."""
    lines = [f"#EXTINF:{length:.6f},\nindex_{number}.ts" for number, length in enumerate(seconds)]
    return "\n".join(["#EXTM3U", "#EXT-X-TARGETDURATION:7", *lines, "#EXT-X-ENDLIST", ""])


class TestWhole:
    ladder = choose(FILM)
    names = tuple(f"index_{rung.name}.m3u8" for rung in ladder.rungs)
    whole = Playlist(tuple(Segment(f"{number}.ts", 6.0) for number in range(10)), ends=True)
    sizes = dict.fromkeys((f"{number}.ts" for number in range(10)), 1000)

    @given(st.lists(st.floats(0.1, 10), min_size=1, max_size=50))
    def test_playlists_are_read_as_they_are_written(self, seconds: list[float]) -> None:
        found = read_playlist(playlist_of(seconds))

        assert [segment.name for segment in found.segments] == [f"index_{number}.ts" for number in range(len(seconds))]
        assert found.seconds == pytest.approx(sum(seconds), abs=0.01)
        assert found.ends

    def test_a_master_lists_streams_and_tracks(self) -> None:
        text = '#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",URI="index_hi.m3u8"\n#EXT-X-STREAM-INF:X=1\na.m3u8\n'

        assert read_master(text) == ["a.m3u8", "index_hi.m3u8"]

    def test_has_no_faults(self) -> None:
        assert faults_of(self.ladder, dict.fromkeys(self.names, self.whole), self.sizes) == []

    @pytest.mark.parametrize(
        ("changed", "fault"),
        [
            (Playlist(whole.segments, ends=False), "has no end"),
            (Playlist(whole.segments[:-1], ends=True), "plays 54.0 s of 60.0 s"),
            (Playlist((*whole.segments[:-1], Segment("gone.ts", 6.0)), ends=True), "lacks 1 segments"),
        ],
    )
    def test_names_what_is_wrong_with_a_stream(self, changed: Playlist, fault: str) -> None:
        playlists = dict.fromkeys(self.names, self.whole) | {self.names[0]: changed}

        [found] = faults_of(self.ladder, playlists, self.sizes)

        assert fault in found

    def test_names_a_stream_that_is_not_there_and_a_segment_that_is_empty(self) -> None:
        playlists = dict.fromkeys(self.names[1:], self.whole)

        found = faults_of(self.ladder, playlists, self.sizes | {"3.ts": 0})

        assert found[0] == f"{self.names[0]} is not listed"
        assert len(found) == len(self.names)


class TestFailures:
    @pytest.mark.parametrize(
        ("code", "failure"),
        [(1010, VideoFailure.UNREADABLE), (1040, VideoFailure.BROKEN), (1999, None), (3404, None), (None, None)],
    )
    def test_are_the_files_own_or_worth_another_try(self, code: int | None, failure: VideoFailure | None) -> None:
        assert is_the_files_own(code) == failure

    def test_say_what_to_do(self) -> None:
        assert all(failure.sentence.endswith(".") and len(failure.sentence) > 30 for failure in VideoFailure)
