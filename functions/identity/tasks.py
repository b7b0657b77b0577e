"""Identity's workflow door: steps of imports, and what runs by the clock."""

from typing import Any

from functions.identity.errors import OrganizationNotFound
from functions.identity.wiring import import_service, platform_service, signing_service
from shared.jobs import JobNotFound
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("import_members")
def import_members(event: dict[str, Any]) -> dict[str, Any]:
    """Import the next lines of a file; a repeated call does nothing twice."""
    try:
        return {"status": import_service().step(event["org_id"], event["job_id"])}
    except (JobNotFound, OrganizationNotFound) as gone:
        return {"status": "failed", "error_code": gone.code}


@tasks.on("abandon_member_import")
def abandon_member_import(event: dict[str, Any]) -> dict[str, Any]:
    """Write into the job that it failed."""
    import_service().abandon(event["org_id"], event["job_id"])
    return {"status": "failed"}


@tasks.on("rotate_signing_keys")
def rotate_signing_keys(event: dict[str, Any]) -> dict[str, Any]:
    """Publish a new signing key when it is time, or at once with ``"now": true``."""
    signing = signing_service()
    key = signing.rotate() if event.get("now") else signing.rotate_when_due()
    return {"status": "done", "kid": key.kid if key else None}


@tasks.on("retire_signing_key")
def retire_signing_key(event: dict[str, Any]) -> dict[str, Any]:
    """Believe the key named ``kid`` no longer, because it may be known to others."""
    signing_service().retire(event["kid"])
    return {"status": "done"}


@tasks.on("invite_platform_admin")
def invite_platform_admin(event: dict[str, Any]) -> dict[str, Any]:
    """Invite somebody by ``email`` and ``name`` to run the platform; the first of them founds it."""
    return {"status": "done", "user_id": platform_service().invite_admin(event["email"], event["name"])}


handler = tasks.handler
