"""Rows of copies: jobs and their plans, templates, archives to be imported."""

from pynamodb.attributes import JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.catalog.tables.base import CatalogRow
from functions.catalog.tables.contents import PartFields
from shared.dynamo import IntegerAttribute, Key
from shared.jobs import JobFields, job_key


class JobRow(CatalogRow, JobFields, discriminator="Job"):
    """A course being copied from somewhere to somewhere."""

    source_id = UnicodeAttribute()
    target_id = UnicodeAttribute()
    wish = JSONAttribute()
    found = JSONAttribute()


class PlanRow(CatalogRow, PartFields, discriminator="Plan"):
    """What a job is going to make, or a part of it. Never changes."""

    @staticmethod
    def key(org_id: str, job_id: str, part: int | str = "") -> Key:
        """Where a part of a job's plan stands."""
        pk, _ = job_key(org_id, job_id)
        return pk, f"PLAN#{part}"


class TemplateRow(CatalogRow, discriminator="Template"):
    """A template. There only once its blueprint and bodies are."""

    template_id = UnicodeAttribute()
    name = UnicodeAttribute()
    description = UnicodeAttribute()
    course_id = UnicodeAttribute()
    title = UnicodeAttribute()
    language = UnicodeAttribute()
    topic_count = IntegerAttribute()
    lesson_count = IntegerAttribute()
    created_by = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, template_id: str) -> Key:
        """Where a template stands."""
        return f"ORG#{org_id}#TEMPLATE#{template_id}", "TEMPLATE"

    @staticmethod
    def index_key(org_id: str, template_id: str = "") -> Key:
        """Where it stands among the organization's templates."""
        return f"ORG#{org_id}#TEMPLATES", template_id


class BlueprintRow(CatalogRow, PartFields, discriminator="Blueprint"):
    """What a template froze, or a part of it. Never changes."""

    @staticmethod
    def key(org_id: str, template_id: str, part: int | str = "") -> Key:
        """Where a part of a template's blueprint stands."""
        pk, _ = TemplateRow.key(org_id, template_id)
        return pk, f"BLUEPRINT#{part}"


class TemplateTombstoneRow(CatalogRow, discriminator="TemplateTombstone"):
    """A template was deleted; there until everybody has heard of it."""

    @staticmethod
    def key(org_id: str, template_id: str) -> Key:
        """Where the tombstone of a template stands."""
        pk, _ = TemplateRow.key(org_id, template_id)
        return pk, "DELETED"


class ImportRow(CatalogRow, discriminator="Import"):
    """An archive that somebody wants to import, and what was found in it."""

    import_id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    size = IntegerAttribute()
    state = UnicodeAttribute()
    tag = UnicodeAttribute(null=True)
    contents = JSONAttribute(null=True)
    faults = JSONAttribute()
    clashes = JSONAttribute()
    job_id = UnicodeAttribute(null=True)
    course_id = UnicodeAttribute(null=True)
    created_at = UTCDateTimeAttribute()
    updated_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, import_id: str) -> Key:
        """Where an import stands."""
        return f"ORG#{org_id}#IMPORT#{import_id}", "IMPORT"


class CarriedRow(CatalogRow, discriminator="Carried"):
    """A file that a job has carried from one room to the other."""

    file_id = UnicodeAttribute()
    sha256 = UnicodeAttribute()
    size = IntegerAttribute()
    content_type = UnicodeAttribute()
    name = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, job_id: str, file_id: str = "") -> Key:
        """Where it stands that a job has carried a file."""
        pk, _ = job_key(org_id, job_id)
        return pk, f"FILE#{file_id}"
