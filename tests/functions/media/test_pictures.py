"""Pictures, made anew."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from functions.media.domain.inspecting import Refused
from functions.media.gateways.pictures import MOST_PIXELS, Pictures, pictures_of
from tests.functions.media.files import animation, picture


def opened(pictures: Pictures, place: int = -1) -> Image.Image:
    """One of what was made, the largest unless told which."""
    return Image.open(io.BytesIO(pictures.made[place].content))


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it has this size, and has next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


class TestAPicture:
    @pytest.mark.parametrize(("kind", "name"), [("PNG", "png"), ("JPEG", "jpeg"), ("WEBP", "webp"), ("GIF", "gif")])
    def test_is_made_in_each_size_up_to_its_own(self, kind: str, name: str) -> None:
        made = pictures_of(picture(kind, (700, 350)), f"image/{name}")

        assert (made.width, made.height) == (700, 350)
        assert [(one.name, one.width, one.height) for one in made.made] == [
            ("w320.webp", 320, 160),
            ("w640.webp", 640, 320),
            ("w700.webp", 700, 350),
        ]

    def test_is_never_wider_than_pages_are(self) -> None:
        made = pictures_of(picture("JPEG", (4000, 1000)), "image/jpeg")

        assert (made.width, made.height) == (4000, 1000)
        assert [one.width for one in made.made] == [320, 640, 1280, 1920]
        assert opened(made).size == (1920, 480)

    def test_keeps_its_colours(self) -> None:
        red, green, blue = opened(pictures_of(picture(), "image/png")).convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # three bands

        assert abs(red - 200) < 6
        assert abs(green - 60) < 6
        assert abs(blue - 30) < 6

    def test_keeps_what_is_transparent(self) -> None:
        out = io.BytesIO()
        Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")

        assert opened(pictures_of(out.getvalue(), "image/png")).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]  # four bands

    def test_stands_upright_whichever_way_the_camera_was_held(self) -> None:
        exif = Image.Exif()
        exif[274] = 6
        made = pictures_of(picture("JPEG", (600, 300), exif=exif), "image/jpeg")

        assert (made.width, made.height) == (300, 600)
        assert opened(made).size == (300, 600)

    def test_says_no_more_where_it_was_taken(self) -> None:
        exif = Image.Exif()
        exif[0x010F] = "Camera of Meera"
        exif.get_ifd(0x8825)[1] = "N"
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        content = picture("JPEG", exif=exif, icc_profile=profile, comment=b"at home")
        assert b"Meera" in content

        for one in pictures_of(content, "image/jpeg").made:
            image = Image.open(io.BytesIO(one.content))
            assert not image.getexif()
            assert "icc_profile" not in image.info
            assert not any(word in one.content for word in (b"Meera", b"at home", b"EXIF", b"ICCP", b"XMP "))

    def test_of_print_is_shown_in_the_colours_of_the_web(self) -> None:
        out = io.BytesIO()
        Image.new("CMYK", (40, 40), (0, 255, 255, 0)).save(out, "JPEG")

        image = opened(pictures_of(out.getvalue(), "image/jpeg"))

        assert image.mode == "RGB"
        red, green, _ = image.getpixel((5, 5))  # type: ignore[misc]  # three bands
        assert red > 200 > green

    @settings(max_examples=25)
    @given(st.integers(1, 900), st.integers(1, 900))
    def test_keeps_its_shape_whatever_its_size(self, width: int, height: int) -> None:
        made = pictures_of(picture("PNG", (width, height)), "image/png")

        assert (made.width, made.height) == (width, height)
        for one in made.made:
            assert abs(one.height - height * one.width / width) <= 1
            assert Image.open(io.BytesIO(one.content)).size == (one.width, one.height)


class TestAnAnimation:
    def test_goes_on_moving(self) -> None:
        made = pictures_of(animation(5), "image/gif")

        image = opened(made)
        assert len(made.made) == 1
        assert getattr(image, "n_frames", 1) == 5

    def test_of_too_many_pictures_is_refused(self) -> None:
        with pytest.raises(Refused) as refusal:
            pictures_of(animation(301, (4, 4)), "image/gif")

        assert refusal.value.code == "animation_too_large"


class TestWhatIsNoPicture:
    @pytest.mark.parametrize(
        "size", [(100_000, 100_000), (16_001, 10), (10, 16_001), (8_000, MOST_PIXELS // 8_000 + 1)]
    )
    def test_is_not_unpacked_when_it_is_too_large(self, size: tuple[int, int]) -> None:
        with pytest.raises(Refused) as refusal:
            pictures_of(png_of(*size), "image/png")

        assert refusal.value.code == "image_too_large"

    def test_is_refused_when_its_pixels_are_missing(self) -> None:
        with pytest.raises(Refused) as refusal:
            pictures_of(png_of(4000, 4000), "image/png")

        assert refusal.value.code == "image_broken"

    def test_is_not_read_as_another_format(self) -> None:
        with pytest.raises(Refused):
            pictures_of(picture("JPEG"), "image/png")

    @settings(max_examples=150)
    @given(st.data())
    def test_is_refused_however_it_is_damaged_or_made_anew(self, data: st.DataObject) -> None:
        kind, name = data.draw(st.sampled_from([("PNG", "png"), ("JPEG", "jpeg"), ("WEBP", "webp"), ("GIF", "gif")]))
        content = bytearray(picture(kind, (90, 60)))
        for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)))):
            content[place] = value
        cut = data.draw(st.integers(1, len(content)))

        with suppress(Refused):
            assert pictures_of(bytes(content[:cut]), f"image/{name}").made
