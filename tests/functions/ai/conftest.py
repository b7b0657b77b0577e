"""The classroom of assessment, for what is suggested for its attempts."""

from tests.functions.assessment.conftest import room

__all__ = ["room"]
