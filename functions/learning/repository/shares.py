"""Reads and writes progress that learners share."""

from dataclasses import dataclass

from functions.learning.domain.shares import Share
from functions.learning.tables import LearningRow, ShareCodeRow, ShareRow
from shared.dynamo import Ask, GlobalRepository, Repository


@dataclass(frozen=True, slots=True)
class Shared:
    """Whose progress a code shows."""

    org_id: str
    course_id: str
    user_id: str


class ShareCodeRepository(GlobalRepository):
    """Codes are of no tenant: who has one is asked for nothing else."""

    table = LearningRow

    def find(self, code: str) -> Shared | None:
        """Whose progress a code shows."""
        row = self._find(ShareCodeRow, ShareCodeRow.key(code))
        return Shared(row.org_id, row.course_id, row.user_id) if row else None


class ShareRepository(Repository):
    """What one tenant's learners share."""

    table = LearningRow

    def asking(self, course_id: str, user_id: str) -> Ask[Share | None]:
        """The question for what somebody shares of a course."""
        key = ShareRow.key(self.org_id, course_id, user_id)
        return Ask(self, [key], lambda rows: Share.model_validate(rows[key]) if key in rows else None, consistent=True)

    def find(self, course_id: str, user_id: str) -> Share | None:
        """What somebody shares of a course."""
        row = self._find(ShareRow, ShareRow.key(self.org_id, course_id, user_id), consistent=True)
        return Share.model_validate(row) if row else None

    def add(self, course_id: str, user_id: str, share: Share) -> None:
        """Store what is shared, and its code; ``ConditionFailed`` if something is shared already."""
        pk, sk = ShareCodeRow.key(share.code)
        code = ShareCodeRow(pk=pk, sk=sk, org_id=self.org_id, course_id=course_id, user_id=user_id)
        with self._transaction() as transaction:
            transaction.create(self._row(course_id, user_id, share))
            transaction.create(code, by=ShareCodeRepository(self.org_id))

    def save(self, course_id: str, user_id: str, share: Share) -> Share:
        """Replace what is shown under the same code; ``ConditionFailed`` if it just changed."""
        row = self._row(course_id, user_id, share)
        self._save(row)
        return share.model_copy(update={"revision": row.revision})

    def remove(self, course_id: str, user_id: str, share: Share) -> None:
        """Share it no longer: from now on the code shows nothing; ``ConditionFailed`` if it just changed."""
        pk, sk = ShareCodeRow.key(share.code)
        with self._transaction() as transaction:
            transaction.delete(self._row(course_id, user_id, share))
            transaction.forget(ShareCodeRow(pk=pk, sk=sk), by=ShareCodeRepository(self.org_id))

    def _row(self, course_id: str, user_id: str, share: Share) -> ShareRow:
        pk, sk = ShareRow.key(self.org_id, course_id, user_id)
        row = ShareRow.of(share, pk=pk, sk=sk)
        row.shows = sorted(share.shows)
        return row
