"""What becomes of lists of people to enrol."""

from events.learning import BulkEnrolmentRequested
from functions.learning.handlers.listener import listener
from shared.events import Envelope
from shared.workflows import StepFunctions


@listener.on(BulkEnrolmentRequested)
def start_bulk_enrolment(told: Envelope[BulkEnrolmentRequested]) -> None:
    """Safe to repeat: a workflow starts once under the job's name."""
    StepFunctions().start("bulk_enrolment", told.data.job_id, {"org_id": told.org_id, "job_id": told.data.job_id})
