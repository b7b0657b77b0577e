"""Everything that one room is made of, from its manifest."""

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.archive import Archive
from infra.constructs.closed_network import ClosedNetwork
from infra.constructs.context_table import ContextTable
from infra.constructs.files_bucket import FilesBucket
from infra.constructs.http_routes import HttpRoutes
from infra.constructs.inbox import Inbox
from infra.constructs.relay import Relay
from infra.constructs.rollout import Rollouts
from infra.constructs.room_function import RoomFunction
from infra.constructs.schedules import Schedules
from infra.constructs.transcoder import Transcoder
from infra.constructs.work_queue import DeadLetters, WorkQueue
from infra.constructs.workflow import Workflow
from infra.inventory import API, HOOKS, RELAY, RELAY_TIMEOUT_S
from infra.names import Names
from shared.manifest import DOORS, WRITE, Context, Function, Secret

OPEN = ("kms:Decrypt", "kms:DescribeKey")
SEAL = ("kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo")

OBJECTS = ("DeleteObject", "GetObject", "PutObject")
LIST = "ListBucket"
"""Of the bucket, where the others are of what lies in it; without it what is not there looks forbidden."""


class ContextService(Construct):
    """A table, a function per kind of work, and the routes, rules, queues, machines and grants between them."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        manifest: Context,
        asked: Sequence[Context],
        names: Names,
        key: kms.IKey,
        api_id: str,
        origin_secret_arn: str,
        code: lambda_.Code,
        layers: Mapping[str, lambda_.ILayerVersion],
        definitions: Mapping[str, dict[str, Any]],
    ) -> None:
        super().__init__(scope, id)
        self._manifest, self._asked, self._names, self._key = manifest, asked, names, key
        self._origin_secret_arn, self._code, self._layers = origin_secret_arn, code, layers
        self._rollouts = Rollouts(self, "Rollouts") if names.stage.on_aws else None
        self._secrets = {secret.name: self._secret(secret) for secret in manifest.secrets}
        self._files = self._table = self._transcoder = None
        if manifest.keeps_files:
            self._files = FilesBucket(
                self,
                "Files",
                context=manifest.name,
                names=names,
                key=key,
                expiries=manifest.expiries,
                takes_uploads=manifest.takes_uploads,
                shows=manifest.shows,
            )
            if any(function.transcodes for function in manifest.functions().values()):
                self._transcoder = Transcoder(self, "Transcoder", files=self._files, key=key, names=names)
            if manifest.archives:
                Archive(self, "Archive", context=manifest.name, files=self._files, key=key, names=names)
        if manifest.keeps_rows:
            self._table = ContextTable(self, "Table", context=manifest.name, names=names, key=key)
        self.functions = {
            module: self._own_function(module, function) for module, function in manifest.functions().items()
        }
        self._open_routes(api_id)
        self._tell()
        self._hear()
        self._run_workflows(definitions)
        if manifest.schedules or manifest.notices:
            Schedules(
                self,
                "Clock",
                context=manifest.name,
                schedules=manifest.schedules,
                notices=manifest.notices,
                function=self.functions["tasks"],
                names=names,
            )

    def _own_function(self, module: str, spec: Function) -> RoomFunction:
        """A function that runs the room's own code, with what its manifest entry allows it."""
        manifest, names = self._manifest, self._names
        function = self._function(
            module,
            handler=f"functions.{manifest.name}.{module}.handler",
            layers=(*manifest.layers, *spec.layers),
            memory_mb=spec.memory_mb,
            timeout_s=spec.timeout_s,
            environment=self._environment(module, spec),
            network=self._closed_network() if spec.isolated and names.stage.on_aws else None,
        )
        if spec.isolated:
            function.deny_everything()
            return function
        self._allow_rows(function, "OwnRows", manifest, spec.table)
        for other in (other for other in self._asked if other.name in manifest.asked_by(spec)):
            self._allow_rows(function, f"Ask{other.name.title()}", other, other.answers)
        secrets = [self._secrets[name].secret_arn for name in spec.secrets]
        if module in DOORS:
            secrets.append(self._origin_secret_arn)
        if secrets:
            function.allow("ReadSecrets", ["secretsmanager:GetSecretValue"], secrets)
        for workflow in spec.machines:
            function.allow(
                f"Start{workflow.title().replace('_', '')}",
                ["states:StartExecution"],
                [names.machine_arn(manifest.name, workflow)],
            )
        for workflow in spec.answers_machines:
            answers = f"Answer{workflow.title().replace('_', '')}"
            function.allow(answers, ["states:SendTaskSuccess"], [names.machine_arn(manifest.name, workflow)])
        if spec.calls:
            function.allow("CallTasks", ["lambda:InvokeFunction"], [names.tasks_arn(room) for room in spec.calls])
        if self._transcoder and spec.transcodes:
            self._transcoder.let_use(function)
        if spec.sends_mail:
            mail = [f"identity/{names.stage.mail_domain}", f"configuration-set/{names.stage.prefix}"]
            function.allow("SendMail", ["ses:SendEmail"], [names.arn("ses", resource) for resource in mail])
        if spec.tells:
            function.allow("Tell", ["events:PutEvents"], [names.bus_arn])
        if spec.seals:
            function.allow("SealAndOpen", [f"kms:{action}" for action in spec.seals], [self._key.key_arn])
        self._allow_files(function, spec)
        self._allow_key(function, writes=bool(spec.files) or bool(set(spec.table) & set(WRITE)))
        return function

    def _function(
        self,
        module: str,
        *,
        handler: str,
        layers: Sequence[str],
        memory_mb: int,
        timeout_s: int,
        environment: Mapping[str, str],
        network: ClosedNetwork | None = None,
    ) -> RoomFunction:
        return RoomFunction(
            self,
            module.title(),
            context=self._manifest.name,
            module=module,
            handler=handler,
            code=self._code,
            layers=[self._layers[name] for name in layers],
            memory_mb=memory_mb,
            timeout_s=timeout_s,
            environment=environment,
            names=self._names,
            rollouts=self._rollouts,
            network=network,
        )

    def _closed_network(self) -> ClosedNetwork:
        return ClosedNetwork(self, "Network")

    def _environment(self, module: str, spec: Function) -> dict[str, str]:
        manifest, names, stage = self._manifest, self._names, self._names.stage
        own = (manifest.name,) if manifest.keeps_rows else ()
        environment = {
            f"LMS_TABLE_{context.upper()}": names.of(context) for context in (*own, *manifest.asked_by(spec))
        }
        environment |= {f"LMS_SECRET_{name.upper()}": self._secrets[name].secret_arn for name in spec.secrets}
        environment |= {
            f"LMS_MACHINE_{workflow.upper()}": names.machine_arn(manifest.name, workflow) for workflow in spec.machines
        }
        environment |= {f"LMS_TASKS_{room.upper()}": names.tasks_arn(room) for room in spec.calls}
        if spec.sends_mail:
            environment["LMS_MAIL_FROM"] = stage.mail_from
        if spec.tells:
            environment["LMS_BUS"] = names.bus
        if spec.seals:
            environment["LMS_KEY"] = self._key.key_arn
        if self._files and spec.files:
            environment["LMS_FILES_BUCKET"] = self._files.bucket.bucket_name
        if self._transcoder and spec.transcodes:
            environment["LMS_TRANSCODER_ROLE"] = self._transcoder.role.role_arn
        if module == API and manifest.shows:
            environment["LMS_FILES_URL"] = stage.files_url
        if module in DOORS:
            environment["LMS_ORIGIN_SECRET"] = self._origin_secret_arn
            environment["LMS_ORIGIN_SECRET_VERSION"] = stage.origin_secret_version
        if module in manifest.functions():
            environment["LMS_NEEDS"] = ",".join(manifest.settings_of(module))
        return environment | {"LMS_PUBLIC_URL": stage.public_url, "LMS_ISSUER": stage.public_url}

    def _allow_rows(self, function: RoomFunction, sid: str, whose: Context, actions: Sequence[str]) -> None:
        if whose.keeps_rows and actions:
            arn = self._names.table_arn(whose.name)
            index = [f"{arn}/index/gsi1"] if "Query" in actions else []
            function.allow(sid, [f"dynamodb:{action}" for action in actions], [arn, *index])

    def _allow_files(self, function: RoomFunction, spec: Function) -> None:
        if not (self._files and spec.files):
            return
        actions = OBJECTS if isinstance(spec.files, bool) else spec.files
        bucket = self._files.bucket.bucket_arn
        of_objects = [f"s3:{action}" for action in sorted(set(actions) - {LIST})]
        function.allow("KeepFiles", of_objects, [f"{bucket}/*"])
        if LIST in actions:
            function.allow("ListFiles", [f"s3:{LIST}"], [bucket])
        finding = f"AwsSolutions-IAM5[Resource::<{self._files.logical_id}.Arn>/*]"
        acknowledge(function.policy, finding, "Every object of the room's own bucket, and of no other.")

    def _allow_key(self, function: RoomFunction, *, writes: bool) -> None:
        """The stage's key, but only through the services that keep what it encrypts."""
        stage = self._names.stage
        services = [f"{service}.{stage.region}.amazonaws.com" for service in ("dynamodb", "s3", "secretsmanager")]
        function.allow(
            "OpenWhatIsEncrypted",
            [*OPEN, *(SEAL if writes else ())],
            [self._key.key_arn],
            StringEquals={"kms:ViaService": services},
        )

    def _secret(self, secret: Secret) -> secretsmanager.Secret:
        made = secretsmanager.Secret(
            self,
            f"Secret{secret.name.title()}",
            secret_name=self._names.secret(self._manifest.name, secret.name),
            description=secret.description,
            encryption_key=self._key,
            generate_secret_string=secretsmanager.SecretStringGenerator(password_length=64, exclude_punctuation=True),
            removal_policy=RemovalPolicy.RETAIN if self._names.stage.keeps_data else RemovalPolicy.DESTROY,
        )
        acknowledge(made, "AwsSolutions-SMG4", "The room that owns it rotates it, and keeps the old one valid for a wh")
        return made

    def _open_routes(self, api_id: str) -> None:
        for id, module, routes in (
            ("Routes", API, self._manifest.routes),
            ("HookRoutes", HOOKS, self._manifest.hook_routes),
        ):
            if routes:
                alias = self.functions[module].alias
                HttpRoutes(self, id, routes=routes, api_id=api_id, alias=alias, names=self._names)

    def _tell(self) -> None:
        if not (self._manifest.tells and self._table):
            return
        context, names = self._manifest.name, self._names
        retry = WorkQueue(
            self,
            "RelayRetry",
            context=context,
            purpose="relay-retry",
            dead="relay-dead",
            names=names,
            timeout_s=RELAY_TIMEOUT_S,
        )
        function = self._function(
            RELAY,
            handler="shared.relay.handler",
            layers=("core",),
            memory_mb=512,
            timeout_s=RELAY_TIMEOUT_S,
            environment={"LMS_BUS": names.bus, "LMS_RELAY_RETRY_URL": retry.queue.queue_url},
        )
        self._allow_key(function, writes=False)
        stream_arn = self._table.table.table_stream_arn
        if stream_arn:
            lost = DeadLetters(self, "RelayLost", name=names.of(context, "relay-lost"))
            Relay(self, "Telling", function=function, retry=retry, lost=lost, stream_arn=stream_arn, names=names)

    def _hear(self) -> None:
        if self._manifest.hears:
            context, names = self._manifest.name, self._names
            inbox = WorkQueue(
                self,
                "Inbox",
                context=context,
                purpose="inbox",
                dead="inbox-dead",
                names=names,
                timeout_s=self._manifest.handlers.timeout_s,
            )
            function = self.functions["handlers"]
            hears = self._manifest.hears
            Inbox(self, "Hearing", context=context, hears=hears, inbox=inbox, function=function, names=names)

    def _run_workflows(self, definitions: Mapping[str, dict[str, Any]]) -> None:
        for workflow in self._manifest.workflows:
            Workflow(
                self,
                f"Workflow{workflow.title().replace('_', '')}",
                context=self._manifest.name,
                workflow=workflow,
                definition=definitions[workflow],
                tasks=self.functions["tasks"].alias,
                others=self._manifest.workflows_use,
                names=self._names,
            )
