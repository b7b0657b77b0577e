"""From the modules of a book to a plan of a course: chapters become topics, modules become lessons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from infra.local import prosemirror as pm
from infra.local.client import Json
from infra.local.courses import CoursePlan, LessonPlan, TopicPlan
from infra.local.textbook.prose import linked, to_blocks
from infra.local.textbook.reading import Choice, Module, OpenQuestion
from infra.local.textbook.remains import tidy

__all__ = ["plan_of"]

Path = tuple[str, ...]

BEFORE = "Before you begin"
AFTER = "Appendices and further reading"
ABOVE = " › "
LONGEST_TITLE = 200


def plan_of(modules: Sequence[Module], *, title: str | None = None, language: str = "en") -> CoursePlan:
    """The course that teaches this book. Modules in which no text is left are passed over."""
    book = _short(title or _book_title(modules[0].book))
    chapters: dict[Path, list[LessonPlan]] = {}
    for chapter, module in zip(_chapters(modules), modules, strict=True):
        if (lesson := _lesson(module)).documents:
            chapters.setdefault(chapter, []).append(lesson)
    named = Counter(chapter[-1] for chapter in chapters if chapter)
    topics = tuple(
        TopicPlan(
            title=book if not chapter else _short(chapter[-1] if named[chapter[-1]] == 1 else ABOVE.join(chapter)),
            summary=_short(ABOVE.join(chapter[:-1])),
            lessons=tuple(lessons),
        )
        for chapter, lessons in chapters.items()
    )
    return CoursePlan(title=book, topics=topics, details=_details(book, language, topics), category="Textbooks")


def _chapters(modules: Sequence[Module]) -> list[Path]:
    """The chapter of each module.

    A module that other modules lie under opens their chapter. One that lies under nothing, and has nothing under it, is
    a preface or an appendix; a book that has only such modules is one chapter.
    """
    parents = {tuple(module.path[:depth]) for module in modules for depth in range(1, len(module.path) + 1)}
    chapters: list[Path] = []
    loose: Path = (BEFORE,) if parents else ()
    for module in modules:
        here = (*module.path, module.title)
        chapter = here if here in parents else tuple(module.path)
        if chapter:
            loose = (AFTER,)
        chapters.append(chapter or loose)
    return chapters


def _book_title(name: str) -> str:
    words = tidy(name.replace("_", " "))
    return words.capitalize() if words.islower() else words


def _lesson(module: Module) -> LessonPlan:
    answers = [question.a for question in module.free if question.a]
    body = to_blocks(module.body, answers=answers)
    parts = [
        _part("What you will learn", _list(module.objectives)),
        body,
        _part("Summary", to_blocks(module.summary or "", answers=answers)),
        _part("Glossary", [_glossary(module)] if module.terms else []),
        _part("Questions to study by yourself", _questions(module.mcq, module.free)),
    ]
    return LessonPlan(_short(module.title) or module.id, tuple(pm.document(*part) for part in parts if part))


def _part(title: str, blocks: list[pm.Node]) -> list[pm.Node]:
    return [pm.heading(2, pm.text(title)), *blocks] if blocks else []


def _list(items: Iterable[str]) -> list[pm.Node]:
    kept = [[pm.paragraph(*linked(words))] for item in items if (words := tidy(item))]
    return [pm.bullet_list(*kept)] if kept else []


def _glossary(module: Module) -> pm.Node:
    return pm.bullet_list(
        *([pm.paragraph(pm.text(tidy(term.t), pm.bold), pm.text(f": {tidy(term.d)}"))] for term in module.terms)
    )


def _questions(choices: Iterable[Choice], open_questions: Iterable[OpenQuestion]) -> list[pm.Node]:
    items = [
        [
            *to_blocks(question.q),
            pm.ordered_list(*([pm.paragraph(*linked(tidy(choice)))] for choice in question.choices)),
        ]
        for question in choices
    ]
    items += [to_blocks(question.q) for question in open_questions]
    return [pm.ordered_list(*items)] if items else []


def _details(book: str, language: str, topics: Sequence[TopicPlan]) -> Json:
    lessons = sum(len(topic.lessons) for topic in topics)
    return {
        "summary": f"{book}, a textbook in {len(topics)} topics and {lessons} lessons.",
        "language": language,
    }


def _short(title: str) -> str:
    title = tidy(title)
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
