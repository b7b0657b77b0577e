"""Files that people hand in: which are taken, and whose they must be."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from events.media import AssetKind
from shared.errors import FieldError

MIB = 1024**2
LARGEST_FILE = 2 * 1024 * MIB
USUAL_FILE = 50 * MIB
MOST_FILES = 20
HANDED_IN = (AssetKind.IMAGE, AssetKind.VIDEO, AssetKind.AUDIO, AssetKind.DOCUMENT, AssetKind.OTHER)
"""What can be handed in: captions belong to videos of lessons."""

AssetId = Annotated[str, StringConstraints(max_length=32, pattern=r"^ast_[0-9A-Za-z]+$")]
FileSize = Annotated[int, Field(ge=1, le=LARGEST_FILE)]


class FileRules(BaseModel):
    """Which files are taken. Sizes are in bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    most: Annotated[int, Field(ge=1, le=MOST_FILES)] = 1
    kinds: Annotated[tuple[AssetKind, ...], Field(min_length=1, max_length=len(HANDED_IN))] = (AssetKind.DOCUMENT,)
    largest_bytes: FileSize = USUAL_FILE


class WorkFile(BaseModel):
    """A file that was uploaded to be handed in, and is as it should be."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    asset_id: str
    activity_id: str
    """The assignment or assessment that it was uploaded for."""
    owner_id: str
    kind: AssetKind
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A work in which a file stands: who handed it in, and who reads it without knowing whose it is."""

    course_id: str
    owner_ids: tuple[str, ...]
    reviewer_id: str | None = None


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Which files somebody may upload for something now. Sizes are in bytes."""

    kinds: tuple[AssetKind, ...]
    largest_bytes: int


def limits_of(rules: Iterable[FileRules]) -> FileLimits | None:
    """What any of these takes; None where there are none."""
    taken = tuple(rules)
    if not taken:
        return None
    kinds = dict.fromkeys(kind for one in taken for kind in one.kinds)
    return FileLimits(tuple(kinds), max(one.largest_bytes for one in taken))


def wrong_files(
    asset_ids: Sequence[str],
    found: Mapping[str, WorkFile],
    rules: FileRules | None,
    *,
    activity_id: str,
    owner_ids: Collection[str],
) -> Iterator[FieldError]:
    """What is wrong with files that are handed in for this by these, by their places in ``/asset_ids``.

    A file of somebody else, or for something else, is as unknown as one that there is not.
    """
    if asset_ids and rules is None:
        yield FieldError("/asset_ids", "no_files", "No files are taken here.")
    if rules is None:
        return
    if len(asset_ids) > rules.most:
        yield FieldError("/asset_ids", "too_many_files", f"At most {rules.most} files are taken.")
    if len(set(asset_ids)) < len(asset_ids):
        yield FieldError("/asset_ids", "repeated_file", "A file is handed in once.")
    for place, asset_id in enumerate(asset_ids):
        file = found.get(asset_id)
        at = f"/asset_ids/{place}"
        if file is None or file.activity_id != activity_id or file.owner_id not in owner_ids:
            yield FieldError(at, "no_such_file", "You have uploaded no such file for this, or it is not accepted yet.")
        elif file.kind not in rules.kinds:
            yield FieldError(at, "kind_not_taken", f"Files of the kind {file.kind.value} are not taken.")
        elif file.size > rules.largest_bytes:
            yield FieldError(at, "too_large", f"A file has at most {rules.largest_bytes} bytes.")


def asset_ids_of(response: Any) -> tuple[str, ...]:
    """The files of an answer, whatever it is."""
    return tuple(response.get("asset_ids") or ()) if isinstance(response, dict) else ()
