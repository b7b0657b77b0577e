"""Blocks that show a page of one of the sites that are known to be meant for it.

The address is checked and kept, never fetched: nothing here makes the backend call anywhere.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import StringConstraints

from functions.catalog.domain.blocks.parts import AnyBlock
from shared.errors import FieldError
from shared.texts import Line

LONGEST_URL = 2000

_YOUTUBE = re.compile(r"/(watch|playlist|(embed|shorts|live)/[A-Za-z0-9_-]{1,64})/?")
_VIMEO = re.compile(r"/\d{1,20}(/[0-9a-f]{1,40})?/?")
SITES: Mapping[str, re.Pattern[str]] = {
    "www.youtube.com": _YOUTUBE,
    "www.youtube-nocookie.com": _YOUTUBE,
    "youtu.be": re.compile(r"/[A-Za-z0-9_-]{1,64}"),
    "vimeo.com": _VIMEO,
    "player.vimeo.com": re.compile(r"/video/\d{1,20}/?"),
    "www.loom.com": re.compile(r"/(share|embed)/[0-9a-f]{1,64}"),
    "open.spotify.com": re.compile(r"/(embed/)?(track|episode|show|playlist|album)/[A-Za-z0-9]{1,64}"),
    "w.soundcloud.com": re.compile(r"/player/?"),
    "phet.colorado.edu": re.compile(r"/sims/[A-Za-z0-9/_.-]{1,200}"),
    "www.geogebra.org": re.compile(r"/(m|material/iframe/id)/[A-Za-z0-9/_-]{1,200}"),
    "www.desmos.com": re.compile(r"/(calculator|geometry|scientific)(/[A-Za-z0-9_-]{1,64})?/?"),
}
"""Hosts, to the letter, and the paths there that show players and simulations, never what leads on elsewhere."""

_MISLEADING = re.compile(r"[^\x21-\x7e]|[\\<>\"'`{}|^]")


class EmbedBlock(AnyBlock):
    """A page of another site, shown in place: a video, a simulation."""

    type: Literal["embed"]
    url: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_URL)]
    title: Line

    def broken_rules(self) -> Iterator[FieldError]:
        """Only known sites, over https."""
        if not is_known_site(self.url):
            yield FieldError(
                "/url", "site_not_allowed", f"It must be an https address at one of {', '.join(sorted(SITES))}."
            )


def is_known_site(url: str) -> bool:
    """Whether the address is one of a player or simulation at a known site, and nothing else in disguise."""
    if _MISLEADING.search(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    # The whole of ``netloc``: neither a port, nor a name and password in front, nor a dot behind.
    paths = SITES.get(parts.netloc.lower())
    return parts.scheme.lower() == "https" and paths is not None and paths.fullmatch(parts.path) is not None
