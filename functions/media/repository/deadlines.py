"""Media's deadlines."""

from functions.media.tables import DeadlineRow, MediaRow
from shared import deadlines


class DeadlineRepository(deadlines.DeadlineRepository):
    """Uploads and deleted assets that somebody must look after, by their ids."""

    table = MediaRow
    row = DeadlineRow
