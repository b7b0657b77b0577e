"""Pictures, made anew: in the sizes that pages show, without whatever else was in the file.

Only pixels are carried over. Places and times that a camera wrote, thumbnails, comments, and anything hidden behind the
picture stay behind; so does whatever a reader of pictures could be attacked with.
"""

import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from PIL import Image, ImageCms, ImageOps, ImageSequence

from functions.media.domain.inspecting import Refused

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}
WIDTHS = (320, 640, 1280, 1920)
ANIMATED_WIDTH = 800
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_000
"""WebP has at most 16,383."""
MOST_FRAMES = 300
MOST_ANIMATED_PIXELS = 100_000_000
MADE_AS = "image/webp"
_ORIENTATION = 274
_LYING = {5, 6, 7, 8}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in one size."""

    name: str
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Pictures:
    """A picture's own size, upright, and what was made of it, the smallest first."""

    width: int
    height: int
    made: list[Picture]


def pictures_of(content: bytes, content_type: str) -> Pictures:
    """What pages show of a picture. Raises ``Refused`` for one that is broken, or too large to be unpacked."""
    image = _readable(lambda: Image.open(io.BytesIO(content), formats=[FORMATS[content_type]]))
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise Refused("image_too_large")
    frames = _readable(lambda: int(getattr(image, "n_frames", 1)))
    if frames > 1:
        if frames > MOST_FRAMES or frames * width * height > MOST_ANIMATED_PIXELS:
            raise Refused("animation_too_large")
        return Pictures(width, height, [_readable(lambda: _animation(image))])
    return _readable(lambda: _sizes(image))


def _readable(read: Callable[[], T]) -> T:
    """What reading returns; whatever a damaged file makes the reader raise is the file's fault."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        warnings.filterwarnings("ignore", category=UserWarning)
        try:
            return read()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Refused("image_too_large") from None
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError):
            raise Refused("image_broken") from None


def _sizes(image: Image.Image) -> Pictures:
    width, height = image.size
    if image.getexif().get(_ORIENTATION) in _LYING:
        width, height = height, width
    # A JPEG is unpacked at a fraction of its size where that is enough.
    image.draft(image.mode, (WIDTHS[-1], WIDTHS[-1]))
    image.load()
    upright = _plain(ImageOps.exif_transpose(image))
    wanted = sorted({*(size for size in WIDTHS if size < width), min(width, WIDTHS[-1])})
    return Pictures(width, height, [_resized(upright, size, max(1, round(height * size / width))) for size in wanted])


def _resized(image: Image.Image, width: int, height: int) -> Picture:
    resized = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _written([resized], width, height)


def _animation(image: Image.Image) -> Picture:
    width = min(image.width, ANIMATED_WIDTH)
    height = max(1, round(image.height * width / image.width))
    durations: list[int] = []

    def frames() -> Iterator[Image.Image]:
        for frame in ImageSequence.Iterator(image):
            durations.append(int(frame.info.get("duration", 100)))
            yield _plain(frame.convert("RGBA")).resize((width, height), Image.Resampling.BILINEAR)

    return _written(list(frames()), width, height, durations)


def _written(frames: list[Image.Image], width: int, height: int, durations: list[int] | None = None) -> Picture:
    first, *others = frames
    out = io.BytesIO()
    moving = {"save_all": True, "append_images": others, "duration": durations, "loop": 0} if others else {}
    first.save(out, "WEBP", quality=80, method=4, exif=b"", icc_profile=b"", xmp=b"", **moving)
    return Picture(f"w{width}.webp", width, height, out.getvalue())


def _plain(image: Image.Image) -> Image.Image:
    """The pixels in the colours of the web, and nothing beside them."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        image = _in_srgb(image, profile)
    transparent = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    plain = image.convert("RGBA" if transparent else "RGB")
    plain.info = {}
    return plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        return (
            ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
            or image
        )
    except (ImageCms.PyCMSError, OSError):
        return image
