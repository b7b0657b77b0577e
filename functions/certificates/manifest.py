"""What certificates runs."""

from events.assessment import AttemptGraded
from events.certificates import CertificateIssued, CertificateRevoked
from events.learning import CourseCompleted, LessonCompleted
from shared.manifest import READ, Context, Function

CERTIFICATES = Context(
    name="certificates",
    routes=("/certificates", "/courses/{course_id}/certificate", "/courses/{course_id}/certificates"),
    tells=(CertificateIssued, CertificateRevoked),
    hears=(CourseCompleted, LessonCompleted, AttemptGraded, CertificateIssued, CertificateRevoked),
    asks=("identity", "catalog", "learning", "assessment"),
    keeps_files=True,
    api=Function(table=(*READ, "PutItem", "UpdateItem"), files=("GetObject",)),
    # Only here is anything typeset: the layer is large, and people need not wait for it.
    handlers=Function(
        memory_mb=1769,
        timeout_s=60,
        table=("GetItem", "BatchGetItem", "PutItem"),
        files=True,
        layers=("typesetting",),
        asks=("identity", "catalog", "learning"),
    ),
)
