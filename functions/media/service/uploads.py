"""Uploads: announcing a file, sending it, and ending that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from functions.catalog.published.courses import CourseCard
from functions.media.domain.assets import Asset, AssetState
from functions.media.domain.contents import OutOfStep
from functions.media.domain.types import accepted_type
from functions.media.domain.uploads import (
    FORM_OPEN,
    PARTS_OPEN,
    SIGNED_FOR,
    Upload,
    UploadMethod,
    UploadState,
    method_for,
    part_size_for,
)
from functions.media.errors import UploadIncomplete, UploadNotFound, UploadOver
from functions.media.gateways.files import MediaFiles, SignedForm, SignedPart, quarantine_key
from functions.media.permissions import MANAGE_ALL_FILES
from functions.media.repository.assets import AssetRepository
from functions.media.repository.uploads import UploadRepository
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.observability import log

T = TypeVar("T")

FindCourse = Callable[[str, str], CourseCard | None]
TRIES = 40
"""Everybody who announces a file in an organization changes the same row; so many tries outlast a crowd."""


def settled(act: Callable[[], T]) -> T:
    """What ``act`` returns once nobody is in between; figures that were read at different moments are read again."""

    def attempt() -> T:
        try:
            return act()
        except OutOfStep as error:
            raise ConditionFailed from error

    return undisturbed(attempt, TRIES)


def announced_asset(upload: Upload, name: str) -> Asset:
    """The asset that an upload becomes once it is accepted. Raises ``FileNotAccepted``."""
    return Asset(
        asset_id=upload.asset_id,
        owner_id=upload.owner_id,
        name=name,
        kind=accepted_type(upload.content_type, upload.size).kind,
        content_type=upload.content_type,
        size=upload.size,
        sha256=upload.sha256,
        created_at=upload.created_at,
        updated_at=upload.created_at,
    )


@dataclass(frozen=True, slots=True)
class Announced:
    """What is said of a file before it is sent."""

    name: str
    size: int
    content_type: str
    sha256: str
    course_id: str | None = None
    activity_id: str | None = None
    """What it is to be handed in for; whether that takes it was asked before."""


@dataclass(frozen=True, slots=True)
class Progress:
    """An upload, what of it has arrived, and the form to send it by where that is how it comes."""

    upload: Upload
    arrived_bytes: int = 0
    arrived_parts: tuple[int, ...] = ()
    form: SignedForm | None = None


class UploadService:
    """One organization's uploads."""

    def __init__(
        self,
        org_id: str,
        uploads: UploadRepository,
        assets: AssetRepository,
        files: MediaFiles,
        find_course: FindCourse,
        clock: Clock = system_clock,
    ) -> None:
        self._org_id = org_id
        self._uploads = uploads
        self._assets = assets
        self._files = files
        self._find_course = find_course
        self._clock = clock

    def announce(self, announced: Announced, *, by: Caller, once: Once) -> Progress:
        """Reserve room for a file and say how it is to be sent. Raises ``QuotaExceeded`` or ``FileNotAccepted``."""
        accepted_type(announced.content_type, announced.size)
        if announced.course_id and self._find_course(self._org_id, announced.course_id) is None:
            raise Unprocessable.field("/course_id", "not_found", "There is no such course.")
        self._assets.usage().reserve(announced.size)
        upload, asset = self._drafted(announced, by)
        try:
            made = settled(lambda: self._uploads.add(upload, asset, self._assets.usage().reserve(upload.size), once))
        except BaseException:
            self._forget(upload)
            raise
        if made != upload.upload_id:
            self._forget(upload)
            return self.read(made, by=by)
        return self._progress(upload)

    def read(self, upload_id: str, *, by: Caller) -> Progress:
        """An upload and what of it has arrived, so that a broken one can go on."""
        return self._progress(self._mine(upload_id, by))

    def sign_parts(self, upload_id: str, checksums: Mapping[int, str], *, by: Caller) -> list[SignedPart]:
        """Requests for some parts, each good for exactly the part with this checksum."""
        upload = self._mine(upload_id, by)
        upload.require_open(self._clock.now())
        if upload.multipart_id is None:
            raise UploadOver("This file is sent by a form, not in parts.", upload_id=upload_id)
        key = quarantine_key(self._org_id, upload_id)
        return [
            self._files.sign_part(
                key, upload.multipart_id, number, upload.size_of_part(number), checksum, self._signed_for(upload)
            )
            for number, checksum in sorted(checksums.items())
        ]

    def complete(self, upload_id: str, *, by: Caller) -> Progress:
        """Say that everything was sent. What has arrived is then inspected. Safe to repeat.

        Raises ``UploadIncomplete`` when parts are missing, or something else has arrived.
        """
        upload = self._mine(upload_id, by)
        if upload.state in {UploadState.ARRIVED, UploadState.ACCEPTED}:
            return self._progress(upload)
        upload.require_open(self._clock.now())
        if upload.multipart_id:
            self._put_together(upload, upload.multipart_id)
        stored = self._files.find(quarantine_key(self._org_id, upload_id))
        if stored is None or stored.size != upload.size:
            raise UploadIncomplete("The file has not arrived, or not whole.", upload_id=upload_id)
        arrived = self.arrive(upload)
        if arrived.state in {UploadState.ABORTED, UploadState.EXPIRED}:
            raise UploadOver(state=arrived.state.value, upload_id=upload_id)
        return self._progress(arrived)

    def arrive(self, upload: Upload, *, tell: bool = True) -> Upload:
        """Hand a file that has arrived to its inspection, by telling of it. Safe to repeat."""

        def attempt() -> Upload:
            pending = self._uploads.get_pending(upload)
            if pending.upload.state is not UploadState.OPEN:
                return pending.upload
            now = self._clock.now()
            arrived = pending.upload.arrive(now)
            return self._uploads.arrive(arrived, pending.asset.become(AssetState.INSPECTING, now), tell=tell)

        return undisturbed(attempt)

    def abort(self, upload_id: str, *, by: Caller) -> None:
        """Give an upload up: its room is free again, what has arrived is thrown away. Safe to repeat."""
        self._mine(upload_id, by)

        def attempt() -> Upload:
            pending = self._uploads.get_pending(self._uploads.get(upload_id))
            upload = pending.upload
            if upload.state is UploadState.ABORTED:
                return upload
            if upload.state is not UploadState.OPEN:
                raise UploadOver(state=upload.state.value, upload_id=upload_id)
            gone = pending.asset.model_copy(update={"deleted_at": self._clock.now()})
            usage = pending.usage.settle(upload.size, stored=False)
            self._uploads.abort(upload.end(UploadState.ABORTED), gone, usage)
            return upload

        self._forget(settled(attempt))

    def expire(self, upload: Upload) -> None:
        """End an upload whose time is over: its room is free again, and its asset says what happened. Once only."""

        def attempt() -> None:
            pending = self._uploads.get_pending(upload)
            if pending.upload.settled:
                return
            now = self._clock.now()
            lost = pending.upload.state is UploadState.ARRIVED
            failed = pending.asset.fail("inspection_lost" if lost else "upload_expired", now)
            usage = pending.usage.settle(upload.size, stored=False)
            self._uploads.end(pending.upload.end(UploadState.EXPIRED), failed, usage)
            log("upload.expired", upload_id=upload.upload_id, arrived=lost)

        settled(attempt)
        self._forget(upload)

    def give_up(self, upload_id: str) -> None:
        """End an upload whose inspection did not come to an end."""
        self.expire(self._uploads.get(upload_id))

    # -- steps

    def _drafted(self, announced: Announced, by: Caller) -> tuple[Upload, Asset]:
        """The upload, begun at the file store where it comes in parts, and its asset."""
        now = self._clock.now()
        method = method_for(announced.size)
        parts = method is UploadMethod.PARTS
        upload = Upload(
            upload_id=new_id("upl", self._clock),
            asset_id=new_id("ast", self._clock),
            owner_id=by.user_id,
            method=method,
            content_type=announced.content_type,
            size=announced.size,
            sha256=announced.sha256,
            part_size=part_size_for(announced.size) if parts else None,
            created_at=now,
            open_until=now + (PARTS_OPEN if parts else FORM_OPEN),
        )
        if parts:
            key = quarantine_key(self._org_id, upload.upload_id)
            upload = upload.model_copy(update={"multipart_id": self._files.begin(key, upload.content_type)})
        meant_for = {"course_id": announced.course_id, "activity_id": announced.activity_id}
        return upload, announced_asset(upload, announced.name).model_copy(update=meant_for)

    def _progress(self, upload: Upload) -> Progress:
        if upload.state in {UploadState.ARRIVED, UploadState.ACCEPTED}:
            return Progress(upload, upload.size, tuple(range(1, (upload.part_count or 0) + 1)))
        if upload.state is not UploadState.OPEN:
            return Progress(upload)
        key = quarantine_key(self._org_id, upload.upload_id)
        if upload.multipart_id:
            parts = self._files.list_parts(key, upload.multipart_id) or []
            return Progress(upload, sum(part.size for part in parts), tuple(part.number for part in parts))
        if self._clock.now() >= upload.open_until:
            return Progress(upload)
        form = self._files.sign_form(key, upload.content_type, upload.size, upload.sha256, self._signed_for(upload))
        return Progress(upload, form=form)

    def _put_together(self, upload: Upload, multipart_id: str) -> None:
        """Make the parts that have arrived one object, if they are all; that may have been done before."""
        key = quarantine_key(self._org_id, upload.upload_id)
        parts = self._files.list_parts(key, multipart_id)
        if parts is None:
            return
        upload.require_parts({part.number: part.size for part in parts})
        self._files.complete(key, multipart_id, parts)

    def _mine(self, upload_id: str, by: Caller) -> Upload:
        upload = self._uploads.get(upload_id)
        if upload.owner_id != by.user_id and not by.may(MANAGE_ALL_FILES):
            raise UploadNotFound(upload_id=upload_id)
        return upload

    def _signed_for(self, upload: Upload) -> timedelta:
        """How long what is signed now holds: never longer than the upload is open."""
        return min(SIGNED_FOR, upload.open_until - self._clock.now())

    def _forget(self, upload: Upload) -> None:
        """Throw away the parts of an upload that is over; what came by a form leaves the quarantine by itself."""
        key = quarantine_key(self._org_id, upload.upload_id)
        if upload.multipart_id:
            self._files.abort(key, upload.multipart_id)
