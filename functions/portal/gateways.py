"""The files that the front desk hands out: the API's document, and the parts of the page that shows it."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OWN_ASSETS = Path(__file__).with_name("assets")
DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A part of the docs page. Its name changes with its content, so it may be kept for good."""

    name: str
    media_type: str
    path: Path


@cache
def document_text() -> bytes:
    """The API's document as it is committed."""
    return DOCUMENT.read_bytes()


@cache
def document() -> dict[str, Any]:
    """The API's document."""
    parsed: dict[str, Any] = json.loads(document_text())
    return parsed


@cache
def document_tag() -> str:
    """The document's ETag."""
    return f'"{hashlib.sha256(document_text()).hexdigest()[:20]}"'


@cache
def assets() -> dict[str, Asset]:
    """The parts of the docs page by the name they are served under."""
    made = [_asset(path) for path in (*_package_assets(), *sorted(OWN_ASSETS.glob("*.*"))) if path.suffix in _TYPES]
    return {asset.name: asset for asset in made}


@cache
def page() -> str:
    """The docs page."""
    html = (OWN_ASSETS / "page.html").read_text(encoding="utf-8")
    for asset in assets().values():
        stem, _, suffix = asset.name.split(".")
        html = html.replace(f"{{{stem}.{suffix}}}", asset.name)
    return html


def _package_assets() -> list[Path]:
    # Only its files are wanted: importing the package would import FastAPI's own docs.
    package = find_spec("fastapi_offline")
    if package is None or package.origin is None:
        raise FileNotFoundError("The docs layer is not there.")
    static = Path(package.origin).with_name("static")
    return [static / "swagger-ui-bundle.js", static / "swagger-ui.css"]


def _asset(path: Path) -> Asset:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return Asset(f"{path.stem}.{digest}{path.suffix}", _TYPES[path.suffix], path)
