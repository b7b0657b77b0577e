"""The border between organizations."""

from functions.identity.errors import OrganizationNotFound
from functions.identity.permissions import MANAGE_ORGANIZATIONS
from shared.auth import Caller


def reachable(caller: Caller, org_id: str) -> str:
    """The organization's id, if it is the caller's own or the caller manages them all. Others are not there."""
    if org_id != caller.org_id and not caller.may(MANAGE_ORGANIZATIONS):
        raise OrganizationNotFound(organization_id=org_id)
    return org_id
