"""Bodies that are files: read with a limit before anything looks at them."""

from fastapi import Request

from shared.errors import TooLarge, UnsupportedMediaType


async def read_csv(request: Request, most_bytes: int) -> bytes:
    """A CSV file that was sent as the body. Raises ``UnsupportedMediaType``, ``TooLarge``."""
    if content_type(request) != "text/csv":
        raise UnsupportedMediaType("Send the file as text/csv.")
    return await read_limited(request, most_bytes, "A file")


async def read_limited(request: Request, most_bytes: int, what: str) -> bytes:
    """The body, kept for whoever else asks for it. Raises ``TooLarge``, which calls it ``what``."""
    content = b""
    async for piece in request.stream():
        content += piece
        if len(content) > most_bytes:
            raise TooLarge(f"{what} may have at most {most_bytes} bytes.")
    request._body = content
    return content


def content_type(request: Request) -> str:
    """What the body says it is, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
