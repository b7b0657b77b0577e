"""The API's document: one OpenAPI 3.1 file made from every room's application (``python -m infra.openapi``)."""

from infra.openapi.document import TARGET, api_document, as_text

__all__ = ["TARGET", "api_document", "as_text"]
