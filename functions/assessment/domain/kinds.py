"""What a text is written in."""

from enum import StrEnum


class Kind(StrEnum):
    """Prose, or a programming language."""

    PROSE = "prose"
    PYTHON = "python"
    JAVASCRIPT = "javascript"
    JAVA = "java"
    C = "c"
    CPP = "cpp"
    SQL = "sql"
