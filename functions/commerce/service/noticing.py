"""Taking in webhooks: verified, kept, put onto the bus; whatever follows is done by who hears of it."""

from datetime import datetime, timedelta

from events.commerce import GatewayNotified, NoticedPayment, NoticedRefund, NoticedSubscription
from functions.commerce.domain.notices import Notice, Verdict, notice_id_of, read_notice
from functions.commerce.domain.signatures import is_signed
from functions.commerce.gateways.archive import Archive
from functions.commerce.gateways.bus import Bus
from functions.commerce.gateways.safe import Safe
from functions.commerce.repository.doors import Door, DoorRepository
from shared.clock import Clock, system_clock
from shared.events import DomainEvent, Envelope
from shared.observability import current_trace, log, metric
from shared.remembering import Memory

_doors: Memory[str, Door] = Memory(timedelta(seconds=20), most=2000)
_opened: Memory[bytes, str] = Memory(timedelta(minutes=10), most=4000)


class NoticingService:
    """The door of webhooks."""

    def __init__(self, doors: DoorRepository, safe: Safe, archive: Archive, bus: Bus, clock: Clock = system_clock):
        self._doors = doors
        self._safe = safe
        self._archive = archive
        self._bus = bus
        self._clock = clock

    def take(self, connection_id: str, body: bytes, signature: str | None, event_id: str | None) -> Verdict | None:
        """What is made of a body; None where nobody's webhooks come in at this address.

        Raises when it could be neither kept nor told: then the gateway sends it again.
        """
        door = self._door(connection_id)
        if door is None:
            return None
        now = self._clock.now()
        signed = is_signed(body, signature, self._secrets(door, now))
        if not signed:  # perhaps the secret was replaced a moment ago
            door = _doors.keep(connection_id, self._doors.find(connection_id) or door)
            signed = is_signed(body, signature, self._secrets(door, now))
        notice_id = notice_id_of(event_id if signed else None, body)
        notice = read_notice(notice_id, body) if signed else None
        verdict = Verdict.REFUSED if not signed else Verdict.ACCEPTED if notice else Verdict.UNREADABLE
        self._archive.keep(body, verdict, org_id=door.org_id, connection_id=connection_id, notice_id=notice_id, at=now)
        if notice:
            self._bus.tell(_envelope(door, notice, now))
        else:
            metric("WebhookRefused" if verdict is Verdict.REFUSED else "WebhookUnreadable")
        log(
            "webhook.taken",
            org_id=door.org_id,
            connection_id=connection_id,
            notice_id=notice_id,
            notice=notice.name if notice else None,
            verdict=verdict,
        )
        return verdict

    def _door(self, connection_id: str) -> Door | None:
        door = _doors.find(connection_id) or self._doors.find(connection_id)
        return _doors.keep(connection_id, door) if door else None

    def _secrets(self, door: Door, now: datetime) -> list[str]:
        sealed = [door.sealed_secret]
        if door.former_sealed_secret and door.former_until and now < door.former_until:
            sealed.append(door.former_sealed_secret)
        return [
            _opened.find(one) or _opened.keep(one, self._safe.open(one, door.org_id, door.connection_id))
            for one in sealed
        ]


def _envelope(door: Door, notice: Notice, now: datetime) -> Envelope[DomainEvent]:
    trace = current_trace()
    event = GatewayNotified(
        connection_id=door.connection_id,
        notice_id=notice.notice_id,
        notice=notice.name,
        told_at=notice.told_at,
        gateway_order_id=notice.gateway_order_id,
        gateway_invoice_id=notice.gateway_invoice_id,
        payment=NoticedPayment(**notice.payment.model_dump()) if notice.payment else None,
        refund=NoticedRefund(**notice.refund.model_dump()) if notice.refund else None,
        subscription=NoticedSubscription(**notice.subscription) if notice.subscription else None,
        settlement_id=notice.settlement_id,
    )
    return Envelope[DomainEvent](
        event_id=f"evt_{notice.notice_id}",
        source=event.source,
        detail_type=event.detail_type(),
        occurred_at=now,
        org_id=door.org_id,
        actor_id=trace.actor_id,
        request_id=trace.request_id,
        correlation_id=trace.correlation_id,
        revision=0,
        data=event,
    )
