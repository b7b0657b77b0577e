"""Learn what each sign weighs that a short answer is right: ``python -m infra.fitting.short_answers FOLDER``.

``FOLDER`` holds graded answers as XML in the form of SemEval-2013 task 7 (M. Dzikovska and others, 2013): files with a
``questionText``, ``referenceAnswer`` and ``studentAnswer`` elements whose ``accuracy`` is ``correct`` or not. Only the
weights are written, into the room of AI; the texts stay where they are.
"""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from functions.ai.domain.grading import short_answers
from functions.ai.domain.grading.short_answers import Example, learned_weights
from functions.ai.domain.grading.signs import SIGNS

_INTO = Path(short_answers.__file__).parent / "learned.json"


def examples_in(folder: Path) -> dict[str, list[Example]]:
    """The graded answers of a folder by their question's id, files in the order of their names."""
    found: dict[str, list[Example]] = {}
    for file in sorted(folder.glob("*.xml")):
        root = ElementTree.parse(file).getroot()  # noqa: S314  # a file of one's own
        references = tuple(one.text or "" for one in root.iter("referenceAnswer"))
        found[root.get("id", file.stem)] = [
            Example(
                root.findtext("questionText", ""),
                references,
                one.text or "",
                float(one.get("accuracy") == "correct"),
                "en",
            )
            for one in root.iter("studentAnswer")
        ]
    return found


def main(folder: Path) -> None:
    """Learn from nothing, and write the weights."""
    examples = [one for some in examples_in(folder).values() for one in some]
    weights = learned_weights(examples, np.zeros(len(SIGNS) + 1))
    _INTO.write_text(json.dumps({"weights": [round(float(one), 4) for one in weights]}, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
