"""Questions of every type, ready to be asked."""

from typing import Any

from pydantic import TypeAdapter

from functions.assessment.domain.questions import AnyQuestion, Question

Json = dict[str, Any]
_ADAPTER: TypeAdapter[Any] = TypeAdapter(Question)


def document(text: str) -> Json:
    """A paragraph."""
    return {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]}


def a_question(type: str, **fields: Any) -> AnyQuestion[Any]:
    """A question of this type, with these fields in place of the usual ones."""
    made: AnyQuestion[Any] = _ADAPTER.validate_python({"type": type, **DEFINITIONS[type], **fields})
    return made


_WORDS = [{"key": "s", "text": "star", "correct": True}, {"key": "p", "text": "planet"}]

DEFINITIONS: dict[str, Json] = {
    "single_choice": {
        "prompt": document("Which planet has rings that one sees with a small telescope?"),
        "explanation": document("Saturn's rings are wide and bright."),
        "options": [
            {"key": "mars", "content": document("Mars"), "feedback": document("Mars has none.")},
            {"key": "saturn", "content": document("Saturn"), "share_bp": 10_000},
            {"key": "uranus", "content": document("Uranus"), "share_bp": 2_500},
            {"key": "venus", "content": document("Venus"), "share_bp": -2_500},
        ],
    },
    "multiple_choice": {
        "prompt": document("Which of these are prime?"),
        "options": [
            {"key": "two", "content": document("2"), "correct": True},
            {"key": "four", "content": document("4")},
            {"key": "five", "content": document("5"), "correct": True},
            {"key": "nine", "content": document("9")},
        ],
    },
    "true_false": {"prompt": document("Water boils at a lower temperature on a mountain."), "correct": True},
    "numeric": {
        "prompt": document("How far does light travel in a nanosecond?"),
        "value": "0.3",
        "tolerance": {"kind": "absolute", "by": "0.01"},
        "units": [{"name": "m"}, {"name": "cm", "factor": "100"}],
        "unit_penalty_bp": 5_000,
    },
    "short_text": {
        "prompt": document("What is the capital of Kerala?"),
        "accepted": [
            {"text": "Thiruvananthapuram"},
            {"text": "trivandrum*", "match": "wildcard", "share_bp": 8_000},
            {"text": "th?iru.*puram", "match": "regex", "share_bp": 5_000},
        ],
    },
    "blanks": {
        "prompt": document("Fill in."),
        "text": "The sun is a [[what]] that is about [[age]] billion years old and made mostly of [[stuff]].",
        "blanks": [
            {
                "key": "what",
                "kind": "choice",
                "words": _WORDS,
            },
            {"key": "age", "kind": "number", "value": "4.6", "tolerance": {"kind": "relative", "by": "0.05"}},
            {"key": "stuff", "kind": "text", "accepted": [{"text": "hydrogen"}], "weight": 2},
        ],
    },
    "matching": {
        "prompt": document("Which currency belongs to which country?"),
        "prompts": [
            {"key": "in", "content": document("India"), "match": "rupee"},
            {"key": "np", "content": document("Nepal"), "match": "rupee"},
            {"key": "jp", "content": document("Japan"), "match": "yen"},
            {"key": "th", "content": document("Thailand"), "match": "baht"},
        ],
        "matches": [
            {"key": "rupee", "content": document("Rupee")},
            {"key": "yen", "content": document("Yen")},
            {"key": "baht", "content": document("Baht")},
            {"key": "won", "content": document("Won")},
        ],
    },
    "ordering": {
        "prompt": document("Put these in the order of their size, smallest first."),
        "items": [
            {"key": "a", "content": document("Ant")},
            {"key": "b", "content": document("Cat")},
            {"key": "c", "content": document("Cow")},
            {"key": "d", "content": document("Whale")},
        ],
    },
    "essay": {
        "prompt": document("Why do seasons change?"),
        "max_words": 200,
        "model_answer": document("Because the axis is tilted."),
    },
    "comprehension": {
        "prompt": document("Read, then answer."),
        "passage": document("A lighthouse keeper counts ships."),
        "parts": [
            {
                "key": "who",
                "question": {"type": "short_text", "prompt": document("Who counts?"), "accepted": [{"text": "keeper"}]},
            },
            {
                "key": "ships",
                "weight": 3,
                "question": {"type": "true_false", "prompt": document("Ships are counted."), "correct": True},
            },
        ],
    },
    "video_question": {
        "prompt": document("Watch, then answer."),
        "asset_id": "ast_exampleVideo",
        "parts": [
            {
                "key": "late",
                "at_s": 60,
                "question": {"type": "numeric", "prompt": document("How many?"), "value": 4},
            },
            {
                "key": "soon",
                "at_s": 5,
                "question": {"type": "true_false", "prompt": document("It rains."), "correct": False},
            },
        ],
    },
    "code": {
        "prompt": document("Print the sum of the numbers of a line."),
        "language": "python",
        "starter": "numbers = input().split()\n",
        "solution": "print(sum(map(int, input().split())))\n",
        "tests": [
            {"key": "small", "name": "two numbers", "stdin": "1 2", "expected": "3"},
            {"key": "none", "name": "no number", "stdin": "\n", "expected": "0", "hidden": True},
        ],
    },
    "file_upload": {"prompt": document("Hand in your drawing."), "kinds": ["image", "document"], "most_files": 2},
}

BLANK_ANSWERS: dict[str, list[Any]] = {
    "multiple_choice": [{"keys": []}],
    "numeric": [{"text": "  "}],
    "short_text": [{"text": " \n"}],
    "blanks": [{"blanks": {}}, {"blanks": {"age": " "}}],
    "matching": [{"pairs": {}}],
    "ordering": [{"keys": []}],
    "essay": [{"text": ""}],
    "comprehension": [{"parts": {}}, {"parts": {"who": {"text": ""}}}],
    "video_question": [{"parts": {"late": None}}],
    "code": [{"source": ""}, {"source": "numbers = input().split()"}],
    "file_upload": [{"asset_ids": []}],
}
