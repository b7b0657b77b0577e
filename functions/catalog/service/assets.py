"""What the catalog knows of files, and what that means for who publishes lessons that show them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from functions.catalog.domain.assets import Asset, AssetUse, why_unusable
from functions.catalog.domain.content import blocks_from, places_of_assets
from functions.catalog.domain.lessons import Lesson
from functions.catalog.errors import CourseNotPublishable
from functions.catalog.repository.assets import AssetRepository
from functions.catalog.repository.bodies import BodyRepository
from shared.dynamo import undisturbed
from shared.errors import FieldError

MOST_REFUSALS = 20
MOST_IN_COURSE = 5_000
"""How many files the lessons of a course may show together."""


class AssetService:
    """One tenant's files as far as its courses show them."""

    def __init__(self, assets: AssetRepository, bodies: BodyRepository) -> None:
        self._assets = assets
        self._bodies = bodies

    def hear(self, news: Asset) -> None:
        """Keep the news about a file, unless newer news came before it."""

        def attempt() -> None:
            known = self._assets.find(news.asset_id)
            if known is None or news.outdates(known):
                kind = news.asset_kind or (known.asset_kind if known else None)
                revision = known.revision if known else 0
                self._assets.save(news.model_copy(update={"asset_kind": kind, "revision": revision}))

        undisturbed(attempt)

    def require_usable(self, lessons: Iterable[Lesson]) -> None:
        """Raise ``CourseNotPublishable``, with the places, if students could not be shown a file of these lessons."""
        showing = [lesson for lesson in lessons if lesson.uses]
        asset_ids = dict.fromkeys(asset_id for lesson in showing for asset_id in lesson.asset_ids)
        if len(asset_ids) > MOST_IN_COURSE:
            raise CourseNotPublishable(f"A course shows at most {MOST_IN_COURSE} files, this one {len(asset_ids)}.")
        known = self._assets.find_many(asset_ids)
        refusals = (refusal for lesson in showing for refusal in self.refusals(lesson, known))
        if errors := list(islice(refusals, MOST_REFUSALS)):
            raise CourseNotPublishable("Some files cannot be shown to students.", errors=errors)

    def known(self, lessons: Iterable[Lesson]) -> Mapping[str, Asset]:
        """What is known of the files of these lessons, by id."""
        return self._assets.find_many(asset_id for lesson in lessons for asset_id in lesson.asset_ids)

    def refusals(self, lesson: Lesson, known: Mapping[str, Asset]) -> Iterator[FieldError]:
        """The places in a lesson of files that students could not be shown, and why. Its body is read if need be."""
        reasons = {use: why for use in lesson.uses if (why := why_unusable(use, known.get(use.asset_id)))}
        if not reasons:
            return
        for place, use in self._places(lesson):
            if use in reasons:
                yield FieldError(f"/lessons/{lesson.lesson_id}{place}", *reasons[use])

    def _places(self, lesson: Lesson) -> Iterator[tuple[str, AssetUse]]:
        if lesson.assets:
            body = self._bodies.get(lesson.course_id, lesson.body_id)
            yield from places_of_assets(blocks_from(body.blocks))
        for number, attachment in enumerate(lesson.attachments):
            yield f"/attachments/{number}/asset_id", AssetUse(attachment.asset_id, None)
