"""AWS's own rules, and CloudFormation's."""

from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack, Validations
from aws_cdk import aws_sqs as sqs
from cdk_nag import AwsSolutionsChecks, ServerlessChecks
from cfnlint.api import lint_file

from tests.infra.assembly import Assembly

WRITTEN_BY_THE_CDK = {"W3005"}  # a dependency that a reference already says: the CDK adds it to every function

Report = list[dict[str, Any]]


class TestSecurityPacks:
    def test_find_nothing_that_is_not_acknowledged_with_its_reason(self, checked: tuple[Assembly, Report]) -> None:
        findings = [
            f"{violation['ruleName']}: {construct['constructPath']}"
            for pack in checked[1]
            for violation in pack["violations"]
            for construct in violation["violatingConstructs"]
        ]

        assert findings == []

    def test_would_find_a_queue_that_takes_plain_http(self, tmp_path: Path) -> None:
        app = App(outdir=str(tmp_path))
        sqs.Queue(Stack(app, "Stack"), "Queue")
        Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))

        with pytest.raises(RuntimeError, match="AwsSolutions-SQS4"):
            app.synth()


class TestCloudFormation:
    def test_takes_every_template_of_production(self, production: Assembly) -> None:
        assert _faults(production) == []


def _faults(assembly: Assembly) -> list[str]:
    matches = [match for path in sorted(assembly.folder.glob("*.template.json")) for match in lint_file(path)]
    return [
        f"{match.rule.id} {match.filename}:{match.linenumber} {match.message}"
        for match in matches
        if match.rule.id not in WRITTEN_BY_THE_CDK
    ]
