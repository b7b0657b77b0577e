"""Files of comma-separated values that people send, as spreadsheets save them."""

import csv
import io
from collections.abc import Callable, Iterator


def numbered_rows(content: bytes, refuse: Callable[[str, str], Exception]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file, each with the line of the file that it begins on; empty ones are passed over.

    Commas or semicolons stand between values, whichever the first line has. Raises what ``refuse`` makes of a code and
    a message where it is no such file.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse("not_utf8", "Save the file as UTF-8.") from None
    if "\0" in text:
        raise refuse("not_csv", "The file is not a text of comma-separated values.")
    header, _, _ = text.lstrip("\r\n").partition("\n")
    delimiter = ";" if ";" in header and "," not in header else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for values in reader:
            number, begins = begins, reader.line_num + 1
            if any(value.strip() for value in values):
                yield number, values
    except csv.Error as error:
        raise refuse("not_csv", f"Line {reader.line_num}: {error}.") from None
