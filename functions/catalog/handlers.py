"""The catalog's reactions to what it tells itself, and to what became of files."""

from events.catalog import CourseCopyRequested, CourseDeleted, CourseRestoreBegun, CourseTemplateDeleted
from events.learning import EnrolmentOpened
from events.media import AssetDeleted, AssetFailed, AssetReady
from functions.catalog.domain.assets import Asset, AssetState
from functions.catalog.manifest import CATALOG
from functions.catalog.repository.remains import RemainsRepository
from functions.catalog.wiring import asset_service, restoring_service, review_service
from shared.events import Envelope
from shared.listening import Listener
from shared.workflows import StepFunctions

listener = Listener(CATALOG)


@listener.on(CourseDeleted)
def remove_remains(told: Envelope[CourseDeleted]) -> None:
    """Remove what a deleted course left behind. Safe to repeat: what is gone already is not found again."""
    RemainsRepository(told.org_id).remove_course(told.data.course_id)


@listener.on(CourseCopyRequested)
def start_copy(told: Envelope[CourseCopyRequested]) -> None:
    """Safe to repeat: a workflow starts once under the job's name."""
    StepFunctions().start("course_copy", told.data.job_id, {"org_id": told.org_id, "job_id": told.data.job_id})


@listener.on(CourseTemplateDeleted)
def remove_template(told: Envelope[CourseTemplateDeleted]) -> None:
    """Remove what a deleted template consisted of. Safe to repeat: what is gone already is not found again."""
    RemainsRepository(told.org_id).remove_template(told.data.template_id)


@listener.on(EnrolmentOpened)
def admit_reviewer(told: Envelope[EnrolmentOpened]) -> None:
    """Who has a place in a course may review it, also after leaving. Safe to repeat: they may already."""
    review_service(told.org_id).admit(told.data.course_id, told.data.user_id)


@listener.on(CourseRestoreBegun)
def finish_restoring(told: Envelope[CourseRestoreBegun]) -> None:
    """Finish what a request began and could not finish. Safe to repeat: what is as it should be is left alone."""
    restoring_service(told.org_id).resume(told.data.course_id)


@listener.on(AssetReady)
def keep_ready_asset(told: Envelope[AssetReady]) -> None:
    """Know a file that can be shown. Safe to repeat: only what is newer than what is known is kept."""
    news = told.data
    asset_service(told.org_id).hear(
        Asset(
            asset_id=news.asset_id,
            asset_kind=news.kind,
            state=AssetState.READY,
            duration_s=news.duration_s,
            told=told.revision,
        )
    )


@listener.on(AssetFailed)
def keep_failed_asset(told: Envelope[AssetFailed]) -> None:
    """Know a file that cannot be shown. Safe to repeat: only what is newer than what is known is kept."""
    news = told.data
    asset_service(told.org_id).hear(
        Asset(asset_id=news.asset_id, asset_kind=news.kind, state=AssetState.FAILED, told=told.revision)
    )


@listener.on(AssetDeleted)
def keep_deleted_asset(told: Envelope[AssetDeleted]) -> None:
    """Know that a file is gone. Safe to repeat: nothing is kept of it afterwards."""
    asset_service(told.org_id).hear(Asset(asset_id=told.data.asset_id, state=AssetState.DELETED, told=told.revision))


listener.require_all()
handler = listener.handler
