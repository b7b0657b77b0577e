"""Documents: the same input gives the same bytes, data is never code, and every script has its font."""

from datetime import UTC, datetime

import pytest
import typst

from shared import typesetting
from shared.typesetting import NotTypeset, picture, pictured, qr_code, typeset

AT = datetime(2026, 1, 26, 9, 30, tzinfo=UTC)
TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 12cm, height: 4cm, margin: 5mm)
#set text(font: data.fonts)
#data.name
"""
QR = '#let data = json(bytes(sys.inputs.data))\n#image(bytes(data.qr), format: "svg")'
NAMES = {
    "latin": "Élodie Krämer-Żółć ₹ 1,234.50",
    "devanagari": "क्षितिज श्रीवास्तव",
    "tamil": "கார்த்திகேயன் ஸ்ரீநிவாசன்",
    "bengali": "শ্রীকান্ত বন্দ্যোপাধ্যায়",
    "telugu": "క్షేత్రం",
    "kannada": "ಕ್ಷೇತ್ರ",
    "malayalam": "ശ്രീകുമാർ",
    "gujarati": "શ્રી ગુજરાતી",
    "gurmukhi": "ਗੁਰਪ੍ਰੀਤ",
    "arabic": "محمد علی",
    "chinese": "李小龙",
    "korean": "김민준",
}


class TestTypeset:
    def test_makes_a_pdf(self) -> None:
        assert typeset(TEMPLATE, {"name": "Asha"}, at=AT).startswith(b"%PDF-1.7")

    def test_gives_the_same_bytes_for_the_same_input(self) -> None:
        assert typeset(TEMPLATE, {"name": "Asha"}, at=AT) == typeset(TEMPLATE, {"name": "Asha"}, at=AT)

    @pytest.mark.parametrize("name", ["#panic()", '#read("/etc/passwd")', "*a* $x$ _b_ <l> @r // c", "\\ ] } \u0000"])
    def test_never_takes_data_for_code(self, name: str) -> None:
        assert typeset(TEMPLATE, {"name": name}, at=AT).startswith(b"%PDF")

    def test_lets_a_template_read_no_files(self) -> None:
        with pytest.raises(NotTypeset, match=r"not found|denied"):
            typeset('#read("/etc/hostname")', {}, at=AT)

    def test_says_what_a_template_misses(self) -> None:
        with pytest.raises(NotTypeset, match="name"):
            typeset(TEMPLATE, {}, at=AT)

    @pytest.mark.parametrize("script", NAMES)
    def test_has_a_font_for_every_script(self, script: str) -> None:
        """A character without a glyph is drawn as an empty box, which looks the same for all."""
        box = pictured(TEMPLATE, {"name": "\ue123"}, at=AT)

        assert [character for character in NAMES[script] if pictured(TEMPLATE, {"name": character}, at=AT) == box] == []


class TestPictures:
    def test_of_qr_codes_are_drawn(self) -> None:
        assert typeset(QR, {"qr": qr_code("https://lms.example/c/ABCD")}, at=AT).startswith(b"%PDF")

    def test_of_ours_pass_through_the_data(self) -> None:
        [dot] = pictured("#set page(width: 1mm, height: 1mm)", {}, at=AT)
        shown = "#let data = json(bytes(sys.inputs.data))\n#image(bytes(data.logo))"

        assert typeset(shown, {"logo": picture(dot)}, at=AT).startswith(b"%PDF")

    def test_that_are_none_are_refused(self) -> None:
        shown = "#let data = json(bytes(sys.inputs.data))\n#image(bytes(data.logo))"

        with pytest.raises(NotTypeset):
            typeset(shown, {"logo": picture(b"<script>")}, at=AT)


def test_every_family_named_is_there() -> None:
    fonts: typst.Fonts = typesetting._fonts()

    assert set(typesetting.FONTS) <= set(fonts.families())
