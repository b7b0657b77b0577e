"""What makes a function's start short. ``functions/__init__.py`` imports it before anything that it acts upon."""

import gc
import sys

from pydantic import BaseModel

# A validator is built when its model is first used: starting makes some two hundred models (FastAPI describes OpenAPI
# with forty of them), and a request uses a handful.
BaseModel.model_config["defer_build"] = True

# Importing makes objects that stay. Looking among them for garbage, by default after every 2,000, finds none.
gc.set_threshold(50_000, 20, 50)

# FastAPI asks at every route whether its models are of Pydantic 1, and would import the whole of it to learn that none
# is. Where it is not to be had, FastAPI knows.
sys.modules.setdefault("pydantic.v1", None)  # type: ignore[arg-type]  # None is how Python says: not to be had
