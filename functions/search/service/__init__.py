"""Search's use cases."""

from functions.search.service.building import BuildingService
from functions.search.service.finding import FindingService, OfferPage, find_catalog
from functions.search.service.indexing import IndexingService

__all__ = ["BuildingService", "FindingService", "IndexingService", "OfferPage", "find_catalog"]
