"""The embedded grader: which level of each criterion, or how many points, by which words, and how sure that is."""

from collections.abc import Sequence
from statistics import median

from functions.ai.domain.grading.essays import Aspect, Essays, Task
from functions.ai.domain.grading.estimates import Estimate, Graded
from functions.ai.domain.grading.evidence import quotes_for
from functions.ai.domain.grading.prose import own_sentences, read_prose
from functions.ai.domain.grading.short_answers import ShortAnswers
from functions.ai.domain.grading.wording import worded
from functions.ai.domain.tasks import CriterionGrade, CriterionToGrade, GradedExample, GradeRequest, GradeResult, Used

MODEL = "likeness-1"
LONGEST_SHORT = 60
"""Up to so many words an answer is judged as right or wrong, beyond as an essay."""
FEWEST_GRADED = 8
"""With fewer graded answers it is not known whether there is something between right and wrong."""
_TENTHS = tuple(step / 10 for step in range(11))
_QUARTERS = tuple(step / 4 for step in range(5))

_CUES = {
    Aspect.LANGUAGE: "spelling grammar language punctuation mechanics style vocabulary conventions fluency tone",
    Aspect.STRUCTURE: "structure organisation organization coherence cohesion flow paragraphs order transitions",
    Aspect.CONTENT: "content ideas argument evidence facts accuracy knowledge understanding example thesis reasons",
}


def judge(request: GradeRequest) -> GradeResult:
    """Judge an answer. The same again from the same says the same.

    Its confidence is the chance that a person gives the same: that level of every criterion, or points no further off
    than a tenth of all.
    """
    used = Used(provider="embedded", model=MODEL)
    graded = [_graded(one, request) for one in reversed(request.examples)]
    feedback = _feedback(request)
    if not request.criteria:
        share, sure = _as_points(request, graded)
        aims = [worded(one, request.language) for one in _aims(request)]
        return GradeResult(
            used=used,
            score_centi=round(share * request.max_centi),
            confidence_bp=round(sure * 10_000),
            evidence=quotes_for(aims, request.text, request.language),
            feedback=feedback,
        )
    levels = [_as_level(request, one, graded) for one in request.criteria]
    most = sum(max(level.points_centi for level in one.levels) for one in request.criteria) or 1
    reached = sum(points for _, points, _ in levels)
    return GradeResult(
        used=used,
        score_centi=round(reached * request.max_centi / most),
        confidence_bp=round(min(sure for _, _, sure in levels) * 10_000),
        criteria=tuple(one for one, _, _ in levels),
        feedback=feedback,
    )


def is_short(request: GradeRequest) -> bool:
    """Whether an answer is judged as right or wrong: by the length of the model answer; where there is none, by its own
    and by that of the answers that were marked: a few words where others wrote essays are judged as an essay."""
    if request.model_answer:
        return len(request.model_answer.split()) <= LONGEST_SHORT
    usual = median([len(one.text.split()) for one in request.examples] or [0])
    return max(usual, len(request.text.split())) <= LONGEST_SHORT


def aspect_of(criterion: CriterionToGrade) -> Aspect:
    """What a criterion looks at, by the words it is said in."""
    said = worded(f"{criterion.key} {criterion.title} {criterion.description}", "en").all
    counts = {aspect: len(said & worded(cues, "en").all) for aspect, cues in _CUES.items()}
    best = max(counts, key=lambda aspect: counts[aspect])
    return best if counts[best] else Aspect.WHOLE


def _as_points(request: GradeRequest, graded: Sequence[Graded]) -> tuple[float, float]:
    estimate = _estimate(request, None, Aspect.WHOLE, graded)
    if estimate.all_or_nothing and (request.max_centi <= 100 or len(graded) >= FEWEST_GRADED):
        place, sure = estimate.nearest((0.0, 1.0))
        return float(place), sure
    steps = _TENTHS if request.max_centi > 500 else _QUARTERS
    place, _ = estimate.nearest(steps)
    return steps[place], Estimate(steps[place], estimate.error).within(0.1)


def _as_level(
    request: GradeRequest, criterion: CriterionToGrade, graded: Sequence[Graded]
) -> tuple[CriterionGrade, int, float]:
    most = max(level.points_centi for level in criterion.levels) or 1
    levels = {level.points_centi / most: level for level in reversed(criterion.levels)}
    shares = sorted(levels)
    place, sure = _estimate(request, criterion.key, aspect_of(criterion), graded).nearest(shares)
    level = levels[shares[place]]
    aims = [worded(one, request.language) for one in (criterion.title, criterion.description, *_aims(request))]
    quotes = quotes_for(aims, request.text, request.language)
    return CriterionGrade(key=criterion.key, level=level.key, evidence=quotes), level.points_centi, sure


def _estimate(request: GradeRequest, criterion: str | None, aspect: Aspect, graded: Sequence[Graded]) -> Estimate:
    if is_short(request):
        references = (request.model_answer,) if request.model_answer else ()
        judge = ShortAnswers(request.prompt, references, graded, language=request.language, criterion=criterion)
        return judge.judge(" ".join(own_sentences(request.text)))
    task = Task(request.prompt, request.model_answer, language=request.language)
    return Essays(task, graded, criterion=criterion, aspect=aspect).judge(request.text)


def _graded(example: GradedExample, request: GradeRequest) -> Graded:
    """What people gave, as shares; levels that the rubric no longer has are left out."""
    shares = []
    for criterion in request.criteria:
        most = max(level.points_centi for level in criterion.levels) or 1
        given = example.levels.get(criterion.key)
        shares += [(criterion.key, level.points_centi / most) for level in criterion.levels if level.key == given]
    return Graded(example.text, min(example.score_centi / max(request.max_centi, 1), 1.0), tuple(shares))


def _aims(request: GradeRequest) -> tuple[str, ...]:
    return (request.model_answer, request.prompt) if request.model_answer else (request.prompt,)


def _feedback(request: GradeRequest) -> str:
    """Of the answer alone."""
    prose = read_prose(request.text, request.language)
    words, sentences = len(prose.words.stems), len(prose.sentences)
    return f"{words} word{'s' * (words != 1)} in {sentences} sentence{'s' * (sentences != 1)}."
