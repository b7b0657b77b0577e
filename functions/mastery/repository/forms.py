"""Learners and attempts as bytes."""

from collections.abc import Mapping

from functions.mastery.domain.evidence import Answer, Attempt, Said
from functions.mastery.domain.learners import Learner, SkillBelief
from functions.mastery.repository.packing import pack, unpack


def pack_learner(learner: Learner) -> bytes:
    """What somebody is believed to be able to do."""
    skills = {name: [one.mean, one.variance, one.hardness, one.answers] for name, one in learner.skills.items()}
    return pack([learner.ability, learner.form, skills, learner.latest])


def unpack_learner(packed: bytes) -> Learner:
    """The same again, to the last digit."""
    ability, form, skills, latest = unpack(packed)
    return Learner(tuple(ability), tuple(form), {name: SkillBelief(*one) for name, one in skills.items()}, latest)


def pack_attempt(attempt: Attempt) -> bytes:
    """What is kept of an attempt, but for its id."""
    answers = [[one.question_id, one.skill_ids, one.score_bp, one.guess_bp] for one in attempt.answers]
    return pack([attempt.course_id, attempt.told, answers, _pairs(attempt.found), _pairs(attempt.said)])


def unpack_attempt(attempt_id: str, packed: bytes) -> Attempt:
    """The attempt of this id."""
    course_id, told, answers, found, said = unpack(packed)
    return Attempt(
        attempt_id,
        course_id,
        told,
        tuple(Answer(question_id, tuple(skills), score, guess) for question_id, skills, score, guess in answers),
        {name: Said(*pair) for name, pair in found.items()},
        {name: Said(*pair) for name, pair in said.items()},
    )


def _pairs(said: Mapping[str, Said]) -> dict[str, list[int]]:
    return {name: [one.precision, one.shift] for name, one in said.items()}
