"""The forms of answers, as JSON schemas in the subset that structured outputs take: all required, nothing else."""

from typing import Any

from functions.ai.domain.questions.items import KINDS

Form = dict[str, Any]
TEXT: Form = {"type": "string"}
WHOLE: Form = {"type": "integer"}
YES_OR_NO: Form = {"type": "boolean"}


def many(form: Form) -> Form:
    """A list of such."""
    return {"type": "array", "items": form}


def one_of(values: list[str]) -> Form:
    """One of these texts."""
    return {"type": "string", "enum": values}


def maybe(form: Form) -> Form:
    """Such, or null."""
    return {"anyOf": [form, {"type": "null"}]}


def each(**fields: Form) -> Form:
    """An object with just these fields."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


QUOTE = each(passage_id=TEXT, quote=TEXT)
CITED = each(text=TEXT, quotes=many(QUOTE))
SUMMARY = each(
    sentences=many(CITED),
    points=many(CITED),
    glossary=many(each(term=TEXT, explanation=CITED)),
    suggestions=many(each(kind=TEXT, text=TEXT, quotes=many(QUOTE))),
)
TRANSLATION = each(texts=many(TEXT))
QUESTIONS = each(
    questions=many(
        each(
            kind=one_of(list(KINDS)),
            topic=TEXT,
            prompt=TEXT,
            options=many(each(text=TEXT, right=YES_OR_NO)),
            truth=maybe(YES_OR_NO),
            answers=many(TEXT),
            pairs=many(each(left=TEXT, right=TEXT)),
            model_answer=maybe(TEXT),
            criteria=many(each(text=TEXT, points=WHOLE)),
            quotes=many(QUOTE),
        )
    )
)
GRADE = each(
    score_centi=WHOLE,
    confidence_bp=WHOLE,
    criteria=many(each(key=TEXT, level=TEXT, evidence=many(TEXT), comment=maybe(TEXT))),
    evidence=many(TEXT),
    feedback=TEXT,
)
