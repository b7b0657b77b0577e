"""What MediaConvert answers when it cannot do what it is asked for."""

COULD_NOT_OPEN = 1010
COULD_NOT_READ = 1040
NOT_FOUND = 3404
UNKNOWN = 1999


class Refused(Exception):
    """A request is refused at once, with one of the API's exceptions."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind = status, kind


def bad_request(message: str) -> Refused:
    """The request says something that cannot be."""
    return Refused(400, "BadRequestException", message)


class JobFailed(Exception):
    """A job ends in an error, with one of the service's codes."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
