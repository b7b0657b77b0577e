"""How often one person may ask for what takes minutes."""

from datetime import timedelta

from functions.catalog.tables import CatalogRow
from shared.ratelimit import RateLimit, limited_by_person

copies = limited_by_person(RateLimit("course-copies", 60, per=timedelta(hours=1)), CatalogRow)
appraisals = limited_by_person(RateLimit("course-quality", 240, per=timedelta(hours=1)), CatalogRow)
archives = limited_by_person(RateLimit("course-archives", 120, per=timedelta(hours=1)), CatalogRow)
