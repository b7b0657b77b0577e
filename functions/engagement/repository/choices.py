"""Reads and writes what people and organizations chose: silences, and words of their own."""

from functions.engagement.domain.sayings import Language
from functions.engagement.domain.templates import NoticeTemplate, Silence
from functions.engagement.tables import EngagementRow, SilenceRow, TemplateRow
from shared.dynamo import Repository


class ChoiceRepository(Repository):
    """The choices made in one organization."""

    table = EngagementRow

    def find_silence(self, user_id: str) -> Silence:
        """Of what somebody wants no mail."""
        row = self._find(SilenceRow, SilenceRow.key(self.org_id, user_id), consistent=True)
        return Silence.model_validate(row) if row else Silence(user_id=user_id)

    def save_silence(self, silence: Silence) -> None:
        """Store it; ``ConditionFailed`` if it was changed since it was read."""
        pk, sk = SilenceRow.key(self.org_id, silence.user_id)
        row = SilenceRow.of(silence, pk=pk, sk=sk)
        self._store(row)

    def list_templates(self) -> list[NoticeTemplate]:
        """Every kind's own words; there are two for each kind at most."""
        rows = self._query_all(TemplateRow, TemplateRow.key(self.org_id)[0])
        return [NoticeTemplate.model_validate(row) for row in rows]

    def find_template(self, kind: str, language: Language) -> NoticeTemplate | None:
        """The organization's words for a kind of notice."""
        row = self._find(TemplateRow, TemplateRow.key(self.org_id, kind, language), consistent=True)
        return NoticeTemplate.model_validate(row) if row else None

    def save_template(self, template: NoticeTemplate) -> NoticeTemplate:
        """Store them; ``ConditionFailed`` if they were changed since they were read."""
        row = self._row(template)
        self._store(row)
        return template.model_copy(update={"revision": row.revision})

    def delete_template(self, template: NoticeTemplate) -> None:
        """Go back to our own words; ``ConditionFailed`` if they were changed since they were read."""
        self._delete(self._row(template))

    def _row(self, template: NoticeTemplate) -> TemplateRow:
        pk, sk = TemplateRow.key(self.org_id, template.kind_of, template.language)
        return TemplateRow.of(template, pk=pk, sk=sk)
