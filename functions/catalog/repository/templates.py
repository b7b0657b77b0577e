"""Reads and writes templates."""

from collections.abc import Callable

from events.catalog import CourseTemplateDeleted
from functions.catalog.domain.copying import Blueprint, Template
from functions.catalog.errors import TemplateNotFound
from functions.catalog.repository.courses import TOMBSTONE_KEPT_S
from functions.catalog.repository.packing import pack, unpack
from functions.catalog.tables import BlueprintRow, CatalogRow, TemplateRow, TemplateTombstoneRow
from shared.clock import epoch_seconds
from shared.dynamo import Repository, Transaction
from shared.listing import Listed, PageKey


class TemplateRepository(Repository):
    """One tenant's templates. Their bodies stand where those of a course with the template's id would."""

    table = CatalogRow

    def get(self, template_id: str) -> Template:
        """A template. Raises ``TemplateNotFound``."""
        row = self._find(TemplateRow, TemplateRow.key(self.org_id, template_id), consistent=True)
        if row is None:
            raise TemplateNotFound(template_id=template_id)
        return Template.model_validate(row)

    def list(self, *, limit: int, start: PageKey) -> Listed[Template]:
        """The organization's templates, the newest first."""
        pk, _ = TemplateRow.index_key(self.org_id)
        page = self._query(TemplateRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([Template.model_validate(row) for row in page.rows], page.next_key)

    def blueprint(self, template_id: str) -> Blueprint:
        """What the template froze. Raises ``TemplateNotFound``."""
        pk, begin = BlueprintRow.key(self.org_id, template_id)
        content = unpack(self._query_all(BlueprintRow, pk, begins_with=begin))
        if content is None:
            raise TemplateNotFound(template_id=template_id)
        return Blueprint.load(content)

    def adding(self, template: Template, blueprint: Blueprint) -> Callable[[Transaction], object]:
        """Let a template be there, whose bodies are already."""

        def write(transaction: Transaction) -> None:
            pk, sk = TemplateRow.key(self.org_id, template.template_id)
            gsi1pk, gsi1sk = TemplateRow.index_key(self.org_id, template.template_id)
            transaction.create(TemplateRow.of(template, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk))
            for part in pack(
                blueprint.dump(), BlueprintRow, lambda part: BlueprintRow.key(self.org_id, template.template_id, part)
            ):
                transaction.create(part)

        return write

    def delete(self, template: Template) -> None:
        """Remove a template, told as ``CourseTemplateDeleted``; what it consists of is removed when that is heard."""
        pk, sk = TemplateRow.key(self.org_id, template.template_id)
        tombstone_pk, tombstone_sk = TemplateTombstoneRow.key(self.org_id, template.template_id)
        until = epoch_seconds(self._clock.now()) + TOMBSTONE_KEPT_S
        with self._transaction() as transaction:
            transaction.delete(TemplateRow.of(template, pk=pk, sk=sk))
            transaction.create(
                TemplateTombstoneRow(pk=tombstone_pk, sk=tombstone_sk, expires_at=until),
                tells=CourseTemplateDeleted(template_id=template.template_id),
            )
