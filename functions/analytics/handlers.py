"""Every event that figures are of is counted; what it claims is in ``domain.claims``."""

from typing import Any

from events.identity import OrganizationChanged
from functions.analytics.manifest import ANALYTICS
from functions.analytics.wiring import counting_service
from shared.events import Envelope
from shared.listening import Listener

listener = Listener(ANALYTICS)


@listener.on(OrganizationChanged)
def note_zone(told: Envelope[OrganizationChanged]) -> None:
    """Count days in the zone that the organization has now. Safe to repeat: then it is that already."""
    counting_service(told.data.organization_id).note_zone(told)


def count(told: Envelope[Any]) -> None:
    """Safe to repeat: registers remember what was counted."""
    counting_service(told.org_id).count(told)


for heard in ANALYTICS.hears:
    if heard is not OrganizationChanged:
        listener.on(heard)(count)
listener.require_all()
handler = listener.handler
