"""Questions answered by writing: a word or two, which a rule can compare, or an essay, which somebody reads."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from events.media import AssetKind
from functions.assessment.domain.files import HANDED_IN, MOST_FILES, USUAL_FILE, AssetId, FileRules, FileSize
from functions.assessment.domain.questions.base import AnyQuestion, Mark, Part
from functions.assessment.domain.questions.words import (
    AcceptedTexts,
    Reading,
    documents_of_accepted,
    faults_of_accepted,
    worth,
)
from shared.errors import FieldError
from shared.rich_text import Document
from shared.texts import Printable

LONGEST_ANSWER = 500
LONGEST_ESSAY = 60_000


class Answer(Part):
    """What was written."""

    text: Annotated[str, StringConstraints(max_length=LONGEST_ANSWER), Printable]


class ShortText(AnyQuestion[Answer]):
    """A text is right when it is one of those that are accepted."""

    Response: ClassVar[type[Part]] = Answer

    type: Literal["short_text"]
    accepted: AcceptedTexts
    reading: Reading = Reading()

    def own_documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is said to answers."""
        return documents_of_accepted(self.accepted, "/accepted")

    def broken_rules(self) -> Iterator[FieldError]:
        """Something is fully right, and expressions can be compiled."""
        return faults_of_accepted(self.accepted, "/accepted")

    def is_blank(self, response: Answer) -> bool:
        """Whether nothing was written."""
        return not response.text.strip()

    def mark(self, response: Answer) -> Mark:
        """What the best of the accepted texts that it is is worth."""
        best = self.reading.best(self.accepted, response.text)
        return Mark(worth(best), feedback=(best.feedback,) if best and best.feedback else ())

    def right_answer(self) -> dict[str, Any]:
        """The first text that is fully right and not an expression, else the first."""
        full = [one for one in self.accepted if one.share_bp == 10_000]
        return {"text": next((one.text for one in full if one.match == "exact"), full[0].text)}

    def categories(self, response: Answer) -> tuple[str, ...]:
        """Which accepted text it is, or that it is none."""
        best = self.reading.best(self.accepted, response.text)
        return (f"accepted:{self.accepted.index(best)}" if best else "other",)


class Writing(Part):
    """What was written, in paragraphs, and files beside it."""

    text: Annotated[str, StringConstraints(max_length=LONGEST_ESSAY), Printable] = ""
    asset_ids: Annotated[tuple[AssetId, ...], Field(max_length=MOST_FILES)] = ()


class Essay(AnyQuestion[Writing]):
    """A text that somebody reads and marks; the model answer is for those who grade."""

    Response: ClassVar[type[Part]] = Writing
    graded_by: ClassVar[str] = "person"

    type: Literal["essay"]
    min_words: Annotated[int, Field(ge=0, le=20_000)] = 0
    max_words: Annotated[int, Field(ge=1, le=20_000)] = 5_000
    most_files: Annotated[int, Field(ge=0, le=20)] = 0
    model_answer: Document | None = None

    def own_documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What a good answer looks like."""
        if self.model_answer is not None:
            yield "/model_answer", self.model_answer

    def broken_rules(self) -> Iterator[FieldError]:
        """The least is not more than the most."""
        if self.min_words > self.max_words:
            yield FieldError("/min_words", "more_than_most", "The least number of words is at most the greatest.")

    def shown(self, order: Any) -> dict[str, Any]:
        """How long it may be."""
        limits = {"min_words": self.min_words, "max_words": self.max_words, "most_files": self.most_files}
        return {**super().shown(order), **limits}

    def takes_files(self) -> FileRules | None:
        """Files of every kind, if any."""
        return FileRules(most=self.most_files, kinds=HANDED_IN) if self.most_files else None

    def is_blank(self, response: Writing) -> bool:
        """Whether there is neither text nor file."""
        return not response.text.strip() and not response.asset_ids

    def strays(self, response: Writing) -> Iterator[FieldError]:
        """More words or files than are taken. Too few words are no fault while one is still writing."""
        words = len(response.text.split())
        if words > self.max_words:
            yield FieldError("/text", "too_many_words", f"At most {self.max_words} words are taken, here are {words}.")
        if len(response.asset_ids) > self.most_files:
            yield FieldError("/asset_ids", "too_many_files", f"At most {self.most_files} files are taken.")

    def right_answer(self) -> dict[str, Any] | None:
        """The model answer."""
        return {"document": self.model_answer} if self.model_answer is not None else None


class Files(Part):
    """The files that were handed in."""

    asset_ids: Annotated[tuple[AssetId, ...], Field(max_length=MOST_FILES)] = ()


class FileUpload(AnyQuestion[Files]):
    """Files to hand in, which somebody looks at."""

    Response: ClassVar[type[Part]] = Files
    graded_by: ClassVar[str] = "person"

    type: Literal["file_upload"]
    most_files: Annotated[int, Field(ge=1, le=20)] = 1
    kinds: Annotated[
        tuple[Literal["image", "video", "audio", "document", "other"], ...], Field(min_length=1, max_length=5)
    ] = ("document",)
    largest_bytes: FileSize = USUAL_FILE

    def shown(self, order: Any) -> dict[str, Any]:
        """How many files of which kinds, and how large."""
        limits = {"most_files": self.most_files, "kinds": list(self.kinds), "largest_bytes": self.largest_bytes}
        return {**super().shown(order), **limits}

    def takes_files(self) -> FileRules | None:
        """As it says."""
        kinds = tuple(AssetKind(kind) for kind in self.kinds)
        return FileRules(most=self.most_files, kinds=kinds, largest_bytes=self.largest_bytes)

    def is_blank(self, response: Files) -> bool:
        """Whether there is no file."""
        return not response.asset_ids

    def strays(self, response: Files) -> Iterator[FieldError]:
        """More files than are taken."""
        if len(response.asset_ids) > self.most_files:
            yield FieldError("/asset_ids", "too_many_files", f"At most {self.most_files} files are taken.")
