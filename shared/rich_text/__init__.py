"""Formatted text as people write it: ProseMirror documents in the names of TipTap, checked against an allow-list and
shown as HTML.
"""

from typing import Annotated, Any

from pydantic import Field

Document = Annotated[dict[str, Any], Field(description="A ProseMirror document in the names of TipTap.")]
"""A document as it was sent; ``checking.faults_of`` says whether it is taken."""
