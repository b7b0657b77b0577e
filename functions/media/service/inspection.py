"""Inspecting what has arrived: nothing can be used before."""

import codecs
import hashlib
from contextlib import suppress
from io import BufferedReader

from events.media import AssetKind
from functions.media.domain.assets import Asset, AssetState, Variant
from functions.media.domain.contents import Content
from functions.media.domain.inspecting import Refused
from functions.media.domain.sniffing import HEAD, Places, is_type
from functions.media.domain.types import SAVED_ONLY, TYPES, FileType
from functions.media.domain.uploads import Upload, UploadState
from functions.media.gateways.files import Changed, MediaFiles, Stored, quarantine_key, served_key, source_key
from functions.media.gateways.pictures import MADE_AS, pictures_of
from functions.media.repository.assets import AssetRepository
from functions.media.repository.uploads import UploadRepository
from functions.media.service.uploads import settled
from shared.clock import Clock, system_clock
from shared.errors import Unavailable
from shared.observability import log

LOOKS = 4
READ_AT_ONCE = 1024 * 1024
STREAMED = {AssetKind.AUDIO, AssetKind.VIDEO}
"""Made into streams before they can be played: what is signed for one file is good for minutes only."""


class SharedContentGone(Exception):
    """The same file was stored when this one was looked at, and is not any more."""


class InspectionService:
    """One organization's files that have arrived.

    Every step can be repeated: what is copied goes to places named after the upload, and one transaction ends it.
    """

    def __init__(
        self,
        org_id: str,
        uploads: UploadRepository,
        assets: AssetRepository,
        files: MediaFiles,
        clock: Clock = system_clock,
    ) -> None:
        self._org_id = org_id
        self._uploads = uploads
        self._assets = assets
        self._files = files
        self._clock = clock

    def inspect(self, upload_id: str) -> Asset | None:
        """Accept or refuse a file, and clean up behind it. Returns its asset, or None if that was deleted."""
        upload = self._uploads.get(upload_id)
        for _ in range(LOOKS):
            if upload.state is not UploadState.ARRIVED:
                break
            # Somebody else may end this inspection meanwhile, or the last user of the same file may delete it.
            with suppress(Changed, SharedContentGone):
                asset = self._ended(upload)
                log("upload.inspected", upload_id=upload_id, state=asset.state.value, failure=asset.failure)
            upload = self._uploads.get(upload_id)
        else:
            raise Unavailable("The file keeps changing.")
        self.clean(upload)
        return self._assets.find(upload.asset_id)

    def clean(self, upload: Upload) -> None:
        """Remove what an upload that is over has left: its file in quarantine, and copies that nobody needed."""
        self._files.delete(quarantine_key(self._org_id, upload.upload_id))
        asset = self._assets.find_remains(upload.asset_id)
        own = content_id_of(upload)
        if asset is None or asset.content_id != own:
            self._files.delete(source_key(self._org_id, own))
            self._files.delete_below(served_key(self._org_id, own, ""))

    def _ended(self, upload: Upload) -> Asset:
        try:
            return self._accept(upload, self._looked_at(upload))
        except Refused as refusal:
            return self._refuse(upload, refusal.code)

    # -- looking

    def _looked_at(self, upload: Upload) -> Content | None:
        """What is to be stored of a file that is as it should be; None if it is stored already. Raises ``Refused``."""
        stored = self._files.find(quarantine_key(self._org_id, upload.upload_id))
        if stored is None:
            raise Refused("missing")
        if stored.size != upload.size:
            raise Refused("size_mismatch")
        found = TYPES[upload.content_type]
        head = self._files.read(stored, 0, min(HEAD, stored.size))
        if not is_type(found.name, head, lambda: self._opened(stored)):
            raise Refused("type_mismatch")
        kept = self._read_through(stored, upload, found)
        if self._assets.find_content(upload.sha256, upload.content_type):
            return None
        return self._stored(stored, upload, found, kept)

    def _opened(self, stored: Stored) -> BufferedReader:
        places = Places(stored.size, lambda start, end: self._files.read(stored, start, end))
        return BufferedReader(places, READ_AT_ONCE)

    def _read_through(self, stored: Stored, upload: Upload, found: FileType) -> bytes:
        """Read all of it once, and compare it with what was announced. Returns a picture's bytes."""
        digest = hashlib.sha256()
        text = codecs.getincrementaldecoder("utf-8")() if found.text else None
        kept = bytearray()
        for piece in self._files.pieces(stored):
            digest.update(piece)
            if text:
                _decode(text, piece)
            if found.kind is AssetKind.IMAGE:
                kept += piece
        if text:
            _decode(text, b"", final=True)
        if digest.hexdigest() != upload.sha256:
            raise Refused("checksum_mismatch")
        return bytes(kept)

    # -- storing

    def _stored(self, stored: Stored, upload: Upload, found: FileType, picture: bytes) -> Content:
        """Copy what was looked at to where it stays, and make of pictures what is shown."""
        content_id = content_id_of(upload)
        source = source_key(self._org_id, content_id)
        content = Content(
            content_id=content_id,
            sha256=upload.sha256,
            content_type=upload.content_type,
            size=upload.size,
            source_key=source,
            attachment=found.attachment,
            created_at=self._clock.now(),
        )
        if found.kind is AssetKind.IMAGE:
            content = self._with_pictures(content, picture)
        if found.kind is AssetKind.IMAGE or found.kind in STREAMED:
            self._files.copy(stored, source, SAVED_ONLY, "attachment")
            return content
        served = served_key(self._org_id, content_id, "file")
        self._files.copy(stored, served, found.served_as, "attachment" if found.attachment else "inline")
        return content.model_copy(update={"source_key": served, "served_key": served})

    def _with_pictures(self, content: Content, picture: bytes) -> Content:
        pictures = pictures_of(picture, content.content_type)
        variants = []
        for made in pictures.made:
            key = served_key(self._org_id, content.content_id, made.name)
            self._files.put(key, made.content, MADE_AS)
            variants.append(
                Variant(width=made.width, height=made.height, key=key, content_type=MADE_AS, size=len(made.content))
            )
        facts = {"variants": tuple(variants), "width": pictures.width, "height": pictures.height}
        return content.model_copy(update=facts)

    # -- ending

    def _accept(self, upload: Upload, made: Content | None) -> Asset:
        """End the upload: its asset refers to what was made of it, or to what was stored before."""

        def attempt() -> Asset:
            pending = self._uploads.get_pending(upload)
            if pending.upload.settled:
                return pending.asset
            content = pending.content.used_once_more() if pending.content else made
            if content is None:
                raise SharedContentGone
            state = AssetState.PROCESSING if pending.asset.kind in STREAMED else AssetState.READY
            asset = pending.asset.become(state, self._clock.now(), **content.facts())
            usage = pending.usage.settle(upload.size, stored=content.references == 1)
            return self._uploads.end(pending.upload.end(UploadState.ACCEPTED), asset, usage, content)

        return settled(attempt)

    def _refuse(self, upload: Upload, code: str) -> Asset:
        def attempt() -> Asset:
            pending = self._uploads.get_pending(upload)
            if pending.upload.settled:
                return pending.asset
            asset = pending.asset.fail(code, self._clock.now())
            usage = pending.usage.settle(upload.size, stored=False)
            return self._uploads.end(pending.upload.end(UploadState.REFUSED), asset, usage)

        return settled(attempt)


def content_id_of(upload: Upload) -> str:
    """What a content is called that was made of this upload: always the same, so that a repeated copy is no second."""
    return upload.upload_id.replace("upl_", "con_")


def _decode(text: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> None:
    if b"\0" in piece:
        raise Refused("not_text")
    try:
        text.decode(piece, final)
    except UnicodeDecodeError:
        raise Refused("not_text") from None
