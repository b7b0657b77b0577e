"""Files that go into archives of courses, and come out of them: without a browser, between rooms of ours."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from functions.media.domain.assets import Asset, AssetState
from functions.media.domain.types import accepted_type
from functions.media.domain.uploads import PARTS_OPEN, Upload, UploadMethod, UploadState
from functions.media.errors import AssetNotFound, FileNotAccepted, QuotaExceeded
from functions.media.gateways.files import MediaFiles, quarantine_key
from functions.media.repository.assets import AssetRepository
from functions.media.repository.uploads import UploadRepository
from functions.media.service.assets import AssetService
from functions.media.service.inspection import InspectionService
from functions.media.service.uploads import UploadService, announced_asset, settled
from shared.clock import Clock, system_clock
from shared.dynamo import chunks

LENT_FOR = timedelta(hours=1)
PIECE = 16 * 1024**2
LENT = {AssetState.PROCESSING, AssetState.READY}

Fetch = Callable[[str], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class Lent:
    """A file that may be read for a while."""

    asset: Asset
    url: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that another room has, and what is said of it."""

    url: str
    sha256: str
    size: int
    content_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of an offered file. ``problem`` says why there is no asset."""

    sha256: str
    asset: Asset | None
    problem: str | None = None


class ArchiveService:
    """One organization's files on their way into archives and out of them."""

    def __init__(
        self,
        org_id: str,
        uploads: UploadRepository,
        assets: AssetRepository,
        files: MediaFiles,
        uploading: UploadService,
        holding: AssetService,
        inspection: InspectionService,
        fetch: Fetch,
        clock: Clock = system_clock,
    ) -> None:
        self._org_id = org_id
        self._uploads = uploads
        self._assets = assets
        self._files = files
        self._uploading = uploading
        self._holding = holding
        self._inspection = inspection
        self._fetch = fetch
        self._clock = clock

    def lend(self, asset_ids: Sequence[str]) -> list[Lent]:
        """The files as they were uploaded, those that passed their inspection, each with a URL good for an hour."""
        lent = []
        for batch in chunks(asset_ids, 100):
            found = self._assets.find_many(batch)
            for asset in (found[asset_id] for asset_id in batch if asset_id in found):
                if asset.state in LENT and asset.source_key:
                    lent.append(Lent(asset, self._files.lend(asset.source_key, LENT_FOR)))
        return lent

    def adopt(self, offered: Offered, *, owner_id: str, import_id: str) -> Adopted:
        """Take a file over and inspect it like any other; repeated for one import, it is the same asset again."""
        try:
            accepted_type(offered.content_type, offered.size)
            upload = self._announced(offered, owner_id, import_id)
        except (FileNotAccepted, QuotaExceeded) as problem:
            return Adopted(offered.sha256, None, problem.errors[0].code if problem.errors else problem.code)
        if upload.state is UploadState.OPEN:
            with self._fetch(offered.url) as stream:
                key = quarantine_key(self._org_id, upload.upload_id)
                self._files.receive(key, upload.content_type, _pieces(stream, upload.size))
            self._uploading.arrive(upload, tell=False)
        asset = self._inspection.inspect(upload.upload_id)
        return Adopted(offered.sha256, asset, None if asset else "deleted")

    def drop(self, asset_ids: Sequence[str]) -> None:
        """Take back what was adopted for an import that failed. Safe to repeat."""
        for asset_id in asset_ids:
            upload = self._uploads.find(asset_id.replace("ast_", "upl_"))
            if upload and not upload.settled:
                self._uploading.expire(upload)
            with suppress(AssetNotFound):
                self._holding.drop(asset_id)

    def _announced(self, offered: Offered, owner_id: str, import_id: str) -> Upload:
        """The upload that stands for this file in this import, made when it is first asked for."""
        now = self._clock.now()
        upload = Upload(
            upload_id=f"upl_{_name_of(import_id, offered)}",
            asset_id=adopted_id(import_id, offered),
            owner_id=owner_id,
            method=UploadMethod.ADOPTION,
            content_type=offered.content_type,
            size=offered.size,
            sha256=offered.sha256,
            created_at=now,
            open_until=now + PARTS_OPEN,
        )
        asset = announced_asset(upload, offered.name)

        def attempt() -> Upload:
            found = self._uploads.find(upload.upload_id)
            if found:
                return found
            self._uploads.add(upload, asset, self._assets.usage().reserve(upload.size), None)
            return upload.model_copy(update={"revision": 1})

        return settled(attempt)


def adopted_id(import_id: str, offered: Offered) -> str:
    """The id of the asset that a file becomes in an import."""
    return f"ast_{_name_of(import_id, offered)}"


def _name_of(import_id: str, offered: Offered) -> str:
    """A ULID with the import's time, and for the rest what is decided by import and file."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    said = f"{import_id}|{offered.sha256}|{offered.content_type}|{offered.name}"
    digest = hashlib.sha256(said.encode()).digest()
    return import_id.rpartition("_")[2][:10] + "".join(alphabet[byte % 32] for byte in digest[:16])


def _pieces(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """A stream in pieces, and no more of it than was announced and one byte, by which the inspection sees it."""
    left = size + 1
    while left and (piece := stream.read(min(PIECE, left))):
        left -= len(piece)
        yield piece
