"""MediaConvert's REST API: CreateJob, GetJob, CancelJob and Probe, as botocore's own client speaks it."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.local.mediaconvert import ffmpeg
from infra.local.mediaconvert.failures import JobFailed, Refused, bad_request
from infra.local.mediaconvert.jobs import Jobs, Tell, probe_result
from infra.local.mediaconvert.settings import Json
from infra.local.mediaconvert.store import Store

VERSION = "/2017-08-29"


def create_app(store: Store, tell: Tell, *, region: str) -> Starlette:
    """The service as an application."""
    jobs = Jobs(store, tell, region)

    async def create(request: Request) -> Response:
        return await _answer(jobs.create, await _body(request), status=201)

    async def get(request: Request) -> Response:
        return await _answer(jobs.get, request.path_params["job_id"])

    async def cancel(request: Request) -> Response:
        return await _answer(jobs.cancel, request.path_params["job_id"], status=202)

    async def probe(request: Request) -> Response:
        return await _answer(lambda asked: _probe(store, asked), await _body(request))

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ready"})

    return Starlette(
        routes=[
            Route("/_health", health),
            Route(f"{VERSION}/jobs", create, methods=["POST"]),
            Route(f"{VERSION}/jobs/{{job_id}}", get, methods=["GET"]),
            Route(f"{VERSION}/jobs/{{job_id}}", cancel, methods=["DELETE"]),
            Route(f"{VERSION}/probe", probe, methods=["POST"]),
        ],
        exception_handlers={Refused: _refusal},
    )


async def _answer(act: Callable[[Any], Json], argument: Any, *, status: int = 200) -> Response:
    return JSONResponse(await run_in_threadpool(act, argument), status_code=status)


async def _body(request: Request) -> Json:
    try:
        body = json.loads(await request.body())
    except ValueError as broken:
        raise bad_request("The body is no JSON.") from broken
    if not isinstance(body, dict):
        raise bad_request("The body is no object.")
    return body


async def _refusal(_request: Request, refused: Exception) -> Response:
    assert isinstance(refused, Refused)
    return JSONResponse(
        {"message": str(refused)}, status_code=refused.status, headers={"x-amzn-errortype": refused.kind}
    )


def _probe(store: Store, request: Json) -> Json:
    results = []
    for wanted in request.get("inputFiles") or []:
        with tempfile.TemporaryDirectory(prefix="probe-") as folder:
            file = Path(folder) / "source"
            try:
                store.fetch(wanted["fileUrl"], file)
                results.append(probe_result(ffmpeg.look_into(file, wanted["fileUrl"])))
            except JobFailed as failed:
                raise bad_request(str(failed)) from failed
    return {"probeResults": results}
