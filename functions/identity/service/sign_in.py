"""Signing in, staying signed in, changing the organization, signing out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from events import identity as told
from functions.identity.domain.audit import Act
from functions.identity.domain.members import ADMINISTRATORS, MemberStatus
from functions.identity.domain.organizations import Organization
from functions.identity.domain.people import Account
from functions.identity.domain.refreshing import RefreshToken
from functions.identity.domain.sessions import Device, Session
from functions.identity.errors import (
    NotAMember,
    OrganizationNotActive,
    RefreshedElsewhere,
    RefreshTokenRefused,
    RefreshTokenReused,
    SessionOver,
)
from functions.identity.gateways.safe import token_keys
from functions.identity.repository.access import forget_access
from functions.identity.repository.audit import AuditRepository
from functions.identity.repository.memberships import Membership, MembershipRepository
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.sessions import SessionRepository
from functions.identity.service.credentials import CredentialService
from functions.identity.service.signing import SigningService
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.ids import new_id
from shared.observability import log, metric, note_actor


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session with the tokens that stand for it, and where else its person could act."""

    session: Session
    access_token: str
    refresh_token: str
    memberships: list[Membership]


class SignInService:
    """Sessions from their beginning to their end."""

    def __init__(
        self,
        people: PeopleRepository,
        memberships: MembershipRepository,
        credentials: CredentialService,
        signing: SigningService,
    ) -> None:
        self._people = people
        self._memberships = memberships
        self._credentials = credentials
        self._signing = signing

    def sign_in(self, email: str, password: str, slug: str | None, device: Device) -> LiveSession:
        """Begin a session in the organization with that slug, or else in the one that the person joined first."""
        account = self._credentials.require(email, password, device.address)
        note_actor(account.user_id)
        person = self._people.get_person(account.user_id)
        memberships = self._memberships.list_by_person(person)
        chosen = _active(memberships, lambda organization: slug is None or organization.slug == slug)
        now = system_clock.now()
        token = RefreshToken.issued(person.user_id, new_id("ses"), generation=1)
        session = Session(
            session_id=token.session_id,
            user_id=person.user_id,
            org_id=chosen.organization.org_id,
            epoch=person.epoch,
            generation=token.generation,
            refresh_hash=token.digest,
            device=device.name,
            address=device.address,
            created_at=now,
            last_used_at=now,
        )
        self._begin(session, chosen)
        after = self._credentials.after(account, password, device.address)
        if after != account:
            self._remember(after)
        log("signed_in", session_id=session.session_id)
        return self._with_tokens(session, token, memberships)

    def refresh(self, refresh_token: str) -> LiveSession:
        """New tokens for a session. A refresh token is good once: a used one that comes again ends its whole session.

        Of several requests with the same token at the same moment one succeeds; the others are told to use its answer,
        because they read the session while the token was still good.
        """
        token = RefreshToken.read(refresh_token, token_keys())
        session, person = SessionRepository().find_with_person(token.user_id, token.session_id)
        now = system_clock.now()
        if session is None or person is None or not session.is_alive(person.epoch, now):
            raise RefreshTokenRefused
        note_actor(session.user_id)
        if token.generation < session.generation:
            self._end_family(session)
            raise RefreshTokenReused
        if token.generation > session.generation or token.digest != session.refresh_hash:
            raise RefreshTokenRefused
        memberships = self._memberships.list_by_person(person)
        _active(memberships, lambda organization: organization.org_id == session.org_id)
        return self._renewed(session, session.org_id, memberships, now)

    def change_organization(self, caller: Caller, org_id: str) -> LiveSession:
        """Go on in another organization of the person's, with new tokens; the ones before are worth nothing."""
        session, person = SessionRepository().find_with_person(caller.user_id, caller.session_id)
        now = system_clock.now()
        if session is None or person is None or not session.is_alive(person.epoch, now):
            raise SessionOver
        memberships = self._memberships.list_by_person(person)
        _active(memberships, lambda organization: organization.org_id == org_id)
        signed_in = self._renewed(session, org_id, memberships, now)
        forget_access(caller.user_id)
        return signed_in

    def sign_out(self, caller: Caller) -> None:
        """End the caller's session. Safe to repeat."""

        def end() -> None:
            session = SessionRepository().find(caller.user_id, caller.session_id)
            if session and session.ended_at is None:
                SessionRepository().save(session.model_copy(update={"ended_at": system_clock.now()}))

        undisturbed(end)
        forget_access(caller.user_id)

    def _begin(self, session: Session, chosen: Membership) -> None:
        sessions = SessionRepository(session.org_id)
        if ADMINISTRATORS.isdisjoint(chosen.member.roles):
            sessions.create(session)
            return
        with sessions.transaction() as transaction:
            sessions.put(transaction, session)
            AuditRepository(session.org_id).record(
                transaction, Act.ADMINISTRATOR_SIGNED_IN, session.user_id, session_id=session.session_id
            )

    def _remember(self, account: Account) -> None:
        try:
            self._people.save_account(account)
        except ConditionFailed:
            log("account.changed_meanwhile")

    def _renewed(self, session: Session, org_id: str, memberships: list[Membership], now: datetime) -> LiveSession:
        token = RefreshToken.issued(session.user_id, session.session_id, session.generation + 1)
        renewed = session.model_copy(
            update={
                "org_id": org_id,
                "generation": token.generation,
                "refresh_hash": token.digest,
                "last_used_at": now,
            }
        )
        try:
            SessionRepository().save(renewed)
        except ConditionFailed:
            raise RefreshedElsewhere from None
        return self._with_tokens(renewed, token, memberships)

    def _with_tokens(self, session: Session, token: RefreshToken, memberships: list[Membership]) -> LiveSession:
        active = [membership for membership in memberships if membership.is_active]
        return LiveSession(session, self._signing.access_token(session), token.text(token_keys()[0]), active)

    def _end_family(self, session: Session) -> None:
        """End a session whose refresh token was stolen, by whomever; write it down and tell it."""
        sessions = SessionRepository(session.org_id)

        def end() -> None:
            current = sessions.find(session.user_id, session.session_id)
            if current is None or current.ended_at:
                return
            ended = current.model_copy(update={"ended_at": system_clock.now()})
            reused = told.RefreshTokenReused(user_id=session.user_id, session_id=session.session_id)
            with sessions.transaction() as transaction:
                sessions.put(transaction, ended, tells=[reused])
                AuditRepository(session.org_id).record(
                    transaction, Act.REFRESH_TOKEN_REUSED, session.user_id, session_id=session.session_id
                )

        undisturbed(end)
        forget_access(session.user_id)
        metric("RefreshTokenReused")
        log("refresh_token.reused", session_id=session.session_id)


def _active(memberships: list[Membership], wanted: Callable[[Organization], bool]) -> Membership:
    """The first active membership in an organization that is wanted. Raises what says why there is none."""
    found = [membership for membership in memberships if wanted(membership.organization)]
    for membership in found:
        if membership.is_active:
            return membership
    if any(membership.member.status is MemberStatus.ACTIVE for membership in found):
        raise OrganizationNotActive
    raise NotAMember
