"""Insights, reasons and next steps in words, for who teaches somebody and for themselves. Figures only are put in."""

from collections.abc import Mapping
from typing import Literal

from functions.analytics.domain.evidence import RiskSign
from functions.analytics.domain.insights import Insight, NextStep

Language = Literal["en", "hi"]
Texts = Mapping[str, str]

_ENGLISH_SAID: Texts = {
    Insight.NOT_STARTED: "Nothing done yet, {days} days after enrolling.",
    Insight.ACTIVE_LESS: "Active on {days} of the last 14 days; it was {before} in the 14 days before.",
    Insight.ACTIVE_MORE: "Active on {days} of the last 14 days; it was {before} in the 14 days before.",
    Insight.ACTIVE: "Active on {days} of the last 14 days.",
    Insight.STOPPED: "No activity for {days} days.",
    Insight.WORKS_MISSING: "Not handed in: {missing} of {due} works that most others have handed in.",
    Insight.MARKS_FALL: "Marks go down: the last two average {now} %, the earlier ones {before} %.",
    Insight.MARKS_RISE: "Marks go up: the last two average {now} %, the earlier ones {before} %.",
    Insight.BEHIND: "Completed lessons: {lessons}; others have {others} after the same time.",
    Insight.AHEAD: "Completed lessons: {lessons}; others have {others} after the same time.",
}
_HINDI_SAID: Texts = {
    Insight.NOT_STARTED: "नामांकन के {days} दिन बाद भी अभी कुछ शुरू नहीं हुआ।",
    Insight.ACTIVE_LESS: "पिछले 14 दिनों में {days} दिन सक्रिय; उससे पहले के 14 दिनों में {before} दिन।",
    Insight.ACTIVE_MORE: "पिछले 14 दिनों में {days} दिन सक्रिय; उससे पहले के 14 दिनों में {before} दिन।",
    Insight.ACTIVE: "पिछले 14 दिनों में {days} दिन सक्रिय।",
    Insight.STOPPED: "{days} दिनों से कोई गतिविधि नहीं।",
    Insight.WORKS_MISSING: "जो काम अधिकतर लोग जमा कर चुके हैं, उन {due} में से {missing} जमा नहीं हुए।",
    Insight.MARKS_FALL: "अंक घट रहे हैं: पिछले दो का औसत {now} %, पहले वालों का {before} %।",
    Insight.MARKS_RISE: "अंक बढ़ रहे हैं: पिछले दो का औसत {now} %, पहले वालों का {before} %।",
    Insight.BEHIND: "पूरे किए गए पाठ: {lessons}; इतने ही समय में दूसरों के {others}।",
    Insight.AHEAD: "पूरे किए गए पाठ: {lessons}; इतने ही समय में दूसरों के {others}।",
}
_ENGLISH_WHY: Texts = {
    RiskSign.ACTIVITY: "Active in {value} weeks; others in {others} after the same time.",
    RiskSign.MISSED: "Not handed in: {value} of {due} works that most others have handed in.",
    RiskSign.MARKS: "Marks average {value} %; others have {others} % for the same works.",
    RiskSign.LATE: "Handed in late: {value} of {due} works.",
    RiskSign.MARKS_LATELY: "The latest mark is {value} %, others have {others} %; it was better before.",
    RiskSign.EARLY: "Hands in {days} days after others, on average.",
    RiskSign.TRIES: "Earlier tries at this course: {value}.",
    RiskSign.OTHER_COURSES: "Other courses at the same time: {value}.",
    RiskSign.OVERDUE: "The latest work has been due for {days} days.",
    RiskSign.SILENT: "No activity for {days} days.",
    RiskSign.BEHIND: "Completed lessons: {value}; others have {others} after the same time.",
}
_HINDI_WHY: Texts = {
    RiskSign.ACTIVITY: "{value} सप्ताह सक्रिय; इतने ही समय में दूसरे {others} सप्ताह।",
    RiskSign.MISSED: "जो काम अधिकतर लोग जमा कर चुके हैं, उन {due} में से {value} जमा नहीं हुए।",
    RiskSign.MARKS: "अंकों का औसत {value} %; उन्हीं कामों में दूसरों का {others} %।",
    RiskSign.LATE: "{due} में से {value} काम देर से जमा हुए।",
    RiskSign.MARKS_LATELY: "सबसे हाल के अंक {value} %, दूसरों के {others} %; पहले बेहतर थे।",
    RiskSign.EARLY: "औसतन दूसरों से {days} दिन बाद काम जमा होता है।",
    RiskSign.TRIES: "इस पाठ्यक्रम के पहले प्रयास: {value}।",
    RiskSign.OTHER_COURSES: "साथ में चल रहे अन्य पाठ्यक्रम: {value}।",
    RiskSign.OVERDUE: "सबसे हाल के काम का समय {days} दिन पहले पूरा हो चुका है।",
    RiskSign.SILENT: "{days} दिनों से कोई गतिविधि नहीं।",
    RiskSign.BEHIND: "पूरे किए गए पाठ: {value}; इतने ही समय में दूसरों के {others}।",
}
_ENGLISH_STEPS: Mapping[bool, Texts] = {
    False: {
        NextStep.BEGIN: "Welcome them, and point to the first lesson.",
        NextStep.COME_BACK: "Write to them and ask what keeps them away.",
        NextStep.HAND_IN: "Remind them of the missing work; agree on a day.",
        NextStep.REPEAT: "Look at the last works together, and name what to repeat.",
        NextStep.CATCH_UP: "Plan the next two lessons with them.",
        NextStep.GO_ON: "Nothing to do.",
    },
    True: {
        NextStep.BEGIN: "Begin with the first lesson.",
        NextStep.COME_BACK: "Take ten minutes today for the lesson where you stopped.",
        NextStep.HAND_IN: "Hand in the missing work, the oldest first.",
        NextStep.REPEAT: "Repeat the lessons that the last works were about.",
        NextStep.CATCH_UP: "Plan the next two lessons for this week.",
        NextStep.GO_ON: "Go on like this.",
    },
}
_HINDI_STEPS: Mapping[bool, Texts] = {
    False: {
        NextStep.BEGIN: "उनका स्वागत करें और पहला पाठ दिखाएँ।",
        NextStep.COME_BACK: "उन्हें लिखें और पूछें कि क्या बाधा है।",
        NextStep.HAND_IN: "बाकी काम की याद दिलाएँ और एक दिन तय करें।",
        NextStep.REPEAT: "पिछले काम साथ में देखें और बताएँ कि क्या दोहराना है।",
        NextStep.CATCH_UP: "उनके साथ अगले दो पाठों की योजना बनाएँ।",
        NextStep.GO_ON: "कुछ करने की ज़रूरत नहीं।",
    },
    True: {
        NextStep.BEGIN: "पहले पाठ से शुरू करें।",
        NextStep.COME_BACK: "जहाँ रुके थे, उस पाठ को आज दस मिनट दें।",
        NextStep.HAND_IN: "बाकी काम जमा करें, सबसे पुराना पहले।",
        NextStep.REPEAT: "पिछले काम जिन पाठों के थे, उन्हें दोहराएँ।",
        NextStep.CATCH_UP: "इस सप्ताह अगले दो पाठों की योजना बनाएँ।",
        NextStep.GO_ON: "ऐसे ही आगे बढ़ें।",
    },
}
SAID: Mapping[str, Texts] = {"en": _ENGLISH_SAID, "hi": _HINDI_SAID}
WHY: Mapping[str, Texts] = {"en": _ENGLISH_WHY, "hi": _HINDI_WHY}
STEPS: Mapping[str, Mapping[bool, Texts]] = {"en": _ENGLISH_STEPS, "hi": _HINDI_STEPS}


def say(texts: Texts, code: str, figures: Mapping[str, int]) -> str:
    """A sentence with its figures."""
    return texts[code].format(**figures)
