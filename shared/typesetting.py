"""Documents as PDF, set by Typst: a template of ours and data make bytes, in every script that we have fonts for.

The data reaches the template as JSON (``json(bytes(sys.inputs.data))``) and is never read as code, so nothing that
people write can become markup. A template finds no files, no network and no clock; the same template, data and moment
give the same bytes. Functions that use it need the layer ``typesetting``; it is imported at first use.
"""

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import typst

FONTS = ("Source Sans 3", "Kurinto Sans", "Kurinto Sans SC", "Kurinto Sans TC", "Kurinto Sans JP", "Kurinto Sans KR")
"""Families in the order in which a template falls back on them: Latin, Greek and Cyrillic; Indic, Arabic, Hebrew, Thai
and some hundred scripts more; Chinese, Japanese and Korean. Templates get them as ``data.fonts``."""


class NotTypeset(Exception):
    """The template and the data do not go together; says why."""


def typeset(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF (1.7, tagged) of a template's text with some data; ``at`` is its date of creation.

    ``data`` is what JSON can say; ``fonts`` is added to it. Raises ``NotTypeset``.
    """
    (page,) = _compiled(template, data, at, "pdf")
    return page


def pictured(template: str, data: Mapping[str, Any], *, at: datetime, dots_per_inch: int = 96) -> list[bytes]:
    """The same document as a PNG per page: to look at it, or to show it where no PDF can be."""
    return _compiled(template, data, at, "png", dots_per_inch)


def qr_code(text: str) -> str:
    """An SVG of the QR code of a text (an address, at most some 2,000 characters), for ``data``.

    A template shows it by ``image(bytes(data.qr), format: "svg")``.
    """
    import segno

    return str(segno.make(text, error="m", micro=False).svg_inline(border=0, scale=4))


def picture(content: bytes) -> list[int]:
    """A PNG or JPEG for ``data``; a template shows it by ``image(bytes(data.logo))``."""
    return list(content)


def _compiled(
    template: str, data: Mapping[str, Any], at: datetime, form: Literal["pdf", "png"], ppi: float | None = None
) -> list[bytes]:
    import typst

    text = json.dumps({**data, "fonts": FONTS}, ensure_ascii=True)
    try:
        with tempfile.TemporaryDirectory() as alone:
            (Path(alone) / "main.typ").write_text(template, "utf-8")
            made: Any = typst.compile(
                str(Path(alone) / "main.typ"),
                root=alone,
                package_path=alone,
                package_cache_path=alone,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                format=form,
                ppi=ppi,
                sys_inputs={"data": text},
                timestamp=at.replace(microsecond=0),
            )
    except typst.TypstError as error:
        raise NotTypeset(error.message) from error
    return made if isinstance(made, list) else [made]


@cache
def _fonts() -> "typst.Fonts":
    """The fonts of the package, and nothing of the machine's own: documents look alike wherever they are made."""
    import typst
    import weblate_fonts

    folder = Path(weblate_fonts.__file__).parent / "static" / "weblate_fonts"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
