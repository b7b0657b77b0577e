"""The words around what the text says, in the languages that questions are asked in.

Questions that take clauses apart are made of English texts; of texts in other languages, those that leave something
out, with no words around them where there are none here.
"""

from typing import Literal

Ask = Literal[
    "complete", "complete_choice", "complete_number", "choose_all", "true_false", "dates", "steps", "explain",
    "right_claim", "right_claim_of",
]  # fmt: skip

_WORDS: dict[str, dict[Ask, str]] = {
    "en": {
        "complete": "Complete the sentence.\n{0}",
        "complete_choice": "Which term completes the sentence?\n{0}",
        "complete_number": "Which number belongs in the blank?\n{0}",
        "choose_all": "Choose all that complete the sentence.\n{0}",
        "true_false": "True or false: {0}",
        "dates": "Put these events in order, the earliest first.",
        "steps": "Put these steps in order, the first one first.",
        "explain": "Explain {0} in the context of “{1}”. Give reasons or examples.",
        "right_claim": "According to “{0}”, which of these statements is right?",
        "right_claim_of": "Which of these statements about {0} is right?",
    },
    "hi": {
        "complete": "वाक्य पूरा कीजिए।\n{0}",
        "complete_choice": "कौन-सा शब्द वाक्य को पूरा करता है?\n{0}",
        "complete_number": "रिक्त स्थान में कौन-सी संख्या आएगी?\n{0}",
        "choose_all": "वे सभी चुनिए जो वाक्य को पूरा करते हैं।\n{0}",
        "true_false": "सही या गलत: {0}",
        "dates": "इन घटनाओं को समय के क्रम में रखिए, सबसे पहली सबसे ऊपर।",
        "steps": "इन चरणों को क्रम में रखिए।",
        "explain": "“{1}” के संदर्भ में समझाइए: {0}. कारण या उदाहरण दीजिए।",
    },
}
_BARE: dict[Ask, str] = {"explain": "{0}: {1}", "dates": "1 → 2 → 3", "steps": "1 → 2 → 3"}


def worded(language: str, ask: Ask, *parts: str) -> str:
    """What is asked, in a language; only the parts where the language has no words here."""
    words = _WORDS.get(language)
    return (words[ask] if words else _BARE.get(ask, "{0}")).format(*parts)
