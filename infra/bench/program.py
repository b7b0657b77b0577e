"""What runs in a measured process: a function's handler, and otherwise only Python's own library.

Reads orders from standard input, one JSON object a line, and answers each with one line. Started by ``process.py``.
"""

import gc
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGE = resource.getpagesize()
FIGURES = Path("/proc/self/statm")

Handler = Callable[[dict[str, Any], None], dict[str, Any]]


def main(module: str) -> None:
    """Obey until the input ends."""
    # What the handler prints is its log: written, as on AWS, but to nowhere. Answers go where its output went before.
    answers = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    began = time.process_time()
    handler: Handler = importlib.import_module(module).handler
    print(json.dumps({"importing": time.process_time() - began}), file=answers, flush=True)
    for line in sys.stdin:
        print(json.dumps(obey(handler, json.loads(line))), file=answers, flush=True)


def obey(handler: Handler, order: dict[str, Any]) -> dict[str, Any]:
    """Answer a request, say how long many of them took, or how large the process is."""
    if "measure" in order:
        return measure(handler, order["measure"], order["times"])
    if "answer" in order:
        return {"answer": handler(order["answer"], None)}
    gc.collect()
    return {"resident_bytes": resident_bytes()}


def measure(handler: Handler, event: dict[str, Any], times: int) -> dict[str, Any]:
    """Processor time of one request, on average over so many."""
    gc.collect()
    began = time.process_time()
    for _ in range(times):
        answer = handler(event, None)
    spent = time.process_time() - began
    return {"seconds": spent / times, "status": answer["statusCode"]}


def resident_bytes() -> int:
    """What the process holds in memory now; where the system does not say, the most it held."""
    if FIGURES.exists():
        return int(FIGURES.read_text().split()[1]) * PAGE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(sys.argv[1])
