"""What is to be looked at when its time has come: everything at once, one organization's trouble apart."""

from collections.abc import Callable
from datetime import timedelta

from functions.commerce.errors import GatewayUnavailable
from functions.commerce.repository.deadlines import DeadlineRepository
from functions.commerce.service.due import MOST_SILENCES, DueService
from functions.commerce.tables import CommerceRow
from shared.clock import system_clock
from shared.deadlines import AT_ONCE, Deadline
from tests.support.world import World

Seen = list[tuple[str, str]]


def set_deadlines(count: int, *, org_id: str = "org_a", late: float = 1.0, kind: str = "order") -> None:
    """So many deadlines, that many minutes over."""
    deadlines, at = DeadlineRepository(), system_clock.now() - timedelta(minutes=late)
    for start in range(0, count, 50):
        with deadlines._transaction() as transaction:
            for number in range(start, min(count, start + 50)):
                deadlines.set(transaction, Deadline(org_id, f"{kind}:{number}", at))


def waiting() -> int:
    """How many deadlines there are."""
    found = (CommerceRow.query(f"GLOBAL#DEADLINES#{shard:02}") for shard in range(DeadlineRepository.shards))
    return sum(1 for rows in found for _ in rows)


def looking(look: Callable[[str, str], None], *, workers: int = 1, looks_for_s: float = 60) -> int:
    service = DueService(DeadlineRepository(), {"order": look}, workers=workers, looks_for_s=looks_for_s)
    return service.look()


class TestARound:
    def test_sees_everything_that_is_due_once(self, world: World) -> None:
        count, seen = DeadlineRepository.shards * 40, Seen()
        set_deadlines(count)
        set_deadlines(30, org_id="org_b", late=-5)

        looked = looking(lambda org_id, what: seen.append((org_id, what)), workers=4)

        assert looked == len(seen) == len(set(seen)) == count
        assert waiting() == 30

    def test_goes_on_beyond_one_page_of_a_shard(self, world: World) -> None:
        deadlines, seen = DeadlineRepository(), Seen()
        for minute in range(AT_ONCE + 20):  # of one thing, so in one shard
            with deadlines._transaction() as transaction:
                deadlines.set(transaction, Deadline("org_a", "order:1", system_clock.now() - timedelta(minutes=minute)))

        assert looking(lambda org_id, what: seen.append((org_id, what))) == AT_ONCE + 20
        assert waiting() == 0

    def test_ends_when_its_time_is_over_and_leaves_the_rest_to_the_next(self, world: World) -> None:
        set_deadlines(20)

        assert looking(lambda *_: None, looks_for_s=0) == 0
        assert looking(lambda *_: None) == 20

    def test_puts_off_what_fails_and_what_follows_where_a_gateway_is_silent(self, world: World) -> None:
        set_deadlines(40, org_id="org_silent")
        set_deadlines(40, org_id="org_well")
        asked = Seen()

        def look(org_id: str, what: str) -> None:
            asked.append((org_id, what))
            if org_id == "org_silent":
                raise GatewayUnavailable

        assert looking(look) == 80
        assert sum(org_id == "org_silent" for org_id, _ in asked) == MOST_SILENCES
        assert waiting() == 40
        with world.later(hours=2):
            assert looking(lambda *_: None) == 40
