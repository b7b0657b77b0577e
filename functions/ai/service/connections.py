"""Connecting a provider of one's own, and forgetting it."""

from dataclasses import dataclass

from functions.ai.domain.connections import AiConnection
from functions.ai.domain.places import is_public_place
from functions.ai.errors import ProviderPlaceRefused
from functions.ai.gateways.safe import KeyService
from functions.ai.repository.connections import AiConnectionRepository
from shared.auth import Caller
from shared.clock import system_clock
from shared.errors import PreconditionFailed


@dataclass(frozen=True, slots=True)
class ProviderWish:
    """Which provider is wanted; the key in the clear, never stored, logged or answered."""

    base_url: str
    model: str
    key: str
    currency: str
    input_micro: int
    output_micro: int

    def __repr__(self) -> str:
        return f"ProviderWish({self.base_url}, {self.model})"


class AiConnectionService:
    """One tenant's provider. Who may change it is said at the door."""

    def __init__(self, connections: AiConnectionRepository, safe: KeyService) -> None:
        self._connections = connections
        self._safe = safe

    def find(self) -> AiConnection | None:
        """The provider, without its key."""
        return self._connections.find()

    def connect(self, wish: ProviderWish, *, expected: int, by: Caller) -> AiConnection | None:
        """Have tasks done there from now on. Raises ``ProviderPlaceRefused``, ``PreconditionFailed``."""
        if not is_public_place(wish.base_url):
            raise ProviderPlaceRefused.field("/base_url", "not_public", ProviderPlaceRefused.__doc__ or "")
        self._require(expected)
        self._connections.save(
            AiConnection(
                base_url=wish.base_url,
                model=wish.model,
                sealed_key=self._safe.seal(wish.key, by.org_id),
                key_ends=wish.key[-4:],
                currency=wish.currency,
                input_micro=wish.input_micro,
                output_micro=wish.output_micro,
                updated_by=by.user_id,
                updated_at=system_clock.now(),
                revision=expected,
            )
        )
        return self._connections.find()

    def disconnect(self) -> None:
        """Forget it with its key; nothing leaves any more. Doing so again changes nothing."""
        found = self._connections.find()
        if found:
            self._connections.forget(found)

    def _require(self, expected: int) -> None:
        found = self._connections.find()
        revision = found.revision if found else 0
        if revision != expected:
            raise PreconditionFailed(current_revision=revision)
