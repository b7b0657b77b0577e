"""Where the product stands: one object per stage, and everything in which stages differ."""

import platform
import sys
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """What the functions run on. ``wheels`` names uv's platform, or nothing for this machine's own."""

    python: str
    architecture: str
    wheels: str | None = None

    @property
    def compiles_here(self) -> bool:
        """Whether this interpreter writes the bytecode that the runtime reads."""
        return self.python == f"{sys.version_info.major}.{sys.version_info.minor}"


AWS_RUNTIME = Runtime(python="3.13", architecture="arm64", wheels="aarch64-manylinux_2_28")
THIS_MACHINE = Runtime(
    python=f"{sys.version_info.major}.{sys.version_info.minor}",
    architecture="arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "x86_64",
)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One standing copy of the product."""

    name: str
    public_url: str
    """Where people find it: the base of links in mails, and the issuer of tokens."""
    mail_from: str
    account: str | None = None
    """The AWS account, where it is fixed; otherwise that of the credentials that deploy."""
    region: str = "ap-south-1"
    runtime: Runtime = AWS_RUNTIME
    allowed_origins: tuple[str, ...] = ()
    """Browser origins that may call the API."""
    api_domain: str | None = None
    """The API's own domain name, behind CloudFront; its public endpoint is then closed. Needs ``api_certificate``."""
    api_certificate: str | None = None
    files_url: str
    """Where files that people uploaded are served: no cookies go there, and no page of the product stands there."""
    files_certificate: str | None = None
    """The certificate of ``files_url``'s name, in us-east-1; without one CloudFront answers under its own name."""
    edge_certificate: str | None = None
    """The certificate of ``public_url``'s name, in us-east-1; without one CloudFront answers under its own name."""
    keeps_data: bool = True
    """Retained on removal, protected from deletion, recoverable to any second of the last 35 days."""
    on_aws: bool = True
    """Has an edge, alarms and gradual rollouts. The local cloud brings its own edge."""
    log_days: int = 90
    requests_per_second: int = 500
    alarms_to: str | None = None
    """A mail address that hears of alarms."""
    dollars_a_month: int = 100
    """What all of the account may cost in a month before somebody hears of it."""
    repository: str | None = None
    """The GitHub repository (``owner/name``) whose workflow may deploy this stage."""
    playback_keys: tuple[str, ...] = ()
    """The public keys of what lets people see and play, as PEM; the deployment takes them from their secret."""
    distributions: tuple[tuple[str, str], ...] = ()
    """The edge's distributions by what they show of rooms' buckets; the deployment asks the edge's stack."""
    origin_secret_version: str = "initial"
    """Changes when the secret between the edge and the API is rotated, so that new processes read it."""

    @property
    def prefix(self) -> str:
        """How every name of this stage begins."""
        return f"lms-{self.name}"

    @property
    def mail_domain(self) -> str:
        """The domain that mail comes from."""
        return self.mail_from.partition("@")[2]


LOCAL = Stage(
    name="local",
    account="000000000000",
    public_url="http://localhost:8080",
    # Another host, not merely another port: browsers send a host's cookies to all its ports.
    files_url="http://127.0.0.1:8081",
    mail_from="no-reply@lms.example",
    runtime=THIS_MACHINE,
    allowed_origins=("http://localhost:3000", "http://localhost:8080"),
    keeps_data=False,
    on_aws=False,
    log_days=7,
)
STAGING = Stage(
    name="staging",
    public_url="https://staging.lms.example",
    files_url="https://staging.lms-files.example",
    mail_from="no-reply@staging.lms.example",
    allowed_origins=("https://staging.lms.example",),
    log_days=30,
    requests_per_second=200,
    alarms_to="operations@lms.example",
)
PRODUCTION = Stage(
    name="production",
    public_url="https://lms.example",
    files_url="https://lms-files.example",
    mail_from="no-reply@lms.example",
    allowed_origins=("https://lms.example",),
    log_days=365,
    requests_per_second=2_000,
    alarms_to="operations@lms.example",
    dollars_a_month=1_500,
)

STAGES = {stage.name: stage for stage in (LOCAL, STAGING, PRODUCTION)}
