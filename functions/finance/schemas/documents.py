"""Bodies about documents."""

from datetime import datetime

from pydantic import ConfigDict

from shared.schemas import Out


class LinkOut(Out):
    """Where a file can be fetched, by whoever has the link, and until when."""

    url: str
    expires_at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "url": "https://files.example.org/documents/INV-26-27-000001.pdf?X-Amz-Expires=300",
                    "expires_at": "2026-11-22T09:35:00Z",
                }
            ]
        }
    )
