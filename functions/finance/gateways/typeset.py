"""Invoices and credit notes as PDF: the page they are set on."""

from datetime import datetime

from functions.finance.domain.documents import Document
from shared.typesetting import pictured, qr_code, typeset

PAGE = """
#let data = json(bytes(sys.inputs.data))
#let faint = luma(110)
#set document(title: data.title + " " + data.number)
#set page(
  paper: "a4",
  margin: (x: 18mm, top: 18mm, bottom: 22mm),
  footer: context [
    #set text(8pt, fill: faint)
    #data.number #h(1fr) #counter(page).display("1 / 1", both: true)
  ],
)
#set text(font: data.fonts, size: 9.5pt, lang: "en")
#set par(leading: 0.55em)
#let party(name, lines) = block(width: 100%)[
  #text(8pt, fill: faint, name) \\
  #for (place, line) in lines.enumerate() [
    #if place == 0 { strong(line) } else { line } \\
  ]
]

#grid(
  columns: (1fr, 30mm),
  [
    #text(20pt, weight: "bold", data.title)
    #v(2mm)
    #grid(
      columns: (auto, 1fr),
      column-gutter: 5mm,
      row-gutter: 2mm,
      ..data.facts.map(pair => (text(fill: faint, pair.at(0)), pair.at(1))).flatten(),
    )
  ],
  align(right, image(bytes(data.qr), format: "svg", width: 28mm, alt: "The figures of this document as a QR code")),
)
#v(5mm)
#grid(
  columns: (1fr, 1fr),
  column-gutter: 8mm,
  party("Supplier", data.supplier),
  party("Recipient", data.recipient),
)
#v(5mm)
#let figures = data.columns.len() - 3
#table(
  columns: (auto, 1fr, auto) + (auto,) * figures,
  align: (column, row) => if column < 3 { left } else { right },
  stroke: (x, y) => (bottom: 0.5pt + if y == 0 { black } else { luma(200) }),
  inset: (x: 2mm, y: 2mm),
  table.header(..data.columns.map(name => strong(text(8.5pt, name)))),
  ..data.rows.flatten(),
)
#align(right, block(width: 80mm, grid(
  columns: (1fr, auto),
  row-gutter: 2.4mm,
  inset: (x: 2mm),
  ..data.sums.enumerate().map(((place, pair)) => if place == data.sums.len() - 1 {
    (strong(pair.at(0)), align(right, strong(pair.at(1))))
  } else {
    (pair.at(0), align(right, pair.at(1)))
  }).flatten(),
)))
#v(3mm)
#text(fill: faint)[Total in words:] #strong(data.words)
#v(8mm)
#for note in data.notes [
  #text(8pt, fill: faint, note) \\
]
"""


def as_pdf(document: Document, at: datetime) -> bytes:
    """The document as PDF; the same bytes whenever it is made. ``at`` is when it was issued."""
    return typeset(PAGE, _data(document), at=at)


def as_pictures(document: Document, at: datetime, *, dots_per_inch: int = 96) -> list[bytes]:
    """The same as a PNG per page."""
    return pictured(PAGE, _data(document), at=at, dots_per_inch=dots_per_inch)


def _data(document: Document) -> dict[str, object]:
    return {**document.data(), "qr": qr_code(document.code)}
