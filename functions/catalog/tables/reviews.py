"""Rows of reviews: what learners say, how many stars they gave together, and who may say something."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.catalog.tables.base import CatalogRow, course_partition
from shared.dynamo import IntegerAttribute, Key


class ReviewRow(CatalogRow, discriminator="Review"):
    """What one learner says about one course; in the index by whether it is shown."""

    review_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    rating = IntegerAttribute()
    text = UnicodeAttribute()
    state = UnicodeAttribute()
    reason = UnicodeAttribute()
    moderated_by = UnicodeAttribute(null=True)
    reply = UnicodeAttribute(null=True)
    replied_by = UnicodeAttribute(null=True)
    replied_at = UTCDateTimeAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, review_id: str = "") -> Key:
        """Where a review stands among those of its course."""
        return f"{course_partition(org_id, course_id)}#REVIEWS", f"REVIEW#{review_id}"

    @staticmethod
    def index_key(org_id: str, course_id: str, state: str, review_id: str = "") -> Key:
        """Where it stands among those that are shown, or hidden."""
        return f"{course_partition(org_id, course_id)}#REVIEWS#{state}", review_id


class RankRow(CatalogRow, discriminator="Rank"):
    """Lists a review that is shown by its stars. Never changes: another one takes its place."""

    review_id = UnicodeAttribute()
    user_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, rating: int = 0, review_id: str = "") -> Key:
        """Where a review stands by its stars; of those with as many, by its time."""
        return f"{course_partition(org_id, course_id)}#RANKS", f"{rating}#{review_id}"


class RatingsRow(CatalogRow, discriminator="Ratings"):
    """How many reviews that are shown gave how many stars."""

    stars = JSONAttribute()

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where the ratings of a course stand."""
        return f"{course_partition(org_id, course_id)}#REVIEWS", "RATINGS"


class ReviewerRow(CatalogRow, discriminator="Reviewer"):
    """Somebody who is or was enrolled, and which review is theirs: so there cannot be two."""

    user_id = UnicodeAttribute()
    review_id = UnicodeAttribute(null=True)

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str) -> Key:
        """Where somebody stands among those who may review a course."""
        return f"{course_partition(org_id, course_id)}#REVIEWERS", user_id
