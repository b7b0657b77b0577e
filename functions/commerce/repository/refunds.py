"""Reads and writes the rule by which an organization gives money back."""

from functions.commerce.domain.refunds import RefundPolicy
from functions.commerce.tables import CommerceRow, RefundPolicyRow
from shared.dynamo import ConditionFailed, Repository
from shared.errors import PreconditionFailed


class RefundPolicyRepository(Repository):
    """One tenant's rule."""

    table = CommerceRow

    def read(self) -> RefundPolicy:
        """The rule as it is now; the usual one where none was made."""
        row = self._find(RefundPolicyRow, RefundPolicyRow.key(self.org_id), consistent=True)
        return RefundPolicy.model_validate(row) if row else RefundPolicy()

    def save(self, policy: RefundPolicy) -> RefundPolicy:
        """Replace it. Raises ``PreconditionFailed`` when it was changed since it was read."""
        pk, sk = RefundPolicyRow.key(self.org_id)
        row = RefundPolicyRow.of(policy, pk=pk, sk=sk)
        try:
            self._store(row)
        except ConditionFailed:
            raise PreconditionFailed from None
        return RefundPolicy.model_validate(row)
