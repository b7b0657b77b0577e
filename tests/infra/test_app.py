"""Synthesizing: the same every time, and for the stage that was named."""

from pathlib import Path

import pytest

from infra.app import app_of, stage_from_environment
from infra.config import LOCAL, PRODUCTION, STAGES
from infra.contexts import CONTEXTS
from tests.infra.assembly import Assembly


class TestSynthesis:
    def test_gives_the_same_templates_every_time(self, local: Assembly, tmp_path: Path) -> None:
        app_of(LOCAL, CONTEXTS, tmp_path).synth()

        for path in sorted(local.folder.glob("*.template.json")):
            assert (tmp_path / path.name).read_text() == path.read_text()

    def test_stays_far_from_what_cloudformation_takes(self, production: Assembly) -> None:
        for template in production.templates.values():
            assert len(template["Resources"]) <= 400  # of 500

    def test_makes_a_stack_per_room_and_those_that_all_share(self, local: Assembly, production: Assembly) -> None:
        rooms = {f"lms-{{}}-{context.name}" for context in CONTEXTS} | {"lms-{}-platform"}

        assert set(local.templates) == {name.format("local") for name in rooms}
        assert set(production.templates) == {
            name.format("production") for name in rooms | {"lms-{}-delivery", "lms-{}-edge", "lms-{}-monitoring"}
        }


class TestStage:
    def test_is_the_one_that_the_environment_names(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LMS_STAGE", "production")
        monkeypatch.setenv("LMS_PUBLIC_URL", "https://learn.example")

        stage = stage_from_environment()

        assert stage.name == PRODUCTION.name
        assert stage.public_url == "https://learn.example"

    def test_must_exist(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LMS_STAGE", "moon")

        with pytest.raises(SystemExit, match="There is no stage 'moon'"):
            stage_from_environment()

    def test_keeps_its_data_everywhere_but_on_one_machine(self) -> None:
        assert {stage.name for stage in STAGES.values() if not stage.keeps_data} == {"local"}
