"""An item as a definition that assessment's bank takes (its `docs/questions.md`)."""

from typing import Any

from functions.ai.domain.questions.items import BLANK, Item

Json = dict[str, Any]


def definition(item: Item) -> Json:
    """The question's JSON; its explanation quotes the passages."""
    whole = {"type": item.kind, "prompt": _document(item.prompt), "explanation": _document(item.cited)}
    return {**whole, **_OWN[item.kind](item)}


def _document(text: str) -> Json:
    paragraphs = [
        {"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in text.split("\n") if line
    ]
    return {"type": "doc", "content": paragraphs}


def _single(item: Item) -> Json:
    return {
        "options": [
            {"content": _document(choice.text), "share_bp": 10_000 if choice.right else 0} for choice in item.choices
        ]
    }


def _multiple(item: Item) -> Json:
    return {"options": [{"content": _document(choice.text), "correct": choice.right} for choice in item.choices]}


def _true_false(item: Item) -> Json:
    return {"correct": bool(item.truth)}


def _short_text(item: Item) -> Json:
    return {"accepted": [{"text": answer} for answer in _told_apart(item.answers)]}


def _blanks(item: Item) -> Json:
    ask, _, text = item.prompt.rpartition("\n")
    blanks = []
    for place, answer in enumerate(item.answers):
        key = f"b{place + 1}"
        text = text.replace(BLANK, f"[[{key}]]", 1)
        blanks.append({"key": key, "kind": "text", "accepted": [{"text": answer}]})
    return {"prompt": _document(ask or BLANK), "text": text, "blanks": blanks}


def _numeric(item: Item) -> Json:
    tolerance = {"kind": "relative", "by": format(item.near, "f")} if item.near else {"kind": "absolute", "by": 0}
    return {"value": format(item.value or 0, "f"), "tolerance": tolerance}


def _matching(item: Item) -> Json:
    """The matches in the order of their texts, which tells nothing."""
    keys = {match: f"m{place + 1}" for place, match in enumerate(sorted({pair.match for pair in item.pairs}))}
    return {
        "prompts": [{"content": _document(pair.prompt), "match": keys[pair.match]} for pair in item.pairs],
        "matches": [{"key": key, "content": _document(match)} for match, key in keys.items()],
    }


def _ordering(item: Item) -> Json:
    return {"items": [{"content": _document(thing)} for thing in item.sequence]}


def _essay(item: Item) -> Json:
    """The model answer, and below it what is judged, with its points."""
    judged = "\n".join(f"{criterion.points} × {criterion.text}" for criterion in item.criteria)
    return {"model_answer": _document(f"{item.model_answer}\n{judged}")}


def _told_apart(answers: tuple[str, ...]) -> list[str]:
    """The answers without those that differ from another by capitals alone: case makes no difference."""
    return list({" ".join(answer.split()).casefold(): answer for answer in reversed(answers)}.values())[::-1]


_OWN = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": _true_false,
    "short_text": _short_text,
    "blanks": _blanks,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
