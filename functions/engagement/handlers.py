"""Engagement's reactions: every rule is one."""

from collections.abc import Callable

from functions.engagement.domain.rules import RULES, Rule
from functions.engagement.manifest import ENGAGEMENT
from functions.engagement.wiring import telling_service
from shared.events import DomainEvent, Envelope
from shared.listening import Listener

listener = Listener(ENGAGEMENT)


def _telling(rule: Rule) -> Callable[[Envelope[DomainEvent]], None]:
    def tell(told: Envelope[DomainEvent]) -> None:
        """Tell people. Safe to repeat: the delivery's key is the event and the person."""
        telling_service(told.org_id).tell(told, rule)

    return tell


for _rule in RULES:
    listener.on(_rule.event)(_telling(_rule))
listener.require_all()
handler = listener.handler
