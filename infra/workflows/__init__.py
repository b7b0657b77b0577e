"""Step Functions definitions, one module each: ``<context>_<workflow>.py`` with a ``definition()``."""

import importlib
from typing import Any


def definition_of(context: str, workflow: str) -> dict[str, Any]:
    """The definition of a room's workflow, in the Amazon States Language."""
    module = importlib.import_module(f"{__name__}.{context}_{workflow}")
    definition: dict[str, Any] = module.definition()
    return definition
