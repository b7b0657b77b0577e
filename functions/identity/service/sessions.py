"""Where somebody is signed in, and signing out there."""

from events.identity import SessionsRevoked
from functions.identity.domain.audit import Act
from functions.identity.domain.sessions import Session
from functions.identity.errors import SessionNotFound
from functions.identity.repository.access import forget_access
from functions.identity.repository.audit import AuditRepository
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.sessions import SessionRepository
from functions.identity.service.finding import Found
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import undisturbed
from shared.listing import Listed
from shared.pagination import PageRequest


class SessionService:
    """The caller's own sessions."""

    def __init__(self, people: PeopleRepository) -> None:
        self._people = people

    def list_own(self, caller: Caller, paging: PageRequest) -> Found[Session]:
        """The caller's sessions that are alive, the newest first. A page may have fewer than were asked for."""
        query = f"sessions|{caller.user_id}"
        start = paging.start(query, org_id="")
        page = SessionRepository().list_by_person(caller.user_id, limit=paging.limit, start=start)
        now = system_clock.now()
        # Those of an earlier epoch ended with it; the one that asks is of the present one.
        epoch = next((one.epoch for one in page.items if one.session_id == caller.session_id), None)
        if epoch is None:
            epoch = self._people.get_person(caller.user_id).epoch
        alive = [session for session in page.items if session.is_alive(epoch, now)]
        return Found.page(Listed(alive, page.next_key), query, org_id="")

    def revoke(self, caller: Caller, session_id: str) -> None:
        """End one of the caller's sessions. Raises ``SessionNotFound``."""
        sessions = SessionRepository(caller.org_id)

        def end() -> None:
            session = sessions.find(caller.user_id, session_id)
            if session is None or session.ended_at:
                raise SessionNotFound(session_id=session_id)
            event = SessionsRevoked(user_id=caller.user_id, session_id=session_id)
            with sessions.transaction() as transaction:
                ended = session.model_copy(update={"ended_at": system_clock.now()})
                sessions.put(transaction, ended, tells=[event])
                AuditRepository(session.org_id).record(
                    transaction, Act.SESSIONS_REVOKED, caller.user_id, session_id=session_id
                )

        undisturbed(end)
        forget_access(caller.user_id)

    def revoke_others(self, caller: Caller) -> None:
        """End all of the caller's sessions but this one, also those that begin at this moment."""
        sessions = SessionRepository(caller.org_id)

        def end() -> None:
            session, person = sessions.find_with_person(caller.user_id, caller.session_id)
            if session is None or person is None:
                raise SessionNotFound(session_id=caller.session_id)
            event = SessionsRevoked(user_id=caller.user_id, session_id=None)
            renewed = person.signed_out(system_clock.now())
            with sessions.transaction() as transaction:
                self._people.put_person(transaction, renewed, tells=[event])
                sessions.put(transaction, session.model_copy(update={"epoch": renewed.epoch}))
                AuditRepository(caller.org_id).record(transaction, Act.SESSIONS_REVOKED, caller.user_id)

        undisturbed(end)
        forget_access(caller.user_id)
