"""Puts search's services together."""

import hashlib
from typing import Annotated

from fastapi import Depends, Path, Request

from functions.search.gateways import BaseFiles
from functions.search.repository import SearchRepository
from functions.search.service import BuildingService, FindingService, IndexingService, find_catalog
from shared.auth import Caller, caller_of
from shared.errors import Forbidden, Unauthenticated
from shared.workflows import StepFunctions

ONE_IN = 64
"""After about how many changes a base is made anew."""

OrganizationSlug = Annotated[
    str,
    Path(max_length=40, pattern=r"^[a-z0-9](?:-?[a-z0-9]){2,39}$", description="The organization's name in addresses."),
]


def indexing_service(org_id: str) -> IndexingService:
    """A tenant's entries."""
    return IndexingService(SearchRepository(org_id), BaseFiles(org_id))


def building_service(org_id: str) -> BuildingService:
    """A tenant's bases."""
    return BuildingService(SearchRepository(org_id), BaseFiles(org_id))


def build_now_and_then(org_id: str, event_id: str) -> None:
    """Have the base made anew once in a while. Chance decides, by the event's id: so it counts nothing, and a repeated
    delivery starts nothing twice.
    """
    if int(hashlib.sha256(event_id.encode()).hexdigest(), 16) % ONE_IN == 0:
        StepFunctions().start("indexing", f"{org_id}-{event_id}", {"org_id": org_id, "whole": False})


async def _finding_service(request: Request, org_slug: OrganizationSlug) -> FindingService:
    organization = find_catalog(org_slug)
    finding = FindingService(organization, SearchRepository(organization.org_id))
    finding.require_visible_to(None if organization.public_catalog else _member(request))
    return finding


def _member(request: Request) -> Caller | None:
    """Who is signed in. A token that is not good is as none: the catalog then is not there."""
    try:
        return caller_of(request)
    except (Unauthenticated, Forbidden):
        return None


Finding = Annotated[FindingService, Depends(_finding_service)]
"""The catalog that the address names, if the caller may see it."""
