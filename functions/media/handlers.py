"""Media's reactions to what it tells itself."""

from events.media import UploadArrived
from functions.media.manifest import MEDIA
from shared.events import Envelope
from shared.listening import Listener
from shared.workflows import StepFunctions

listener = Listener(MEDIA)


@listener.on(UploadArrived)
def begin_inspection(told: Envelope[UploadArrived]) -> None:
    """Start the machine that inspects a file. Safe to repeat: it is named after the upload and starts once."""
    StepFunctions().start("inspection", told.data.upload_id, {"org_id": told.org_id, "upload_id": told.data.upload_id})


listener.require_all()
handler = listener.handler
