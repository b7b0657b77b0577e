"""What an answer may hide, and words in it that speak to whoever grades instead of to the question."""

import re
import unicodedata

_KEPT_CONTROLS = "\n\t"

_TO_THE_GRADER = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\b.{0,40}
    \b(?:instructions?|prompts?|rubrics?|(?:your|grading|marking|previous)\s+rules|criteria|everything\s+above)\b
  | \b(?:give|award|assign|grant|grade|mark|score|rate)\b.{0,40}
    \b(?:full|max\w*|perfect|top|highest|best|all|10/10|100\s?%?|ten|hundred)\b.{0,20}
    \b(?:marks?|points|scores?|grades?|credits?)\b
  | \b(?:full|maximum|perfect|top)\s+(?:marks?|points|scores?|grades?|credits?)\b
  | \byou\s+are\s+(?:now\s+|no\s+longer\s+)?(?:an?|the|my)?\b.{0,30}
    \b(?:assistant|language\s+model|grader|teacher|examiner|professor|ai|dan)\b
  | \b(?:act|behave|respond|pretend|role-?play)\s+(?:as|like|to\s+be|that\s+you)\b.{0,40}
    \b(?:assistant|language\s+model|grader|teacher|examiner|professor|an\s+ai)\b
  | \bas\s+an?\s+(?:ai|language\s+model|automated\s+grader)\b
  | \b(?:system|developer|hidden)\s+(?:prompt|message|instructions?)\b
  | ^\W*(?:system|assistant|developer|grader)\s*[:>]
  | \b(?:print|reveal|repeat|show|output|list|tell\s+me|quote)\b.{0,40}
    \b(?:rubric|model\s+answer|answer\s+key|your\s+instructions|system\s+prompt)\b
  | <\|[^|]{1,40}\|> | \[/?(?:INST|SYS)\] | <</?SYS>> | 
    </?(?:system|assistant|answer|rubric|instructions?|grade|score|student_?answer)\b[^>]{0,80}>
  | "(?:score|confidence|level|grade)(?:_\w{1,20})?"\s*: | \bscore\s*[:=]\s*\d
  | पूरे\s+अंक | निर्देश\S{0,10}\s.{0,30}(?:अनदेखा|नज़रअंदाज़|भूल)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Each pattern's gaps are bounded, so that its time is linear in the text."""

HIDDEN = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""What is not seen and has no place in prose; joiners, which scripts of India need, are not among it."""


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}\.[^\W\d_]{2,}", re.I)


def visible(text: str) -> str:
    """The text as a reader sees it: without hidden and control characters, of one form (Unicode's NFKC)."""
    plain = unicodedata.normalize("NFKC", HIDDEN.sub("", text))
    return "".join(
        one for one in plain if one in _KEPT_CONTROLS or unicodedata.category(one) not in {"Cc", "Cs", "Co", "Cn"}
    )


def hides(text: str) -> bool:
    """Whether something stands in the text that nobody sees."""
    return bool(HIDDEN.search(text))


def speaks_to_the_grader(sentence: str) -> bool:
    """Whether a sentence asks for marks, or is written to steer whoever reads it for marking."""
    return bool(_TO_THE_GRADER.search(visible(sentence)))


def leads_away(text: str, source: str) -> bool:
    """Whether a text holds a link or an address that its source does not hold."""
    return any(address not in source for address in _ADDRESS.findall(text))
