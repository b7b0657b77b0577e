"""Reads and writes registers, and the figures that follow from them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from functions.analytics.domain.measures import ORGANIZATION, PLATFORM, STUDENTS, Bucket, Figures, added, difference
from functions.analytics.domain.registers import Claim, Counted, Study, Value, joined
from functions.analytics.domain.zones import Zones
from functions.analytics.tables import AnalyticsRow, FiguresRow, RegisterRow, StudyRow, ZonesRow
from shared.dynamo import Ask, ConditionFailed, GlobalRepository, Key, Repository, Row, Transaction

SHARDS = 8
"""Of figures that many write at once; see ``tables``."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a register holds, as it was read."""

    value: Value | None = None
    revision: int = 0


def shards_of(subject: str) -> int:
    """In how many rows each of its figures stands."""
    return SHARDS if subject in {ORGANIZATION, PLATFORM} else 1


class PlatformRepository(GlobalRepository):
    """The platform's registers and figures."""

    table = AnalyticsRow


class RegisterRepository(Repository):
    """One tenant's registers."""

    table = AnalyticsRow

    def find_zones(self) -> Zones | None:
        """The zones in which days are counted; None before anything is."""
        row = self._find(ZonesRow, ZonesRow.key(self.org_id), consistent=True)
        return Zones(tuple((since, zone) for since, zone in row.since)) if row else None

    def begin_zones(self, zone: str) -> None:
        """Count days in a zone from the beginning, unless there is one already."""
        pk, sk = ZonesRow.key(self.org_id)
        with suppress(ConditionFailed):
            self._create(ZonesRow(pk=pk, sk=sk, since=[["", zone]]))

    def move_zones(self, zone: str, moment: datetime) -> None:
        """Count in another zone from some moment on. Raises ``ConditionFailed`` where others changed it meanwhile."""
        row = self._find(ZonesRow, ZonesRow.key(self.org_id), consistent=True)
        if row is None:
            return
        zones = Zones(tuple((since, zone) for since, zone in row.since))
        moved = zones.moved(zone, moment)
        if moved is not zones:
            row.since = [list(one) for one in moved.since]
            self._save(row)

    def asking(self, claims: Sequence[Claim]) -> Ask[list[Held]]:
        """The question what the registers hold that some claims of the tenant are about, in their order."""
        return self._asking(self, [claim for claim in claims if not claim.of_platform])

    def asking_platform(self, claims: Sequence[Claim]) -> Ask[list[Held]]:
        """The same, of the platform's."""
        return self._asking(PlatformRepository(clock=self._clock), [claim for claim in claims if claim.of_platform])

    def put(self, news: Sequence[tuple[Claim, Held]]) -> None:
        """Join the claims into their registers, and add to all figures what that changes: all or nothing.

        Raises ``ConditionFailed`` where a register was changed since it was read.
        """
        platform = PlatformRepository(clock=self._clock)
        changes: dict[bool, list[Figures]] = {False: [], True: []}
        with self._transaction() as transaction:
            for claim, held in news:
                after = joined(held.value, claim.value)
                if after is held.value:
                    continue
                row = self._register_row(claim, after, held.revision)
                whose: Repository = platform if claim.of_platform else self
                transaction.store(row, by=whose)
                changes[claim.of_platform].append(
                    difference(after.figures(), held.value.figures() if held.value else {})
                )
            shard = crc32(news[0][0].key.encode())
            for of_platform, figures in changes.items():
                whose = platform if of_platform else self
                for bucket, counts in added(*figures).items():
                    self._add(transaction, whose, bucket, counts, shard % shards_of(bucket.subject))

    def _asking(self, whose: Repository, claims: Sequence[Claim]) -> Ask[list[Held]]:
        keys = [self._key(claim) for claim in claims]

        def made(rows: dict[Key, Row]) -> list[Held]:
            return [_held(rows.get(key)) for key in keys]

        return Ask(whose, keys, made, consistent=True)

    def _key(self, claim: Claim) -> Key:
        if isinstance(claim.value, Study):
            return StudyRow.key(self.org_id, claim.value.course_id, claim.user_id)
        return RegisterRow.key("GLOBAL" if claim.of_platform else f"ORG#{self.org_id}", claim.key)

    def _register_row(self, claim: Claim, after: Value, revision: int) -> RegisterRow | StudyRow:
        pk, sk = self._key(claim)
        if not isinstance(after, Study):
            return RegisterRow(pk=pk, sk=sk, value=after.dump(), revision=revision)
        gsi1pk, gsi1sk = StudyRow.index_key(self.org_id, claim.user_id, after.course_id)
        row = StudyRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, value=after.dump(), revision=revision)
        row.user_id, row.course_id = claim.user_id, after.course_id
        return row

    def _add(
        self, transaction: Transaction, whose: Repository, bucket: Bucket, counts: Mapping[str, int], shard: int
    ) -> None:
        pk, sk = FiguresRow.key(whose._scope, bucket.subject, bucket.name, bucket.currency, shard)
        row = FiguresRow(pk=pk, sk=sk)
        actions: list[Action] = [Path(measure).add(number) for measure, number in counts.items()]
        if bucket.subject.startswith(STUDENTS):
            course_id = bucket.subject.removeprefix(STUDENTS)
            row.gsi1pk, row.gsi1sk = FiguresRow.learner_key(self.org_id, bucket.name, course_id)
            actions += [FiguresRow.gsi1pk.set(row.gsi1pk), FiguresRow.gsi1sk.set(row.gsi1sk)]
        transaction.change(row, actions, by=whose)


def _held(row: Row | None) -> Held:
    if isinstance(row, StudyRow):
        return Held(Study.load(row.value), row.revision)
    return Held(Counted.load(row.value), row.revision) if isinstance(row, RegisterRow) else Held()
