"""What search stands on outside its table: the engine, and the files that hold bases."""

from functions.search.gateways.bases import BaseFiles, BaseGone
from functions.search.gateways.index import CourseIndex
from functions.search.gateways.tantivy_index import TantivyIndex
from functions.search.gateways.tantivy_schema import FORM

__all__ = ["FORM", "BaseFiles", "BaseGone", "CourseIndex", "TantivyIndex"]
