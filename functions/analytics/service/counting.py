"""Counting: what an event claims goes into registers, and the difference into figures."""

from datetime import timedelta
from typing import Any

from functions.analytics.domain.zones import Zones
from functions.analytics.repository.registers import RegisterRepository
from functions.identity import published as identity
from shared.dynamo import answer, undisturbed
from shared.events import Envelope
from shared.remembering import Memory

UTC_ZONE = "UTC"
_TRIES = 40
"""News of one learner is counted one after the other; so much other news may come at the same moment."""
_zones: Memory[str, Zones] = Memory(timedelta(minutes=1))


class CountingService:
    """One tenant's figures."""

    def __init__(self, registers: RegisterRepository) -> None:
        self._registers = registers

    def count(self, told: Envelope[Any]) -> None:
        """Count an event. Safe to repeat, at once too, late, and in any order; see ``domain.registers``."""
        from functions.analytics.domain.claims import claims_of  # brings the events of every room

        claims = claims_of(told, self._begun_zones())
        # Those of the tenant first, in the order in which the registers are read.
        claims.sort(key=lambda claim: claim.of_platform)

        def act() -> None:
            own, platform = answer(self._registers.asking(claims), self._registers.asking_platform(claims))
            self._registers.put(list(zip(claims, [*own, *platform], strict=True)))

        if claims:
            undisturbed(act, most=_TRIES)

    def note_zone(self, told: Envelope[Any]) -> None:
        """Count days in the organization's present zone from the moment of the news on. Safe to repeat."""
        before = self._begun_zones()
        found = identity.find_organization(self._registers.org_id)
        if found is None or before.at(told.occurred_at) == found.time_zone:
            return
        undisturbed(lambda: self._registers.move_zones(found.time_zone, told.occurred_at))
        _zones.forget(lambda org_id: org_id == self._registers.org_id)

    def zones(self) -> Zones:
        """The zones in which the organization's days are counted; before anything is, that of the organization now."""
        return self._known_zones() or Zones((("", self._zone_now()),))

    def _begun_zones(self) -> Zones:
        known = self._known_zones()
        if known is None:
            self._registers.begin_zones(self._zone_now())
            known = self._known_zones()
        return known or Zones((("", UTC_ZONE),))

    def _known_zones(self) -> Zones | None:
        org_id = self._registers.org_id
        known = _zones.find(org_id)
        if known is None and (found := self._registers.find_zones()):
            known = _zones.keep(org_id, found)
        return known

    def _zone_now(self) -> str:
        found = identity.find_organization(self._registers.org_id)
        return found.time_zone if found else UTC_ZONE
