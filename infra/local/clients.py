"""Clients of the local cloud for whoever operates it: all rights, and nothing of the person's own AWS configuration."""

import os
from typing import Any

from botocore.config import Config
from botocore.session import Session

ROOT_KEY = "test"  # what MiniStack takes for the account's owner


class Clients:
    """One botocore client per service, made when first asked for."""

    def __init__(self, endpoint: str, region: str):
        self._endpoint = endpoint
        self._region = region
        self._session = Session()
        for variable in ("config_file", "credentials_file"):
            self._session.set_config_variable(variable, os.devnull)
        self._session.set_config_variable("profile", None)
        self._made: dict[str, Any] = {}

    def __call__(self, service: str) -> Any:
        """The client of a service, by botocore's name for it."""
        if service not in self._made:
            self._made[service] = self._session.create_client(
                service,
                region_name=self._region,
                endpoint_url=self._endpoint,
                aws_access_key_id=ROOT_KEY,
                aws_secret_access_key=ROOT_KEY,
                config=Config(retries={"total_max_attempts": 2}, s3={"addressing_style": "path"}),
            )
        return self._made[service]

    def close(self) -> None:
        """Close every connection."""
        for made in self._made.values():
            made.close()
        self._made.clear()
