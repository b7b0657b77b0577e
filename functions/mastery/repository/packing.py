"""Values as bytes: JSON, compressed."""

import json
import zlib
from typing import Any


def pack(value: Any) -> bytes:
    """A value of lists, mappings, texts and numbers; numbers come back as they were."""
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode())


def unpack(packed: bytes) -> Any:
    """What was packed."""
    return json.loads(zlib.decompress(packed))
