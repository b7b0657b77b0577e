"""Access tokens, and attacks on them. The forgeries are made by an independent JWT library, or by hand."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from functions.identity.domain import tokens
from functions.identity.domain.keys import PUBLISHED_AHEAD, ROTATED_EVERY
from functions.identity.domain.tokens import Claims
from functions.identity.errors import TokenRefused
from functions.identity.repository.keys import KeyRepository
from functions.identity.tasks import handler as tasks
from functions.identity.wiring import signing_service
from shared import aws, settings
from shared.clock import epoch_seconds, system_clock
from shared.remembering import forget_memories
from tests.functions.identity.conftest import Resident, Visitor
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.world import World, at_once

ISSUER = "http://lms.example"


def b64(content: Any) -> str:
    """A part of a token."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Forger:
    """Makes tokens that differ from a good one in one respect, even with the real key."""

    def __init__(self, actor: Actor) -> None:
        key, self.private = signing_service().current()
        self.kid = key.kid
        self.client = actor.client
        self.claims: dict[str, Any] = jwt.decode(actor.token, options={"verify_signature": False})
        self.header: dict[str, Any] = jwt.get_unverified_header(actor.token)

    def token(self, header: dict[str, Any] | None = None, /, **claims: Any) -> str:
        """Signed with the real key."""
        signed = f"{b64({**self.header, **(header or {})})}.{b64({**self.claims, **claims})}"
        return f"{signed}.{b64(self.private.sign(signed.encode()))}"

    def without(self, claim: str) -> str:
        """Signed with the real key, but a claim is missing."""
        signed = f"{b64(self.header)}.{b64({name: self.claims[name] for name in self.claims if name != claim})}"
        return f"{signed}.{b64(self.private.sign(signed.encode()))}"

    def by_secret(self, algorithm: str, secret: bytes) -> str:
        """Signed with a shared secret, which a library would not let us do."""
        signed = f"{b64({**self.header, 'alg': algorithm})}.{b64(self.claims)}"
        digest = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[algorithm]
        return f"{signed}.{b64(hmac.new(secret, signed.encode(), digest).digest())}"

    def answers(self, *tokens: str) -> list[str | None]:
        """What the API says to requests under these tokens."""
        return [self.client.with_headers(authorization=f"Bearer {token}").get("/auth/me").code for token in tokens]

    def are_refused(self, *tokens: str) -> bool:
        """Whether the API takes none of them."""
        return set(self.answers(*tokens)) == {"token_refused"}


@pytest.fixture
def forger(admin: Actor) -> Forger:
    """Somebody with the real key, for once."""
    return Forger(admin)


class TestAccessToken:
    def test_is_a_jwt_that_others_can_read(self, admin: Actor) -> None:
        """An independent library reads it with nothing but the published keys."""
        published = jwt.PyJWKSet.from_dict(admin.get("/.well-known/jwks.json").json())
        key = published[jwt.get_unverified_header(admin.token)["kid"]]

        claims = jwt.decode(admin.token, key, algorithms=["EdDSA"], audience="lms-api", issuer=ISSUER)

        assert set(claims) == {"iss", "aud", "sub", "org", "sid", "iat", "exp"}
        assert claims["exp"] - claims["iat"] <= 900
        assert jwt.get_unverified_header(admin.token)["typ"] == "at+jwt"

    def test_carries_no_roles(self, admin: Actor) -> None:
        claims = jwt.decode(admin.token, options={"verify_signature": False})

        assert "admin" not in json.dumps(claims)

    def test_is_over_after_fifteen_minutes(self, world: World, admin: Actor) -> None:
        with world.later(minutes=15, seconds=1):
            answer = admin.get("/auth/me")

        assert (answer.status_code, answer.code) == (401, "token_refused")
        assert answer.headers["www-authenticate"] == "Bearer"


class TestAttacks:
    def test_good_one_of_the_same_make_is_taken(self, forger: Forger) -> None:
        assert forger.answers(forger.token()) == [None]

    def test_no_algorithm(self, forger: Forger) -> None:
        headers = [{**forger.header, "alg": none} for none in ("none", "None", "NONE", "nOnE", "", None)]
        signatures = ("", b64(b"x" * 64))

        assert forger.are_refused(*(f"{b64(h)}.{b64(forger.claims)}.{s}" for h in headers for s in signatures))

    def test_public_key_as_a_shared_secret(self, forger: Forger) -> None:
        public = forger.private.public_key()
        jwk = forger.client.get("/.well-known/jwks.json").json()["keys"][0]
        secrets = (
            public.public_bytes(Encoding.Raw, PublicFormat.Raw),
            public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            jwk["x"].encode(),
            json.dumps(jwk).encode(),
        )

        assert forger.are_refused(
            *(forger.by_secret(algorithm, secret) for algorithm in ("HS256", "HS384", "HS512") for secret in secrets)
        )

    def test_another_algorithm(self, forger: Forger) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        headers = {"kid": forger.kid, "typ": "at+jwt"}

        assert forger.are_refused(jwt.encode(forger.claims, key, algorithm="RS256", headers=headers))

    def test_own_key_under_a_known_name(self, forger: Forger) -> None:
        headers = {"kid": forger.kid, "typ": "at+jwt"}
        own = Ed25519PrivateKey.generate()

        assert forger.are_refused(jwt.encode(forger.claims, own, algorithm="EdDSA", headers=headers))

    def test_a_header_that_brings_its_own_key_or_rules(self, forger: Forger) -> None:
        more: list[dict[str, Any]] = [
            {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}},
            {"jku": "https://evil.example/jwks.json"},
            {"x5u": "https://evil.example/cert.pem"},
            {"x5c": ["AAAA"]},
            {"crit": ["exp"]},
            {"zip": "DEF"},
            {"cty": "JWT"},
        ]

        assert forger.are_refused(*(forger.token(header) for header in more))

    def test_a_name_of_a_key_is_only_looked_up(self, forger: Forger) -> None:
        kids: list[object] = [
            "../../../../dev/null",
            "/etc/passwd",
            "https://evil.example/key",
            "' OR '1'='1",
            f"SEALED#{forger.kid}",
            "",
            "a" * 200,
            "\x00",
            None,
            7,
            ["x"],
            {"x": 1},
        ]

        assert forger.are_refused(*(forger.token({"kid": kid}) for kid in kids))

    def test_made_up_names_of_keys_cost_no_reads(self, forger: Forger) -> None:
        made_up = [forger.token({"kid": f"20261122-{number}"}) for number in range(50)]
        forger.answers(forger.token())

        with counting_calls() as calls:
            refused = forger.are_refused(*made_up)

        assert refused
        assert len(calls) <= 2

    def test_wrong_type(self, forger: Forger) -> None:
        types = ("JWT", "jwt", "rt+jwt", "AT+JWT", "application/at+jwt", "", None)

        assert forger.are_refused(*(forger.token({"typ": typ}) for typ in types))

    def test_wrong_audience(self, forger: Forger) -> None:
        audiences = ("other", ["lms-api"], ["lms-api", "other"], "", 0, None)

        assert forger.are_refused(*(forger.token(aud=aud) for aud in audiences), forger.without("aud"))

    def test_wrong_issuer(self, forger: Forger) -> None:
        issuers = ("https://evil.example", "http://lms.example/", "", None, ["http://lms.example"])

        assert forger.are_refused(*(forger.token(iss=iss) for iss in issuers), forger.without("iss"))

    def test_wrong_time(self, forger: Forger) -> None:
        now = epoch_seconds(system_clock.now())
        over = [forger.token(exp=exp) for exp in (0, -1, now, "9999999999", 1e12, True, None)]
        future = forger.token(iat=now + 3600, exp=now + 4500)

        assert forger.are_refused(*over, future, forger.token(iat="1"), forger.without("exp"), forger.without("iat"))

    def test_somebody_elses_session(self, forger: Forger) -> None:
        """Even a well-signed token stands only for a session that is there, of that person, for that organization."""
        others = [forger.token(**{name: f"{name}_01JD0K2P8N7M6Q5R4S3T2V1W0X"}) for name in ("sub", "org", "sid")]

        assert forger.answers(*others) == ["session_over"] * 3

    def test_odd_claims(self, forger: Forger) -> None:
        names = ("sub", "org", "sid", "exp", "iss", "aud")
        odd = [forger.token(**{name: value}) for name in names for value in (None, 5, ["x"], {"x": 1})]

        assert forger.are_refused(*odd, *(forger.without(name) for name in names))

    def test_changed_payload(self, forger: Forger) -> None:
        header, _, signature = forger.token().split(".")

        assert forger.are_refused(f"{header}.{b64({**forger.claims, 'sub': 'usr_other'})}.{signature}")

    def test_written_in_another_way(self, forger: Forger) -> None:
        good = forger.token()
        header, payload, signature = good.split(".")

        assert forger.are_refused(f"{good}=", f"{header}=.{payload}.{signature}", f"{good}.", f".{good}", f"{good}.x")

    def test_refresh_token(self, visitor: Visitor, student: Resident) -> None:
        answer = visitor.client.with_headers(authorization=f"Bearer {student.refresh_token}").get("/auth/me")

        assert answer.code == "token_refused"

    def test_huge_token(self, forger: Forger) -> None:
        assert forger.answers(forger.token(sub="u" * 2000), forger.token(sub="u" * 9000)) == [
            "token_refused",
            "unauthenticated",
        ]

    def test_odd_authorization(self, world: World) -> None:
        odd = ("", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer a b", "bearer x.y.z", "Bearer " + "." * 300)

        answers = [world.client.with_headers(authorization=header).get("/auth/me") for header in odd]

        assert {answer.status_code for answer in answers} == {401}


class TestForm:
    """The form itself, without storage."""

    key = Ed25519PrivateKey.generate()

    @given(st.binary(max_size=300))
    def test_nothing_at_random_is_taken(self, noise: bytes) -> None:
        text = noise.decode("latin-1")
        with pytest.raises(TokenRefused):
            tokens.kid_of(text)
        with pytest.raises(TokenRefused):
            tokens.verify(text, self.key.public_key(), issuer=ISSUER, now=0)

    @given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 2**40))
    def test_what_is_signed_is_read(self, user_id: str, org_id: str, now: int) -> None:
        claims = Claims(user_id, org_id, "ses", now, now + 900)

        token = tokens.sign(claims, self.key, "k", ISSUER)

        assert tokens.verify(token, self.key.public_key(), issuer=ISSUER, now=now) == claims

    @given(st.integers(min_value=0), st.integers(0, 7))
    def test_one_changed_bit_is_refused(self, place: int, bit: int) -> None:
        token = tokens.sign(Claims("u", "o", "s", 100, 1000), self.key, "k", ISSUER).encode()
        place %= len(token)
        changed = token[:place] + bytes([token[place] ^ (1 << bit)]) + token[place + 1 :]

        with pytest.raises(TokenRefused):
            tokens.verify(changed.decode("latin-1"), self.key.public_key(), issuer=ISSUER, now=500)

    def test_deep_nesting_is_refused(self) -> None:
        with pytest.raises(TokenRefused):
            tokens.kid_of(b64(b"[" * 190))


class TestRotation:
    def test_the_first_key_is_made_once(self, world: World) -> None:
        answers = at_once(12, lambda _: signing_service().current()[0].kid)

        assert len(set(answers)) == 1
        assert len(KeyRepository().get_keyring().keys) == 1

    def test_signs_nobody_out(self, visitor: Visitor, student: Resident) -> None:
        """Old tokens are good through the whole rotation, and new ones from its first moment on."""
        old_kid = jwt.get_unverified_header(student.tokens["access_token"])["kid"]
        with visitor.world.clock() as clock:
            new_kid = tasks({"task": "rotate_signing_keys", "now": True}, None)["kid"]
            meanwhile = visitor.refresh(student.refresh_token).json()
            assert jwt.get_unverified_header(meanwhile["access_token"])["kid"] == old_kid
            clock.advance(PUBLISHED_AHEAD + timedelta(seconds=1))
            afterwards = visitor.refresh(meanwhile["refresh_token"]).json()
            assert jwt.get_unverified_header(afterwards["access_token"])["kid"] == new_kid
            for tokens_of in (student.tokens, meanwhile, afterwards):
                assert Resident(visitor, student.email, tokens_of).client.get("/auth/me").status_code == 200

    def test_a_new_key_is_public_before_it_signs(self, world: World) -> None:
        signing_service().current()
        kid = tasks({"task": "rotate_signing_keys", "now": True}, None)["kid"]

        published = [key["kid"] for key in world.client.get("/.well-known/jwks.json").json()["keys"]]

        assert kid in published
        assert signing_service().current()[0].kid != kid

    def test_happens_every_quarter_by_itself(self, world: World) -> None:
        with world.clock() as clock:
            assert tasks({"task": "rotate_signing_keys"}, None)["kid"]
            assert tasks({"task": "rotate_signing_keys"}, None)["kid"] is None
            clock.advance(ROTATED_EVERY)
            assert tasks({"task": "rotate_signing_keys"}, None)["kid"]

    def test_a_retired_key_goes(self, world: World) -> None:
        with world.clock() as clock:
            first = signing_service().current()[0].kid
            signing_service().rotate()
            clock.advance(timedelta(hours=3))
            signing_service().rotate()

            assert first not in {key.kid for key in KeyRepository().get_keyring().keys}

    def test_a_known_key_is_believed_no_longer_at_once(self, world: World, student: Resident) -> None:
        kid = jwt.get_unverified_header(student.tokens["access_token"])["kid"]
        tasks({"task": "retire_signing_key", "kid": kid}, None)

        with world.later(seconds=61):
            assert student.client.get("/auth/me").code == "token_refused"

    def test_secrets_are_rotated_without_signing_anybody_out(self, visitor: Visitor, student: Resident) -> None:
        for name in ("LMS_SECRET_SIGNING_KEYS", "LMS_SECRET_TOKENS"):
            arn = settings.setting(name)
            rotated = {"current": "n" * 64, "previous": aws.secret(arn)}
            aws.client("secretsmanager").put_secret_value(SecretId=arn, SecretString=json.dumps(rotated))
        _start_anew()

        tokens = visitor.refresh(student.refresh_token).json()

        assert Resident(visitor, student.email, tokens).client.get("/auth/me").status_code == 200
        assert student.client.get("/auth/me").status_code == 200

    def test_goes_on_with_a_new_key_when_the_old_one_cannot_be_opened(
        self, visitor: Visitor, student: Resident
    ) -> None:
        arn = settings.setting("LMS_SECRET_SIGNING_KEYS")
        aws.client("secretsmanager").put_secret_value(SecretId=arn, SecretString="n" * 64)
        _start_anew()

        tokens = visitor.refresh(student.refresh_token).json()

        assert jwt.get_unverified_header(tokens["access_token"]) != jwt.get_unverified_header(
            student.tokens["access_token"]
        )
        assert Resident(visitor, student.email, tokens).client.get("/auth/me").status_code == 200
        assert student.client.get("/auth/me").status_code == 200

    def test_a_secret_that_guards_nothing_is_refused(self, world: World) -> None:
        arn = settings.setting("LMS_SECRET_SIGNING_KEYS")
        aws.client("secretsmanager").put_secret_value(SecretId=arn, SecretString="short")
        _start_anew()

        with pytest.raises(settings.MissingSetting):
            signing_service().current()

    def test_private_keys_are_sealed(self, world: World) -> None:
        key, private = signing_service().current()
        sealed = KeyRepository().find_sealed(key.kid)

        assert sealed
        assert private.private_bytes_raw() not in sealed

    def test_keys_may_be_cached(self, world: World) -> None:
        answer = world.client.get("/.well-known/jwks.json")

        assert answer.headers["cache-control"] == "public, max-age=300"
        assert timedelta(seconds=300) < PUBLISHED_AHEAD


def _start_anew() -> None:
    """As a new process would, which has read no secret yet."""
    aws.secret.cache_clear()
    forget_memories()
