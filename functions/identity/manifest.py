"""What identity runs."""

from events.identity import (
    MemberDeactivated,
    MemberImportRequested,
    MemberInvited,
    MemberJoined,
    MemberReactivated,
    MemberRemoved,
    MemberRenamed,
    MemberRolesChanged,
    OrganizationChanged,
    OrganizationDeleted,
    OrganizationRegistered,
    OrganizationResumed,
    OrganizationSuspended,
    PasswordChanged,
    PasswordResetRequested,
    PersonRegistered,
    RefreshTokenReused,
    RegistrationRequested,
    SessionsRevoked,
)
from shared.manifest import READ, Context, Function, Schedule, Secret

IDENTITY = Context(
    name="identity",
    routes=("/auth", "/users", "/organizations", "/.well-known/jwks.json"),
    tells=(
        RegistrationRequested,
        OrganizationRegistered,
        OrganizationChanged,
        OrganizationSuspended,
        OrganizationResumed,
        OrganizationDeleted,
        PersonRegistered,
        MemberInvited,
        MemberJoined,
        MemberRolesChanged,
        MemberRenamed,
        MemberDeactivated,
        MemberReactivated,
        MemberRemoved,
        MemberImportRequested,
        PasswordResetRequested,
        PasswordChanged,
        RefreshTokenReused,
        SessionsRevoked,
    ),
    hears=(
        RegistrationRequested,
        PasswordResetRequested,
        PasswordChanged,
        RefreshTokenReused,
        MemberInvited,
        MemberImportRequested,
    ),
    answers=("GetItem", "BatchGetItem"),
    workflows=("member_import",),
    schedules=(Schedule(task="rotate_signing_keys", every="rate(1 day)"),),
    secrets=(
        Secret(name="signing_keys", description="Seals the private keys that sign access tokens."),
        Secret(name="tokens", description="Authenticates the links in mails, and refresh tokens."),
    ),
    keeps_files=True,
    # Argon2 wants a processor and 19 MiB for some 50 ms: more memory buys more of both.
    api=Function(
        memory_mb=1769,
        table=(*READ, "PutItem", "UpdateItem", "DeleteItem"),
        secrets=("signing_keys", "tokens"),
        files=True,
        layers=("passwords",),
    ),
    handlers=Function(
        table=("GetItem", "BatchGetItem", "PutItem"), secrets=("tokens",), machines=("member_import",), sends_mail=True
    ),
    tasks=Function(timeout_s=300, table=("GetItem", "BatchGetItem", "PutItem"), secrets=("signing_keys",), files=True),
)
