"""What makes a function's start short. ``functions/__init__.py`` imports it before anything that it acts upon."""

import gc
import sys
from functools import cache
from typing import Any

# Importing makes objects that stay. Looking among them for garbage, by default after every 2,000, finds none, and costs
# a tenth of a start.
gc.set_threshold(500_000, 20, 50)

from pydantic import BaseModel  # noqa: E402  # after the line above, which is about this too

# A validator is built when its model is first used: starting makes some hundreds of models (FastAPI describes OpenAPI
# with forty of them), and a request uses a handful.
BaseModel.model_config["defer_build"] = True

# FastAPI has those of OpenAPI built nevertheless, as it is imported: 13 ms, for a document that no function makes. Who
# asks without saying how has to wait for the first use too, which asks again and says how.
_rebuild = BaseModel.model_rebuild.__func__  # type: ignore[attr-defined]  # the unbound original


def _rebuild_when_used(cls: type[BaseModel], /, **options: Any) -> bool | None:
    return _rebuild(cls, **options) if options else None


BaseModel.model_rebuild = classmethod(_rebuild_when_used)  # type: ignore[method-assign, assignment]  # for every model

# FastAPI asks at every route whether its models are of Pydantic 1, and would import the whole of it to learn that none
# is. Where it is not to be had, FastAPI knows.
sys.modules.setdefault("pydantic.v1", None)  # type: ignore[arg-type]  # None is how Python says: not to be had


@cache
def started() -> None:
    """The start is over: what is there by now is never looked at again, and garbage is looked for among the rest.

    Every entry point says so, once for a process; until then next to no garbage is looked for.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
