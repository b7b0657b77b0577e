"""The stages, synthesized once for all tests of the infrastructure."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infra.app import app_of, synthesize
from infra.config import LOCAL, PRODUCTION
from infra.contexts import CONTEXTS
from infra.playback_keys import KeyRing, PlaybackKey
from tests.infra.assembly import Assembly


@pytest.fixture(scope="session")
def local() -> Assembly:
    """What runs on one machine."""
    return Assembly(synthesize(LOCAL), LOCAL.prefix)


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assembly, list[dict[str, Any]]]:
    """What runs in production, and what the security packs find in it."""
    out: Path = tmp_path_factory.mktemp("production")
    installed = replace(
        PRODUCTION,
        repository="someone/lms",
        playback_keys=KeyRing((PlaybackKey.new(), PlaybackKey.new())).public_keys,
        distributions=(("videos", "E1VIDEOS"), ("files", "E2FILES")),
    )
    app = app_of(installed, CONTEXTS, out)
    from aws_cdk import Validations
    from cdk_nag import AwsSolutionsChecks, ServerlessChecks

    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    with suppress(RuntimeError):  # it refuses what has findings; they are in the report
        app.synth()
    report = json.loads((out / "validation-report.json").read_text())
    return Assembly(out, PRODUCTION.prefix), report["pluginReports"]


@pytest.fixture(scope="session")
def production(checked: tuple[Assembly, list[dict[str, Any]]]) -> Assembly:
    """What runs in production."""
    return checked[0]
