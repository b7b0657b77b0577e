"""Asking for copies of courses. The answer is a job; the copy can be seen once it is complete."""

from functions.catalog.domain.copying import Template
from functions.catalog.permissions import EDIT_ALL_COURSES
from functions.catalog.repository.copies import CopyRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.jobs import CopyJob, Work
from functions.catalog.repository.templates import TemplateRepository
from functions.catalog.service.editing import require_editor
from shared.auth import Caller
from shared.dynamo import undisturbed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey

LONGEST_TITLE = 200
COPY = " (copy)"


class CopyService:
    """Duplicates and templates of one tenant's courses."""

    def __init__(self, courses: CourseRepository, copies: CopyRepository, templates: TemplateRepository) -> None:
        self._courses = courses
        self._copies = copies
        self._templates = templates

    def duplicate(self, course_id: str, title: str | None, *, by: Caller, once: Once) -> CopyJob:
        """Ask for another course like this one, by who may edit it."""
        course = self._courses.get(course_id)
        require_editor(course, by)
        wish = {"title": title or course.title[: LONGEST_TITLE - len(COPY)] + COPY}
        return self._copies.add(CopyJob.wanted(Work.DUPLICATE, by.user_id, course_id, new_id("crs"), wish=wish), once)

    def save_template(self, course_id: str, name: str, description: str, *, by: Caller, once: Once) -> CopyJob:
        """Ask for a template of a course, by who may edit it."""
        require_editor(self._courses.get(course_id), by)
        wish = {"name": name, "description": description}
        return self._copies.add(
            CopyJob.wanted(Work.SAVE_TEMPLATE, by.user_id, course_id, new_id("tpl"), wish=wish), once
        )

    def use_template(self, template_id: str, title: str | None, *, by: Caller, once: Once) -> CopyJob:
        """Ask for a course made of a template. Who asks is its first instructor."""
        template = self._templates.get(template_id)
        wish = {"title": title or template.title}
        return self._copies.add(
            CopyJob.wanted(Work.USE_TEMPLATE, by.user_id, template_id, new_id("crs"), wish=wish), once
        )

    def list_templates(self, *, limit: int, start: PageKey) -> Listed[Template]:
        """The organization's templates, the newest first."""
        return self._templates.list(limit=limit, start=start)

    def read_template(self, template_id: str) -> Template:
        """A template."""
        return self._templates.get(template_id)

    def delete_template(self, template_id: str, *, by: Caller) -> None:
        """Remove a template, by who saved it or an administrator. Courses made of it stay."""

        def attempt() -> None:
            template = self._templates.get(template_id)
            template.require_owner(by.user_id, edits_all=by.may(EDIT_ALL_COURSES))
            self._templates.delete(template)

        undisturbed(attempt)
