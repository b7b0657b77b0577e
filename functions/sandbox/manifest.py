"""What the sandbox runs: one function, which other rooms call."""

from shared.manifest import Context, Function

SANDBOX = Context(
    name="sandbox",
    answers=(),
    keeps_rows=False,
    is_called=True,
    # 1,769 MB is one whole processor; programs run one after the other.
    tasks=Function(memory_mb=1769, timeout_s=150, table=(), layers=("interpreters",), isolated=True),
)
