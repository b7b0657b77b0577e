"""The CDK's entry: ``LMS_STAGE=staging python -m infra.app`` synthesizes a stage into ``cdk.out/<stage>``.

Nothing is done when nothing changed since the last time, so that the local cloud starts quickly.
"""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from infra.config import STAGES, Stage
from shared.manifest import Context

if TYPE_CHECKING:
    from aws_cdk import App

ROOT = Path(__file__).parent.parent
MADE_OF = ("functions", "shared", "events", "infra", "layers")
MARK = ".made-of"
SAID_BY_ENVIRONMENT = (
    "public_url",
    "mail_from",
    "alarms_to",
    "api_domain",
    "api_certificate",
    "edge_certificate",
    "files_url",
    "files_certificate",
    "repository",
    "origin_secret_version",
)
"""What belongs to one installation rather than to the product."""


def app_of(stage: Stage, contexts: Sequence[Context], out: Path | None = None) -> "App":
    """The whole product of one stage, not yet synthesized."""
    from aws_cdk import App, Stack, Tags

    from infra.names import Names
    from infra.stacks.context import ContextStack
    from infra.stacks.delivery import DeliveryStack
    from infra.stacks.edge import EdgeStack
    from infra.stacks.monitoring import MonitoringStack
    from infra.stacks.platform import PlatformStack

    app = App(
        outdir=str(out) if out else None,
        analytics_reporting=False,
        context={
            # Zips are named by what went into them; the CDK need not hash and copy them again.
            "aws:cdk:disable-asset-staging": True,
            "aws:cdk:enable-path-metadata": False,
            # Only what never changes is exported (the key, the API's id), so no export can hold up a deployment.
            "@aws-cdk/core:defaultCrossStackReferences": "strong",
        },
        tree_metadata=False,
    )
    names = Names(stage)
    platform = PlatformStack(app, names=names)
    rooms: dict[str, Stack] = {}
    for context in contexts:
        asked = [other for other in contexts if other.name in context.asks]
        rooms[context.name] = ContextStack(app, manifest=context, asked=asked, names=names, platform=platform)
    for context in contexts:
        for name in context.asks:
            rooms[context.name].add_stack_dependency(rooms[name])
    if stage.on_aws:
        EdgeStack(app, names=names).add_stack_dependency(platform)
        MonitoringStack(app, contexts=contexts, names=names, platform=platform)
    if stage.on_aws and stage.repository:
        DeliveryStack(app, names=names, repository=stage.repository)
    Tags.of(app).add("product", "lms")
    Tags.of(app).add("stage", stage.name)
    return app


def synthesize(stage: Stage, contexts: Sequence[Context] | None = None) -> Path:
    """The cloud assembly of a stage, made anew only when something that it is made of has changed."""
    if contexts is None:
        from infra.contexts import CONTEXTS

        contexts = CONTEXTS
    out = ROOT / "cdk.out" / stage.name
    mark, now = out / MARK, _fingerprint(stage, contexts)
    if mark.exists() and mark.read_text() == now and _has_its_zips(out):
        return out
    mark.unlink(missing_ok=True)
    app_of(stage, contexts, out).synth()
    mark.write_text(now)
    return out


def stage_from_environment() -> Stage:
    """The stage that ``LMS_STAGE`` names, with what the environment says of it: ``LMS_PUBLIC_URL`` and so on."""
    name = os.environ.get("LMS_STAGE", "local")
    if name not in STAGES:
        raise SystemExit(f"There is no stage {name!r}; there are: {', '.join(STAGES)}.")
    stage = STAGES[name]
    said = {field: os.environ.get(f"LMS_{field.upper()}") for field in SAID_BY_ENVIRONMENT}
    return replace(stage, **{field: value for field, value in said.items() if value})  # type: ignore[arg-type]  # all text


def _fingerprint(stage: Stage, contexts: Sequence[Context]) -> str:
    """A hash of everything that a stage is made of."""
    digest = hashlib.sha256(repr((stage, contexts, sys.version, sys.platform)).encode())
    shipped = [ROOT / name for context in contexts for name in context.ships]
    found = [path for folder in MADE_OF for path in (ROOT / folder).rglob("*")]
    for path in sorted({ROOT / "requirements" / "dev.txt", *shipped, *found}):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and "__pycache__" not in parts and parts[:2] != ("infra", "local"):
            digest.update("/".join(parts).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _has_its_zips(out: Path) -> bool:
    """Whether the zips that an assembly speaks of are still there."""
    for manifest in out.glob("*.assets.json"):
        files = json.loads(manifest.read_text()).get("files", {}).values()
        if not all((out / file["source"]["path"]).exists() for file in files):
            return False
    return True


if __name__ == "__main__":
    print(synthesize(stage_from_environment()).relative_to(ROOT))
