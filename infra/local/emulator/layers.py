"""Layers are kept as files beside the saved state; inside it, where MiniStack puts them, they make it slow to read."""

import hashlib
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

ZIP = "_zip_data"


def keep_layers_as_files() -> None:
    """Save each layer's content once, however many stacks have a copy of it."""
    functions: Any = import_module("ministack.services.lambda_svc")
    get_state, load = functions.get_state, functions.load_persisted_state

    def state_with_references() -> dict[str, Any]:
        state: dict[str, Any] = get_state()
        kept = set[str]()
        for version in _versions(state):
            content: bytes = version[ZIP]
            name = hashlib.sha256(content).hexdigest()
            if name not in kept:
                (_folder() / name).write_bytes(content)
            version[ZIP] = name
            kept.add(name)
        for file in _folder().iterdir():
            if file.name not in kept:
                file.unlink()
        return state

    def load_with_content(state: dict[str, Any]) -> None:
        known = dict[str, bytes]()
        for version in _versions(state):
            name = version[ZIP]
            known[name] = known.get(name) or (_folder() / name).read_bytes()
            version[ZIP] = known[name]
        load(state)

    functions.get_state, functions.load_persisted_state = state_with_references, load_with_content


def _versions(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for layer in state["layers"]._data.values():
        yield from (version for version in layer["versions"] if version.get(ZIP))


def _folder() -> Path:
    folder = Path(os.environ["STATE_DIR"]) / "layers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
