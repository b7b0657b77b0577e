"""The public keys as they are published."""

from pydantic import ConfigDict

from shared.schemas import Out


class JwkOut(Out):
    """A public key (RFC 8037)."""

    kty: str
    crv: str
    x: str
    kid: str
    use: str
    alg: str


class JwksOut(Out):
    """The public keys that access tokens are checked with (RFC 7517)."""

    keys: list[JwkOut]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "keys": [
                        {
                            "kty": "OKP",
                            "crv": "Ed25519",
                            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                            "kid": "20261122-9f3a51c2d4e5f607",
                            "use": "sig",
                            "alg": "EdDSA",
                        }
                    ]
                }
            ]
        }
    )
