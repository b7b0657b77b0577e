"""What CloudFront is on AWS: the addresses that people use, in front of the HTTP API and of what buckets show.

The product's own address has the API and videos, which signed cookies open. People's files are at another address,
where no cookies go, and every one is opened by what its own address says. What it asks of the
store it signs, as origin access control does.
"""

from infra.local.edge.api import LARGEST_BODY, Upstream
from infra.local.edge.app import create_app, create_files_app
from infra.local.edge.media import Shown

__all__ = ["LARGEST_BODY", "Shown", "Upstream", "create_app", "create_files_app"]
