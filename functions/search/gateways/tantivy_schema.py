"""How an entry stands in a tantivy index. Who changes this changes ``FORM``: older bases are then made anew."""

import math
from functools import cache

from tantivy import Document, Schema, SchemaBuilder

from functions.search.domain import Entry, Hit, Offer, Rating, quality, stars, words_of, written_alike
from functions.search.gateways.stems import stem, stemmer_of

FORM = 2
NOT_SOLD = 2**62
TEXTS = {"title": 1.0, "about": 0.9, "outline": 0.8, "body": 1.0}
"""The fields of text, and how much a match in each weighs."""
FACETS = {
    "category": "category",
    "difficulty": "difficulty",
    "language": "language",
    "tag": "tag",
    "instructor": "instructor",
}


@cache
def schema() -> Schema:
    """The fields."""
    builder = SchemaBuilder().add_text_field("course_id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="whitespace")
    # Words as they are written: to complete them, and to tell slips of the pen.
    builder.add_text_field("names", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stemmer", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title_order", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_boolean_field("free", indexed=True, fast=True)
    builder.add_integer_field("price", indexed=True, fast=True)
    builder.add_float_field("rating", indexed=True, fast=True)
    builder.add_float_field("stars", fast=True)
    builder.add_float_field("quality", fast=True)
    builder.add_integer_field("published", fast=True)
    builder.add_bytes_field("hit", stored=True)
    return builder.build()


def document_of(entry: Entry) -> Document:
    """The entry as tantivy keeps it."""
    offer, rating = entry.offer, entry.rating
    latin = stemmer_of(offer.language)
    title, outline = words_of(offer.title), words_of(entry.outline)
    about = words_of(" ".join((offer.summary, *offer.objectives, *offer.tags)))
    document = Document()
    document.add_text("course_id", offer.course_id)
    for name, words in (("title", title), ("about", about), ("outline", outline), ("body", words_of(entry.text))):
        document.add_text(name, " ".join(stem(word, latin) for word in words))
    document.add_text("names", " ".join(dict.fromkeys(title)))
    document.add_text("words", " ".join(dict.fromkeys([*title, *about, *outline])))
    facets = {
        "category": (offer.category_id,),
        "difficulty": (offer.difficulty,),
        "language": (offer.language,),
        "tag": offer.tags,
        "instructor": offer.instructor_ids,
    }
    for name, values in facets.items():
        for value in values:
            if value:
                document.add_text(name, value)
    document.add_text("stemmer", latin)
    document.add_text("title_order", f"{written_alike(offer.title)}\x00{offer.course_id}")
    document.add_boolean("free", offer.free)
    document.add_integer("price", price_of(offer))
    document.add_float("rating", rating.average or 0.0)
    document.add_float("stars", stars(rating) + offer.published_at.timestamp() * 1e-14)
    document.add_float("quality", weight(quality(offer, rating)))
    document.add_integer("published", int(offer.first_published_at.timestamp() * 1_000_000))
    document.add_bytes("hit", _dump(offer, rating))
    return document


def price_of(offer: Offer) -> int:
    """What it costs, in minor units. What is neither free nor sold costs more than anything."""
    if offer.free:
        return 0
    return NOT_SOLD if offer.price_minor is None else offer.price_minor


def weight(factor: float) -> float:
    """What the engine must be given to multiply a score by the factor: it takes log2(2 + value)."""
    return math.pow(2.0, factor) - 2.0


def hit_of(document: Document) -> Hit:
    """What was found, from what is stored of it."""
    head, _, tail = bytes(document.get_first("hit") or b"").partition(b"\n")
    return Hit(Offer.model_validate_json(head), Rating.model_validate_json(tail))


def _dump(offer: Offer, rating: Rating) -> bytes:
    return b"\n".join((offer.model_dump_json().encode(), rating.model_dump_json().encode()))
