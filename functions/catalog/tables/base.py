"""The row that all of the catalog's rows are."""

from shared.dynamo import ByGsi1, Row, TableOf


class CatalogRow(Row):
    """Any row of the catalog's table."""

    class Meta(TableOf):
        context = "catalog"

    by_gsi1 = ByGsi1()


def course_partition(org_id: str, course_id: str) -> str:
    """Where everything that is drafted in a course stands."""
    return f"ORG#{org_id}#COURSE#{course_id}"
