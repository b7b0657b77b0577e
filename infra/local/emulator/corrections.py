"""Where MiniStack differs from AWS in ways that would force the stacks or the code to differ too, it is put right here.

MiniStack is pinned to one version exactly, and these reach into its private parts; after an upgrade the system tests
say which of them are still needed and which broke.
"""

import gzip
import json
import threading
import zipfile
from base64 import b64encode
from collections.abc import Callable
from email.utils import parseaddr
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from infra.local.emulator.layers import keep_layers_as_files
from infra.local.emulator.unpacking import UnpackedOnce

# Types that mean something on AWS only: they are recorded, and create nothing here. MiniStack would refuse the stack.
WITHOUT_EFFECT = (
    "AWS::CloudFront::KeyGroup",
    "AWS::CloudFront::PublicKey",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentConfig",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::Events::Archive",
    "AWS::Events::EventBusPolicy",
    "AWS::Logs::QueryDefinition",
    "AWS::SecretsManager::ResourcePolicy",
    "AWS::SecretsManager::RotationSchedule",
    "AWS::WAFv2::LoggingConfiguration",
    "AWS::WAFv2::WebACLAssociation",
)
KEPT_LOG_STREAMS = 2_000
STAND_INS = {"aws.mediaconvert"}


def apply() -> None:
    """Put right everything that is known to differ."""
    accept_types_without_effect()
    let_alarms_calculate()
    let_secrets_be_referred_to_by_arn()
    give_queues_addresses_of_aws()
    check_mail_against_its_identity()
    keep_unread_stream_records()
    keep_layers_as_files()
    keep_mails()
    bound_logs()
    unpack_once()
    let_stand_ins_tell()
    check_answers_against_their_machine()
    let_events_flow_into_streams()
    compress_what_streams_deliver()


def accept_types_without_effect() -> None:
    """Gradual rollout, archives and the like have nothing to act on here."""
    handlers = _module("services.cloudformation.provisioners")._RESOURCE_HANDLERS

    def create(logical_id: str, _properties: dict[str, Any], stack: str) -> tuple[str, dict[str, str]]:
        name = f"{stack}-{logical_id}"
        return name, {"Arn": f"arn:aws:without-effect:::{name}", "Id": name}

    def update(physical_id: str, _old: dict[str, Any], _new: dict[str, Any], _stack: str) -> tuple[str, dict[str, str]]:
        return physical_id, {"Arn": f"arn:aws:without-effect:::{physical_id}", "Id": physical_id}

    def delete(_physical_id: str, _properties: dict[str, Any]) -> None:
        pass

    for kind in WITHOUT_EFFECT:
        handlers.setdefault(kind, {"create": create, "update": update, "delete": delete})


def let_alarms_calculate() -> None:
    """An alarm over an expression is refused by MiniStack; it is recorded as one over the expression's first metric."""
    provisioners = _module("services.cloudformation.provisioners")
    record: Callable[[str, dict[str, Any]], Any] = provisioners._cw_metric_alarm_record

    def simplified(name: str, properties: dict[str, Any]) -> Any:
        measured = [entry["MetricStat"] for entry in properties.get("Metrics") or [] if "MetricStat" in entry]
        if not measured:
            return record(name, properties)
        plain = {key: value for key, value in properties.items() if key != "Metrics"}
        first = measured[0]
        return record(name, plain | first["Metric"] | {"Period": first["Period"], "Statistic": "Sum"})

    provisioners._cw_metric_alarm_record = simplified


def let_secrets_be_referred_to_by_arn() -> None:
    """`Ref` of a secret is its ARN on AWS; here it is the name, which no policy would match."""
    handler = _module("services.cloudformation.provisioners")._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, update, delete = handler["create"], handler["update"], handler["delete"]

    def name_of(arn: str) -> str:
        return arn.partition(":secret:")[2].rpartition("-")[0]

    def create_by_arn(logical_id: str, properties: dict[str, Any], stack: str) -> tuple[str, dict[str, str]]:
        _, attributes = create(logical_id, properties, stack)
        return attributes["Arn"], attributes

    def update_by_arn(arn: str, *rest: Any, **more: Any) -> tuple[str, dict[str, str]]:
        _, attributes = update(name_of(arn), *rest, **more)
        return attributes["Arn"], attributes

    def delete_by_arn(arn: str, properties: dict[str, Any]) -> None:
        delete(name_of(arn), properties)

    handler.update({"create": create_by_arn, "update": update_by_arn, "delete": delete_by_arn})


def give_queues_addresses_of_aws() -> None:
    """MiniStack puts its own port into a queue's address, and would not find the queue again on another port."""
    queues = _module("services.sqs")

    def address(account: str, name: str) -> str:
        return f"https://sqs.{queues.REGION}.amazonaws.com/{account}/{name}"

    queues._queue_url_for_account = address


def check_mail_against_its_identity() -> None:
    """Sending mail is authorized on the identity it comes from; MiniStack asks for the right to `*`."""
    actions = _module("core.iam_actions")
    mail = _module("services.ses_v2")
    named = actions._ses_v2_resource_arn

    def resource(method: str, path: str, body: bytes, region: str, account: str) -> str:
        if not path.rstrip("/").endswith(("/outbound-emails", "/outbound-bulk-emails")):
            return str(named(method, path, body, region, account))
        address = parseaddr(json.loads(body or b"{}").get("FromEmailAddress") or "")[1]
        known = {identity for *_, identity in [*mail._identities._data, *mail._v1_identities._data]}
        identity = address if address in known else address.partition("@")[2]
        return f"arn:aws:ses:{region}:{account}:identity/{identity}"

    actions._ses_v2_resource_arn = resource


def keep_unread_stream_records() -> None:
    """MiniStack saves how far a stream was read but not its records: news written just before a stop would be lost."""
    tables = _module("services.dynamodb")
    functions = _module("services.lambda_svc")
    get_state, load = tables.get_state, tables.load_persisted_state

    def read_by_all(account: str, region: str, table: str, newest: int) -> int:
        positions = [
            functions._dynamodb_stream_positions.get_scoped(account, region, mapping["UUID"], 0)
            for (owner, place, _), mapping in list(functions._esms._data.items())
            if (owner, place) == (account, region) and f":table/{table}/stream/" in mapping["EventSourceArn"]
        ]
        return min(positions, default=newest)

    def state_with_records() -> dict[str, Any]:
        records, trimmed = type(tables._stream_records)(), type(tables._stream_trimmed)()
        for (account, region, table), all_records in list(tables._stream_records._data.items()):
            oldest = tables._stream_trimmed.get_scoped(account, region, table, 0)
            read = max(read_by_all(account, region, table, oldest + len(all_records)), oldest)
            records.set_scoped(account, region, table, all_records[read - oldest :])
            trimmed.set_scoped(account, region, table, read)
        return {**get_state(), "stream_records": records, "stream_trimmed": trimmed}

    def load_with_records(data: dict[str, Any]) -> None:
        load(data)
        tables._stream_records._data.update(data["stream_records"]._data if "stream_records" in data else {})
        tables._stream_trimmed._data.update(data["stream_trimmed"]._data if "stream_trimmed" in data else {})

    tables.get_state, tables.load_persisted_state = state_with_records, load_with_records


def keep_mails() -> None:
    """The outbox is read by a person: it is still there after a restart."""
    mail = _module("services.ses")
    get_state, load = mail.get_state, mail.load_persisted_state

    def state_with_mails() -> dict[str, Any]:
        return {**get_state(), "sent": mail._sent_emails}

    def load_with_mails(data: dict[str, Any]) -> None:
        load(data)
        mail._sent_emails._data.update(data["sent"]._data if "sent" in data else {})

    mail.get_state, mail.load_persisted_state = state_with_mails, load_with_mails


def bound_logs() -> None:
    """Every invocation opens a log stream here and none is ever closed: keep the newest ones of each group."""
    functions = _module("services.lambda_svc")
    logs = _module("services.cloudwatch_logs")
    emit = functions._emit_lambda_logs

    def emit_bounded(function: dict[str, Any], *rest: Any, **more: Any) -> None:
        emit(function, *rest, **more)
        config = function.get("config") or function
        group = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config.get('FunctionName')}"
        streams = (logs._log_groups.get(group) or {}).get("streams", {})
        if len(streams) > KEPT_LOG_STREAMS:
            for name in list(streams)[: KEPT_LOG_STREAMS // 4]:
                streams.pop(name, None)

    functions._emit_lambda_logs = emit_bounded


def unpack_once() -> None:
    """Every worker process unpacks all its layers anew here (seconds each); they are unpacked once, and linked."""
    _module("core.lambda_runtime").zipfile = SimpleNamespace(**vars(zipfile) | {"ZipFile": UnpackedOnce})


def let_stand_ins_tell() -> None:
    """What stands in for an AWS service tells its news as that service; everybody else is refused such a source."""
    events = _module("services.eventbridge")
    put = events._put_events

    def put_events(data: dict[str, Any], allow_aws_source: bool = False) -> Any:
        sources = {entry.get("Source") for entry in data.get("Entries", [])}
        return put(data, allow_aws_source=allow_aws_source or sources == STAND_INS)

    events._put_events = put_events


def check_answers_against_their_machine() -> None:
    """Answering a task that waits is authorized on its state machine; MiniStack asks for the right to `*`."""
    states, actions = _module("services.stepfunctions"), _module("core.iam_actions")
    execute, wait, field = states._execute_task, states._invoke_with_callback, actions._safe_json_field
    here, machines = threading.local(), dict[str, str]()

    def execute_task(state: Any, given: Any, execution: Any, context: dict[str, Any]) -> Any:
        here.machine = context["StateMachine"]["Id"]
        return execute(state, given, execution, context)

    def wait_for_answer(resource: str, given: Any, token: str, state: Any) -> Any:
        machines[token] = here.machine
        try:
            return wait(resource, given, token, state)
        finally:
            machines.pop(token, None)

    def field_or_machine(body: bytes, name: str) -> str:
        found = str(field(body, name) or "")
        if name == "stateMachineArn" and not found:
            return machines.get(field(body, "taskToken") or "", "")
        return found

    states._execute_task, states._invoke_with_callback = execute_task, wait_for_answer
    actions._safe_json_field = field_or_machine


def let_events_flow_into_streams() -> None:
    """MiniStack's rules know no Firehose stream as a target; what such a target gets is put into its stream."""
    events, streams = _module("services.eventbridge"), _module("services.firehose")
    invoke = events._invoke_target

    def invoke_target(target: dict[str, Any], event: Any, rule: Any, view: Any = None) -> None:
        stream = str(target.get("Arn", "")).partition(":deliverystream/")[2]
        if not stream:
            invoke(target, event, rule, view)
            return
        seen = (view or events._pattern_event_view(event)).event_with_detail()
        record = b64encode(json.dumps(seen).encode()).decode()
        streams._put_record({"DeliveryStreamName": stream, "Record": {"Data": record}})

    events._invoke_target = invoke_target


def compress_what_streams_deliver() -> None:
    """MiniStack writes each record as a file of its own as it comes: it is made what the stream's settings say."""
    streams = _module("services.firehose")
    deliver, put = streams._deliver_to_s3, streams._put_s3_object
    here = threading.local()

    def deliver_compressed(stream: Any, destination: dict[str, Any], record: bytes, lambda_keys: Any = None) -> None:
        here.compresses = destination["config"].get("CompressionFormat") == "GZIP"
        deliver(stream, destination, record, lambda_keys)

    def put_compressed(bucket: str, key: str, body: bytes) -> None:
        put(bucket, key, gzip.compress(body + b"\n", mtime=0) if getattr(here, "compresses", False) else body)

    streams._deliver_to_s3, streams._put_s3_object = deliver_compressed, put_compressed


def _module(name: str) -> Any:
    return import_module(f"ministack.{name}")
