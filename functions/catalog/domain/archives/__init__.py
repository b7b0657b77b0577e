"""Courses as files that people keep: our own archive format."""

from functions.catalog.domain.archives.layout import CONTENT_TYPE, MOST_BYTES
from functions.catalog.domain.archives.reading import ArchiveReader, Gate
from functions.catalog.domain.archives.writing import ArchivedFile, ArchiveWriter, assets_in

__all__ = ["CONTENT_TYPE", "MOST_BYTES", "ArchiveReader", "ArchiveWriter", "ArchivedFile", "Gate", "assets_in"]
