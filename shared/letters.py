"""Letters to people: words in a language with facts put into them, as plain text and as HTML.

Words are ours or an administrator's; facts are people's own. Neither is ever code, and HTML gets both escaped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from string import Template

from shared.mail import Mail

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_OURS = "#1d4ed8"


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and paragraphs, in which ``$name`` and the like stand for facts. The button, if any, stands before the
    last ``after`` paragraphs."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str = ""
    after: int = 1


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose letter it is: a name at its top (none if empty), a colour as ``#rrggbb``, where answers go to."""

    name: str = ""
    color: str | None = None
    reply_to: str | None = None

    @property
    def ground(self) -> str:
        """The colour of bars and buttons; our own where none was chosen, or what was chosen is no colour."""
        return self.color if self.color and _COLOR.fullmatch(self.color) else _OURS

    @property
    def ink(self) -> str:
        """White or nearly black, whichever reads better on the ground (relative luminance, ITU-R BT.709)."""
        red, green, blue = (int(self.ground[at : at + 2], 16) for at in (1, 3, 5))
        return "#18181b" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 150 else "#ffffff"


@dataclass(frozen=True, slots=True)
class WayOut:
    """The way to get no more of such letters: where it leads, and what it is called. ``one_click`` takes a POST."""

    label: str
    link: str
    one_click: str


_PLAIN = Letterhead()
_HTML = Template(
    """<!doctype html>
<html lang="$language">
<body style="margin:0;background:#f4f4f5;font-family:system-ui,sans-serif;color:#18181b">
$head<div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff">
$paragraphs
</div>
</body>
</html>
"""
)
_HEAD = Template(
    '<div style="max-width:560px;margin:0 auto;padding:16px 24px;background:$ground;color:$ink;font-size:18px;'
    'font-weight:600">$name</div>\n'
)
_PARAGRAPH = Template('<p style="font-size:16px;line-height:1.5;overflow-wrap:anywhere">$text</p>')
_BUTTON = Template(
    '<p style="margin:28px 0"><a href="$link" style="display:inline-block;padding:12px 20px;border-radius:6px;'
    'background:$ground;color:$ink;text-decoration:none">$label</a></p>\n'
    '<p style="font-size:13px;color:#52525b;word-break:break-all">$link</p>'
)
_WAY_OUT = Template('<p style="font-size:13px;margin-top:32px"><a href="$link" style="color:#52525b">$label</a></p>')


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its facts. Raises ``KeyError`` for a fact that is not given."""
    return Template(text).substitute(facts)


def compose(
    words: Words,
    language: str,
    *,
    to: str,
    facts: Mapping[str, str],
    link: str = "",
    head: Letterhead = _PLAIN,
    way_out: WayOut | None = None,
) -> Mail:
    """The mail that says this. ``link`` is where the button leads."""
    plain = [filled(paragraph, facts) for paragraph in words.paragraphs]
    rich = [_PARAGRAPH.substitute(text=_broken(escape(paragraph))) for paragraph in plain]
    if words.button:
        place = len(words.paragraphs) - words.after
        plain.insert(place, f"{words.button}:\n{link}")
        label = escape(words.button)
        rich.insert(place, _BUTTON.substitute(link=escape(link), label=label, ground=head.ground, ink=head.ink))
    if way_out:
        plain.append(f"{way_out.label}: {way_out.link}")
        rich.append(_WAY_OUT.substitute(link=escape(way_out.link), label=escape(way_out.label)))
    top = _HEAD.substitute(name=escape(head.name), ground=head.ground, ink=head.ink) if head.name else ""
    return Mail(
        to=to,
        subject=" ".join(filled(words.subject, facts).split()),
        text="\n\n".join(plain) + "\n",
        html=_HTML.substitute(language=language, head=top, paragraphs="\n".join(rich)),
        sender=head.name,
        reply_to=head.reply_to,
        unsubscribe=way_out.one_click if way_out else None,
    )


def _broken(html: str) -> str:
    return html.replace("\n", "<br>\n")
