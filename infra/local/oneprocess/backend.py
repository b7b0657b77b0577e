"""All rooms in one process, standing on moto."""

import importlib
import os
from collections.abc import Callable, Iterable
from copy import deepcopy
from functools import cache
from typing import Any

from fastapi import FastAPI
from moto import mock_aws
from starlette.types import Receive, Scope, Send

from infra.local.oneprocess.calling import lead_to_rooms
from infra.local.oneprocess.ground import BUS, FILES, PREFIX, ground_for
from infra.local.oneprocess.kept import Kept
from infra.local.oneprocess.moto_manners import teach_manners
from infra.local.oneprocess.paying import URL as RAZORPAY_URL
from infra.local.oneprocess.paying import lead_to_stand_in as lead_to_razorpay
from infra.local.oneprocess.presigned import lead_to_moto
from infra.local.oneprocess.pump import Pump
from infra.local.oneprocess.transcoding import lead_to_stand_in
from infra.local.razorpay.service import Service as RazorpayService
from infra.routing import room_for
from shared import aws
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import forget_connections
from shared.errors import NotFound
from shared.http import render
from shared.manifest import DOORS, Context
from shared.remembering import forget_memories
from shared.secrets import origin_secrets


class OneProcess:
    """All rooms in one process. Between ``start`` and ``stop`` AWS is moto."""

    def __init__(self, contexts: Iterable[Context]) -> None:
        self.contexts = tuple(contexts)
        self._aws = mock_aws()
        self._environment: dict[str, str | None] = {}
        self._apps: dict[str, FastAPI] = {}
        self._pump = Pump(self.contexts)
        self.razorpay = RazorpayService(now=lambda: epoch_seconds(system_clock.now()))

    def start(self) -> None:
        """Set the environment, start moto and put there what the rooms stand on."""
        self._set(
            AWS_DEFAULT_REGION="ap-south-1",
            AWS_ACCESS_KEY_ID="testing",
            AWS_SECRET_ACCESS_KEY="testing",
            # moto does not know the account-specific hosts that botocore prefers.
            AWS_ACCOUNT_ID_ENDPOINT_MODE="disabled",
            POWERTOOLS_SERVICE_NAME="lms",
            POWERTOOLS_METRICS_NAMESPACE="lms",
            LMS_STAGE="test",
            LMS_PUBLIC_URL="http://lms.example",
            LMS_ISSUER="http://lms.example",
            LMS_MAIL_FROM="no-reply@lms.example",
            LMS_BUS=BUS,
            LMS_FILES_BUCKET=FILES,
            LMS_FILES_URL="http://files.lms.example",
            LMS_RAZORPAY_URL=RAZORPAY_URL,
            LMS_TRANSCODER_ROLE="arn:aws:iam::123456789012:role/transcoder",
        )
        for context in self.contexts:
            if context.keeps_rows:
                self._set(**{f"LMS_TABLE_{context.name.upper()}": f"{PREFIX}-{context.name}"})
        self._aws.start()
        lead_to_moto()
        aws.secret.cache_clear()
        forget_memories()
        _forget_what_was_before_moto()
        teach_manners()
        lead_to_stand_in()
        lead_to_rooms()
        lead_to_razorpay(self.razorpay)
        ground = ground_for(self.contexts)
        self._set(**ground.environment)
        self._set(LMS_NEEDS=",".join(sorted(self._needs())))
        self._pump.begin(ground)

    def stop(self) -> None:
        """Stop moto; everything is gone."""
        self._aws.stop()
        for name, value in self._environment.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def app(self, context: str) -> FastAPI:
        """A room's application."""
        if context not in self._apps:
            self._apps[context] = importlib.import_module(f"functions.{context}.api").app
        return self._apps[context]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """All rooms as one ASGI application, each path going to the room that API Gateway would choose."""
        if scope["type"] == "lifespan":
            return
        room = room_for(scope["path"], self.contexts)
        if room is None:
            await render(NotFound("There is nothing at this address."))(scope, receive, send)
            return
        headers = [*scope["headers"], (b"x-origin-secret", origin_secrets()[0].encode())]
        await self.app(room.name)({**scope, "headers": headers}, receive, send)

    def settle(self) -> None:
        """Let everything that was told be heard, and what that causes too, until nothing moves any more."""
        self._pump.run()

    def skip_news(self) -> None:
        """Let nobody hear what was told so far."""
        self._pump.skip()

    def keep(self) -> Callable[[], None]:
        """Remember how everything is now. Gives what lets it all be like that again, as often as wanted."""
        kept, progress, gateway = Kept(), self._pump.progress(), deepcopy(vars(self.razorpay))

        def put_back() -> None:
            kept.put_back()
            vars(self.razorpay).update(deepcopy(gateway))
            forget_memories()
            self._pump.go_on(progress)

        return put_back

    def mails(self) -> list[dict[str, Any]]:
        """The mails sent so far, oldest first, as ``{"to", "subject", "text"}``."""
        from moto.core.models import DEFAULT_ACCOUNT_ID
        from moto.sesv2.models import sesv2_backends

        sent = sesv2_backends[DEFAULT_ACCOUNT_ID]["ap-south-1"].core_backend.sent_messages
        return [
            {"to": mail.destinations["ToAddresses"][0], "subject": mail.subject, "text": mail.body} for mail in sent
        ]

    def _needs(self) -> set[str]:
        """All that some function which requests come in through cannot work without."""
        doors = [(context, module) for context in self.contexts for module in {*DOORS} & {*context.functions()}]
        return {name for context, module in doors for name in context.settings_of(module)}

    def _set(self, **values: str) -> None:
        for name, value in values.items():
            self._environment.setdefault(name, os.environ.get(name))
            os.environ[name] = value


@cache
def _forget_what_was_before_moto() -> None:
    """Drop clients that lead to the real AWS. Done once: clients are dear, and moto's serve every later start."""
    forget_connections()
    aws.forget_clients()
