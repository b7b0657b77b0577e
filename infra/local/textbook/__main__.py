"""`python -m infra.local.textbook FILE`: a textbook becomes a course."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from infra.local.client import Api, Failure
from infra.local.courses import CoursePlan, build
from infra.local.textbook.planning import plan_of
from infra.local.textbook.reading import BadFile, read_modules

DEFAULT_URL = "http://127.0.0.1:8080"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, sign in, build; the exit code says whether it worked."""
    options = _options(arguments)
    console = Console(highlight=False)
    try:
        modules = read_modules(options.file)
        plan = plan_of(modules[: options.limit], title=options.title, language=options.language)
        author = Api(options.url).sign_in(options.email, options.password or _password(options.email))
        _import(author, plan, options, console)
    except (BadFile, Failure) as failure:
        print(f"{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from here, for a day.", file=sys.stderr)
        return 130
    return 0


def _import(author: Api, plan: CoursePlan, options: argparse.Namespace, console: Console) -> None:
    began = time.monotonic()
    words = sum(lesson.words for lesson in plan.lessons)
    console.print(f"{plan.title}: {len(plan.topics)} topics, {len(plan.lessons)} lessons, {words:,} words")
    with _progress(console) as progress:
        task = progress.add_task("", total=len(plan.topics) + len(plan.lessons), now="")
        course_id = build(
            author,
            plan,
            key=f"textbook {plan.title} {options.copy}",
            into=options.course,
            workers=options.workers,
            told=lambda title: progress.update(task, advance=1, now=title),
        )
        progress.update(task, now="")
    console.print(f"Built {course_id} in {time.monotonic() - began:.1f} s")
    if options.publish:
        version = author.post(f"/courses/{course_id}/publish").get("version")
        console.print(f"Published as version {version}")


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("  topics and lessons"),
        BarColumn(40),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}", style="dim"),
        console=console,
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m infra.local.textbook",
        description="Build a course from a textbook (.jsonl or .jsonl.gz, a line per module), through the API.",
        epilog="Run it again after an interruption: what is there already is not made twice, for a day; "
        "after that, name the course with --course.",
    )
    say = parser.add_argument
    say("file", type=Path, help="the textbook")
    say("--url", default=os.environ.get("LMS_URL", DEFAULT_URL), help="where the API is (LMS_URL; %(default)s)")
    say("--email", default=os.environ.get("LMS_EMAIL"), help="a tutor's address (LMS_EMAIL)")
    say(
        "--password", default=os.environ.get("LMS_PASSWORD"), help="the tutor's password (LMS_PASSWORD; else asked for)"
    )
    say("--title", help="the course's title, if not the book's")
    say("--language", default="en", help="the language of the book (%(default)s)")
    say("--limit", type=int, help="only so many modules, from the first")
    say("--publish", action="store_true", help="publish the course when it is complete")
    say("--copy", default="", metavar="NAME", help="import the same book once more, as another course")
    say("--course", metavar="ID", help="go on with this course, filling in what is missing")
    say("--workers", type=int, default=4, help="how many requests at a time (%(default)s)")
    options = parser.parse_args(arguments)
    if not options.email:
        parser.error("name a tutor with --email or LMS_EMAIL")
    return options


def _password(email: str) -> str:
    return getpass.getpass(f"Password of {email}: ")


if __name__ == "__main__":
    sys.exit(main())
