"""Letting people see and play what stands in lessons, a few minutes at a time."""

from dataclasses import dataclass
from datetime import datetime

from functions.catalog.published import assets as catalog_assets
from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.courses import CourseCard
from functions.catalog.published.outlines import Learner, OutlineLesson
from functions.learning.published import enrolments as learning
from functions.learning.published.enrolments import EnrolmentCard
from functions.media.domain.assets import Asset, AssetState
from functions.media.domain.playback import GRANTED_FOR, Access, Grant, Shown, SignedVariant, Viewer, access
from functions.media.domain.video import MASTER, POSTER
from functions.media.errors import AssetNotFound, AssetNotReady, LessonNotOpen, PlaybackRefused
from functions.media.gateways.signing import Signer
from functions.media.gateways.streams import streams_below
from functions.media.permissions import PLAY_ALL
from functions.media.repository.assets import AssetRepository
from shared import settings
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import answer


@dataclass(frozen=True, slots=True)
class Place:
    """A file as it stands in a lesson."""

    asset_id: str
    course_id: str
    lesson_id: str


class PlaybackService:
    """One organization's files, for those who may see them."""

    def __init__(self, assets: AssetRepository, signer: Signer, clock: Clock = system_clock) -> None:
        self._org_id = assets.org_id
        self._assets, self._signer, self._clock = assets, signer, clock

    def grant(self, place: Place, *, by: Caller) -> Grant:
        """What opens a file for the next minutes. Ask again before they are over; it is checked anew each time.

        Raises ``AssetNotFound``, ``AssetNotReady``, ``PlaybackRefused`` or ``LessonNotOpen``.
        """
        asset, course, enrolment = answer(
            self._assets.asking(place.asset_id),
            catalog.asking_course(self._org_id, place.course_id),
            learning.asking_enrolment(self._org_id, place.course_id, by.user_id),
        )
        if asset is None or asset.activity_id or course is None:
            raise AssetNotFound(asset_id=place.asset_id)
        self._require_access(place, course, enrolment, by)
        if asset.state is not AssetState.READY:
            raise AssetNotReady(asset_id=asset.asset_id, state=asset.state.value)
        return self.signed(asset, self._clock.now() + GRANTED_FOR)

    def _require_access(self, place: Place, course: CourseCard, enrolment: EnrolmentCard | None, by: Caller) -> None:
        lesson = self._lesson(course, place.lesson_id)
        in_version = lesson is not None and place.asset_id in lesson.asset_ids
        is_staff = by.user_id in course.instructor_ids or by.may(PLAY_ALL)
        shown = Shown(
            in_version=in_version,
            in_draft=is_staff and not in_version and self._is_drafted(place),
            free_preview=lesson is not None and lesson.free_preview,
            on_offer=course.status is catalog.CourseStatus.PUBLISHED,
        )
        viewer = Viewer(is_staff=is_staff, is_enrolled=enrolment is not None and enrolment.gives_access)
        found = access(viewer, shown)
        if found is Access.HIDDEN:
            raise AssetNotFound(asset_id=place.asset_id)
        if found is Access.NOT_ENROLLED:
            raise PlaybackRefused(course_id=place.course_id)
        if lesson and enrolment and not is_staff and not (shown.free_preview and shown.on_offer):
            self._require_open(course, lesson, enrolment)

    def _require_open(self, course: CourseCard, lesson: OutlineLesson, enrolment: EnrolmentCard) -> None:
        outline = catalog_outlines.outline(self._org_id, course.course_id, course.current_version or 0)
        learner = Learner(enrolment.enrolled_at, enrolment.lessons_done)
        reasons = catalog_outlines.locks(outline, lesson, learner, self._clock.now())
        if reasons:
            raise LessonNotOpen(" ".join(reason.message for reason in reasons), lesson_id=lesson.lesson_id)

    def _lesson(self, course: CourseCard, lesson_id: str) -> OutlineLesson | None:
        """The lesson in the version that students see."""
        if course.current_version is None:
            return None
        return catalog_outlines.outline(self._org_id, course.course_id, course.current_version).find_lesson(lesson_id)

    def _is_drafted(self, place: Place) -> bool:
        return place.asset_id in catalog_assets.draft_assets(self._org_id, place.course_id, place.lesson_id)

    def signed(self, asset: Asset, until: datetime) -> Grant:
        """A stream for what was transcoded, addresses for everything else."""
        if asset.renditions is not None:
            path = f"/{streams_below(self._org_id, asset.asset_id)}"
            base = settings.public_url() + path
            return Grant(
                asset_id=asset.asset_id,
                url=f"{base}{MASTER}.m3u8",
                poster_url=f"{base}{POSTER}" if asset.width else None,
                expires_at=until,
                cookies=self._signer.cookies(base, until),
                cookie_path=path,
            )
        variants = tuple(
            SignedVariant(self._file(variant.key, until), variant.width, variant.height, variant.content_type)
            for variant in asset.variants
        )
        largest = max(variants, key=lambda variant: variant.width, default=None)
        url = self._file(asset.served_key, until) if asset.served_key else None
        return Grant(
            asset_id=asset.asset_id, url=url or (largest.url if largest else None), expires_at=until, variants=variants
        )

    def _file(self, key: str, until: datetime) -> str:
        return self._signer.url(f"{settings.files_url()}/{key}", until)
