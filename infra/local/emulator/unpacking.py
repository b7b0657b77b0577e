"""Code and layers of functions, unpacked once for all workers: as on AWS, nobody writes there."""

import hashlib
import os
import shutil
import tempfile
import threading
import time
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any

WEEK = 7 * 24 * 3600
_one_at_a_time = threading.Lock()


class UnpackedOnce(zipfile.ZipFile):
    """A zip that is unpacked into a place named by its content; where it was wanted, there is a link to it."""

    @cached_property
    def unpacked(self) -> Path:
        """Where the content is, or will be."""
        content = Path(str(self.filename)).read_bytes()
        return _folder() / hashlib.sha256(content).hexdigest()[:32]

    def namelist(self) -> list[str]:
        """The names to check before unpacking: those of an archive that is unpacked already have been checked."""
        return [] if self.unpacked.exists() else super().namelist()

    def extractall(self, path: Any = None, *_: Any, **__: Any) -> None:
        """Put the content at `path`, an empty folder."""
        with _one_at_a_time:
            if not self.unpacked.exists():
                self._unpack()
        os.utime(self.unpacked)
        Path(path).rmdir()
        Path(path).symlink_to(self.unpacked)

    def _unpack(self) -> None:
        draft = Path(tempfile.mkdtemp(dir=_folder()))
        super().extractall(draft, self.infolist())
        try:
            draft.rename(self.unpacked)
        except OSError:  # Another cloud was faster.
            shutil.rmtree(draft)


def forget_unused() -> None:
    """Remove what no worker has asked for within a week."""
    for unpacked in _folder().iterdir():
        if unpacked.stat().st_mtime < time.time() - WEEK:
            shutil.rmtree(unpacked, ignore_errors=True)


def _folder() -> Path:
    folder = Path(os.environ["LMS_UNPACKED"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder
