"""Schemathesis makes requests up from the API's document, fitting ones and misfits, and people of every role send them.

A few per operation by default, the same every time; ``LMS_FUZZ_EXAMPLES`` asks for more, and for new ones each time
(``make prove`` does).
"""

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from shared.permissions import Role
from tests.support.client import Answer, Client
from tests.support.scene import OPERATIONS, Operation, Scene
from tests.support.scene.conformance import BASE, described, require_conformance

EXAMPLES = int(os.environ.get("LMS_FUZZ_EXAMPLES", "6"))
# What Schemathesis adds by itself; the actor's own is in the client.
NOT_SENT = {"authorization", "user-agent", "accept-encoding", "accept", "connection", "content-length"}


def cases(operation: Operation, scene: Scene) -> st.SearchStrategy[Any]:
    """Requests about the things there are, and about made-up ones."""
    known = {name: scene.things.ids[name] for name in operation.params}
    strategies = [
        described(operation).as_strategy(mode, path_parameters=place)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        for place in ([known, None] if known else [None])
        if not (mode is GenerationMode.NEGATIVE and place and not _has_more_than_a_path(operation))
    ]
    return st.one_of(strategies)


def _has_more_than_a_path(operation: Operation) -> bool:
    places = {parameter["in"] for parameter in operation.about.get("parameters", ())}
    return operation.body is not None or bool(places - {"path"})


def send(client: Client, case: Any) -> Answer:
    """Send a made-up request through the function's door, byte by byte as it would go out."""
    wire = requests.Request(**case.as_transport_kwargs(base_url=BASE)).prepare()
    url = urlsplit(wire.url or "")
    content = wire.body.encode() if isinstance(wire.body, str) else wire.body
    assert content is None or isinstance(content, bytes)
    return client.request(
        case.method,
        unquote(url.path),
        content=content,
        params=parse_qs(url.query, keep_blank_values=True),
        headers={name.lower(): str(value) for name, value in wire.headers.items() if name.lower() not in NOT_SENT},
    )


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_whatever_is_sent_the_answer_is_as_the_document_says(scene: Scene, operation: Operation) -> None:
    people = {role: actor.client for role, actor in scene.cast.items()}
    likely = scene.client if operation.is_public else scene.user_of(operation).client
    senders = st.sampled_from([likely, likely, *(people[role] for role in Role), scene.client])

    @given(case=cases(operation, scene), client=senders)
    @settings(
        max_examples=EXAMPLES,
        derandomize="LMS_FUZZ_EXAMPLES" not in os.environ,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
    def try_it(case: Any, client: Client) -> None:
        answer = send(client, case)

        require_conformance(operation, answer, case)
        if scene.tables.changes():
            scene.tables.rewind()

    try_it()
