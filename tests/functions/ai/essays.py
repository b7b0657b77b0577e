"""Essays of one prompt, good and less good, and what people would give them: written by a rule, the same every time."""

import random
import re

from functions.ai.domain.grading.estimates import Graded
from functions.ai.domain.tasks import GradedExample

PROMPT = "Should a town build its library before its swimming pool? Give reasons and examples for your opinion."

GOOD = """In my opinion, the town should build the library before the swimming pool, because a library
serves more people for less money. First, a library is open to everyone. Children who have no quiet
room at home can study there after school, and older people can read the newspapers without paying
for them. For example, when our neighbours opened a small library two years ago, more than half of
the families became members within a month. Second, a library helps people to find work. Many
offices accept applications only through the internet, and the library lends computers to those who
own none. Although a swimming pool is good for health, it is expensive to heat, and it stands empty
during the cold months. Some people argue that children need sport more than books. However, they
can already run in the park, whereas there is no other place where they can borrow books. Therefore
I would build the library now, and save money for a pool that the town can really afford later."""

WEAK = """I think pool is good. It is fun. My friends like pool. Library is boring and old. I like to
swim a lot. So build pool."""

OTHER_TOPIC = """The liver is the largest gland of the human body, and it performs hundreds of tasks.
It removes poisons from the blood, stores sugar as glycogen, and produces bile, which breaks fat
into tiny drops. When tissue is damaged, the remaining cells divide until the organ has regained its
former weight. Doctors use this ability during transplants: a donor gives only a part, and both
parts grow. Alcohol and viruses can cause scars, which slowly replace healthy tissue. Because the
liver does not hurt, people often notice the illness late, so regular examinations of the blood are
important for everyone at risk."""

_REASONS = (
    "A library is open to everyone, because nobody has to pay for reading a book there",
    "A swimming pool is expensive to heat, and the town has little money for the winter",
    "Children who have no quiet room at home can study in the library after school",
    "For example, the neighbouring town built a library first, and most of its families became members",
    "Although swimming keeps people healthy, they can already exercise in the park without a pool",
    "Many people look for work through the internet, and the library lends them computers",
    "Older people meet at the library, whereas a pool is mostly used by the young",
    "However, a pool would attract visitors, who spend money in the shops of the town",
    "Some lessons of our school could take place in the library, which saves the town a classroom",
    "Therefore the town should plan carefully, and build what serves the greatest number of people",
)
_FOREIGN = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ezicodufogajelimuposykanub")
_FILLERS = (
    "I like it",
    "It is good",
    "People like this",
    "It is fun and nice",
    "This is my opinion",
    "We want it so much",
)


def graded_essays(count: int, seed: int = 1, steps: int = 5) -> list[Graded]:
    """So many essays with the share of the points they got, in ``steps`` steps; better ones say more, and better."""
    chance = random.Random(seed)
    return [_written(chance, steps) for _ in range(count)]


def written_well(seed: int) -> str:
    """Six to ten of the reasons, whole and in an order by ``seed``."""
    chance = random.Random(seed)
    return " ".join(f"{reason}." for reason in chance.sample(_REASONS, chance.randint(6, len(_REASONS))))


def on_another_topic(essay: str) -> str:
    """The same sentences, in which every longer word is one of a language that nobody speaks."""
    return re.sub(r"[A-Za-z]{5,}", lambda found: found[0][:1] + found[0][1:].translate(_FOREIGN), essay)


def _written(chance: random.Random, steps: int) -> Graded:
    skill = chance.random()
    sentences = []
    for reason in chance.sample(_REASONS, min(len(_REASONS), max(1, round(2 + 8 * skill + chance.gauss(0, 1))))):
        said = reason if chance.random() < 0.3 + 0.7 * skill else chance.choice(_FILLERS)
        words = said.split()
        kept = words if chance.random() < skill else words[: max(3, len(words) * 2 // 3)]
        spelled = [word if chance.random() < 0.88 + 0.12 * skill else word[:1] + word[2:] for word in kept]
        sentences.append(" ".join(spelled) + ".")
    share = min(max(skill + chance.gauss(0, 0.08), 0), 1)
    return Graded(" ".join(sentences), round(share * steps) / steps)


def examples(count: int, max_centi: int, seed: int = 1) -> tuple[GradedExample, ...]:
    """The same, as a provider is given them."""
    marked = graded_essays(count, seed)
    return tuple(GradedExample(text=one.text, score_centi=round(one.share * max_centi)) for one in marked)


def shuffled(text: str, seed: int = 1) -> str:
    """The same words in no order."""
    words = text.split()
    random.Random(seed).shuffle(words)
    return " ".join(words)
