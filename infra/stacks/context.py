"""One room, deployed on its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import AssetHashType, Environment, Stack
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.bundling import Package, bundle, layer
from infra.constructs.context_service import ContextService
from infra.names import Names
from infra.stacks.platform import PlatformStack
from infra.workflows import definition_of
from shared.manifest import Context


class ContextStack(Stack):
    """The generic stack of a room. It brings its own layers, so that code and what it stands on change together."""

    def __init__(
        self,
        scope: Construct,
        *,
        manifest: Context,
        asked: Sequence[Context],
        names: Names,
        platform: PlatformStack,
    ) -> None:
        stage = names.stage
        super().__init__(
            scope,
            names.of(manifest.name),
            env=Environment(account=stage.account, region=stage.region),
            termination_protection=stage.keeps_data,
        )
        wanted = sorted({"core", *manifest.layers, *(name for f in manifest.functions().values() for name in f.layers)})
        self.service = ContextService(
            self,
            "Room",
            manifest=manifest,
            asked=asked,
            names=names,
            key=platform.key,
            api_id=platform.door.api.api_id,
            origin_secret_arn=platform.origin_secret.secret_arn,
            code=_code(bundle(manifest, stage.runtime)),
            layers={name: self._layer(name, names) for name in wanted},
            definitions=_definitions(manifest),
        )
        self.add_stack_dependency(platform)

    def _layer(self, name: str, names: Names) -> lambda_.LayerVersion:
        runtime = names.stage.runtime
        return lambda_.LayerVersion(
            self,
            f"Layer{name.title()}",
            code=_code(layer(name, runtime)),
            description=f"layers/{name}/requirements.txt",
            compatible_runtimes=[lambda_.Runtime(f"python{runtime.python}", lambda_.RuntimeFamily.PYTHON)],
            compatible_architectures=[lambda_.Architecture.custom(runtime.architecture)],
        )


def _code(package: Package) -> lambda_.Code:
    return lambda_.Code.from_asset(str(package.zip), asset_hash=package.key, asset_hash_type=AssetHashType.CUSTOM)


def _definitions(manifest: Context) -> Mapping[str, dict[str, Any]]:
    return {workflow: definition_of(manifest.name, workflow) for workflow in manifest.workflows}
