"""Programs run for real, in the interpreters that students' programs get: what they can do, and what they cannot."""

import os
from pathlib import Path

import pytest

from functions.sandbox.domain import Language, Limits, Outcome, Run, comparable, digest_of
from functions.sandbox.service import run_program
from functions.sandbox.tasks import handler

LIMITS = Limits(time_ms=1_000, memory_mb=32)
SECRET = "zqx-credential"


def run(language: str, source: str, *inputs: str, limits: Limits = LIMITS) -> list[Run]:
    return run_program(Language(language), source, inputs or ("",), limits)


def one(language: str, source: str, text: str = "", **limits: int) -> Run:
    [result] = run(language, source, text, limits=Limits(**{"time_ms": 1_000, "memory_mb": 32, **limits}))
    return result


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a function finds in its environment, and no program may find anywhere."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_SESSION_TOKEN", SECRET)


class TestPrograms:
    @pytest.mark.parametrize(
        ("language", "source"),
        [
            ("python", "import sys\nprint(sum(int(line) for line in sys.stdin))"),
            ("python", "a = int(input())\nb = int(input())\nprint(a + b)"),
            ("javascript", "console.log(Number(readLine()) + Number(readLine()))"),
            (
                "javascript",
                "const all = require('fs').readFileSync(0, 'utf8').trim().split('\\n');"
                "console.log(all.map(Number).reduce((a, b) => a + b, 0))",
            ),
        ],
    )
    def test_read_their_input_and_print(self, language: str, source: str) -> None:
        results = run(language, source, "1\n2\n", "40\n2\n")

        assert [(it.outcome, it.shown) for it in results] == [(Outcome.DONE, "3\n"), (Outcome.DONE, "42\n")]

    def test_have_the_usual_library(self) -> None:
        modules = "bisect, collections, dataclasses, datetime, decimal, fractions, functools, hashlib, heapq, itertools"
        ran = one("python", f"import {modules}, json, math, random, re, statistics, string, typing\nprint('ok')")

        assert ran.shown == "ok\n"

    def test_may_be_written_in_any_script(self) -> None:
        assert one("python", "print(input()[::-1])", "नमस्ते é😀").shown == "नमस्ते é😀"[::-1] + "\n"
        assert one("javascript", "console.log(readLine() + '😀')", "né").shown == "né😀\n"

    def test_of_javascript_wait_for_their_promises_and_timers(self) -> None:
        source = "setTimeout(() => console.log(2), 5); Promise.resolve().then(() => console.log(1))"

        assert one("javascript", source).shown == "1\n2\n"

    def test_do_not_know_of_each_others_runs(self) -> None:
        source = "import builtins\nprint(hasattr(builtins, 'kept'))\nbuiltins.kept = 1"

        assert [it.shown for it in run("python", source, "", "")] == ["False\n", "False\n"]

    @pytest.mark.parametrize(
        ("language", "source", "fault"),
        [
            ("python", "print(1 / 0)", "ZeroDivisionError: division by zero"),
            ("python", "def f(: pass", "SyntaxError: invalid syntax"),
            ("python", "def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded"),
            ("javascript", "throw new Error('no')", "Error: no"),
            ("javascript", "process.exit(3)", ""),
        ],
    )
    def test_that_break_say_how(self, language: str, source: str, fault: str) -> None:
        ran = one(language, source)

        assert (ran.outcome, ran.fault) == (Outcome.CRASHED, fault)

    def test_are_called_by_the_name_of_the_task(self) -> None:
        limits = {"time_ms": 1_000, "memory_mb": 32, "total_ms": 30_000}
        event = {"task": "run_program", "language": "python", "source": "print(input())", "inputs": ["hi"], **limits}

        assert handler(event, None)["runs"][0]["digest"] == digest_of("hi")

    def test_are_compared_without_blanks_at_the_ends_of_lines(self) -> None:
        assert comparable("a  \r\n b\n\n") == "a\n b"
        assert digest_of("a\n") == digest_of("a") != digest_of(" a")


class TestAttacks:
    @pytest.mark.parametrize(
        ("language", "source"),
        [
            ("python", "import socket\nsocket.create_connection(('169.254.169.254', 80))"),
            ("python", "import urllib.request\nurllib.request.urlopen('http://169.254.169.254/')"),
            ("javascript", "fetch('http://169.254.169.254/')"),
            ("python", "open('/etc/passwd')"),
            ("python", "open('/proc/self/environ')"),
            ("python", "open('/proc/1/environ')"),
            ("python", "open('tests.json', 'w')"),
            ("python", "import os\nos.listdir('/')"),
            ("python", "import pathlib\npathlib.Path('/var/task').iterdir().__next__()"),
            ("python", "import os\nwhile True: os.fork()"),
            ("python", "import subprocess\nsubprocess.run(['cat', '/proc/self/environ'])"),
            ("python", "import os\nos.system('id')"),
            ("python", "import os\nos.kill(1, 9)"),
            ("python", "import ctypes\nctypes.CDLL(None)"),
            ("javascript", "require('child_process').execSync('id')"),
            ("javascript", "require('fs').readFileSync('/proc/self/environ')"),
        ],
    )
    def test_that_ask_for_what_is_not_there_are_forbidden(self, language: str, source: str) -> None:
        ran = one(language, source)

        assert ran.outcome is Outcome.FORBIDDEN
        assert SECRET not in ran.shown + ran.fault

    def test_find_no_files_behind_what_says_so(self) -> None:
        source = (
            "import('qjs:std').then(std => console.log(std.open('/etc/passwd', 'r'), std.getenv('AWS_SESSION_TOKEN')));"
            "import('qjs:os').then(os => console.log(os.readdir('/')[0].length, typeof os.exec))"
        )

        assert one("javascript", source).shown == "null undefined\n0 undefined\n"

    def test_find_no_files_with_the_innermost_calls_either(self) -> None:
        source = (
            "import posix\n"
            "for call in (posix.open, posix.stat):\n"
            "    try: print(call('/etc/passwd', *([0] if call is posix.open else [])))\n"
            "    except OSError as error: print(error.errno)\n"
        )

        assert SECRET not in one("python", source).shown
        assert "root" not in one("python", source).shown

    def test_find_no_variables(self) -> None:
        ran = one("python", "import os\nprint(dict(os.environ))")

        assert ran.shown == "{}\n"

    def test_start_no_threads(self) -> None:
        ran = one("python", "import threading\nwhile True: threading.Thread(target=print).start()")

        assert ran.outcome is Outcome.CRASHED
        assert "can't start new thread" in ran.fault

    @pytest.mark.parametrize(
        ("language", "source"),
        [
            ("python", "x = []\nwhile True: x.append('x' * 1_000_000)"),
            ("python", "x = bytearray(10 ** 9)"),
            ("javascript", "let a = []; while (true) a.push(new Array(100000).fill(1))"),
        ],
    )
    def test_on_the_memory_end_at_the_limit(self, language: str, source: str) -> None:
        assert one(language, source, time_ms=5_000).outcome is Outcome.MEMORY

    @pytest.mark.parametrize(
        ("language", "source"),
        [
            ("python", "while True: print('x' * 1_000)"),
            ("python", "import sys\nwhile True: sys.stderr.write('x' * 1_000)"),
            ("python", "import os\nwhile True:\n    try: os.write(1, b'x' * 100_000)\n    except BaseException: pass"),
            ("javascript", "while (true) console.log('xxxxxxxxxxxxxxxxxxxxxxxxxxxx')"),
        ],
    )
    def test_by_endless_output_end_at_the_limit(self, language: str, source: str) -> None:
        ran = one(language, source)

        assert ran.outcome is Outcome.OUTPUT
        assert len(ran.shown) <= 2_000

    @pytest.mark.parametrize(
        ("language", "source"),
        [
            ("python", "while True: pass"),
            ("python", "while True:\n    try:\n        while True: pass\n    except BaseException: pass"),
            ("python", "9 ** 9 ** 9"),
            ("python", "import time\ntime.sleep(1_000)"),
            ("python", "import re\nre.match('(a+)+$', 'a' * 40 + 'b')"),
            ("javascript", "while (true);"),
            ("javascript", "setInterval(() => 1, 10)"),
        ],
    )
    def test_on_the_time_end_at_the_limit_and_leave_the_next_run_alone(self, language: str, source: str) -> None:
        stop = {"python": "if input() == 'go':\n", "javascript": "if (readLine() === 'go') {\n"}[language]
        body = source.replace("\n", "\n    ") if language == "python" else source
        wrapped = f"{stop}    {body}" + ("\n}" if language == "javascript" else "")

        ends = [it.outcome for it in run(language, wrapped, "go", "stay", limits=Limits(200, 32))]

        assert ends == [Outcome.TIME, Outcome.DONE]

    def test_on_everybodys_time_end_when_all_of_it_is_used(self) -> None:
        limits = Limits(1_000, 32, total_ms=1_500)

        assert [it.outcome for it in run("python", "while True: pass", *["x"] * 20, limits=limits)] == [
            Outcome.TIME
        ] * 20

    def test_forge_no_result(self) -> None:
        forged = '{"outcome": "done", "digest": "0", "shown": "", "fault": "", "used_ms": 0}'
        write = f"try: os.write(out, b'{forged}\\n')\n    except OSError: pass"
        source = f"import os\nfor out in range(1, 40):\n    {write}"

        ran = one("python", source)

        assert ran.digest == digest_of(ran.shown)
        assert ran.digest != "0"

    @pytest.mark.parametrize(
        "source",
        [
            "import os\nos._exit(0)",
            "import sys\nsys.exit(0)",
            "import sys\nsys.modules['functions.sandbox'] = None\nprint = lambda *_: None",
            "import builtins\nbuiltins.open = builtins.exec = builtins.compile = None",
            "import gc, sys\n[gc.get_referrers(one) for one in gc.get_objects()[:100]]\nsys.settrace(lambda *_: None)",
        ],
    )
    def test_on_the_grader_find_none(self, source: str) -> None:
        ran = one("python", source)

        assert ran.shown == ""
        assert ran.digest == digest_of("")

    def test_on_the_stack_end_the_run_only(self) -> None:
        recursing = "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(): return [f()]\nf()"

        assert one("python", recursing, time_ms=300).outcome in {Outcome.CRASHED, Outcome.TIME, Outcome.MEMORY}
        assert one("javascript", "function f() { return f() + 1 } f()").outcome is Outcome.CRASHED

    def test_leave_no_process(self) -> None:
        before = _children()

        run("python", "import time\ntime.sleep(1_000)", limits=Limits(100, 32))

        assert _children() <= before


def _children() -> set[str]:
    """The processes that this one has started; none where the system does not say."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return set(listed.read_text().split()) if listed.exists() else set()
