"""What a room runs follows from what it says about itself."""

import pytest

from shared.manifest import Context, Function, Schedule, Secret
from tests.support.shelf import SHELF, BookPlaced

ROOM = Context(
    name="attic",
    routes=("/attic",),
    asks=("shelf",),
    workflows=("tidy",),
    secrets=(Secret(name="key", description="Opens the attic."),),
    keeps_files=True,
    api=Function(secrets=("key",), machines=("tidy",), sends_mail=True, files=True),
)


class TestAFunction:
    @pytest.mark.parametrize(
        ("room", "functions"),
        [
            (Context(name="empty"), set()),
            (Context(name="front", routes=("/front",)), {"api"}),
            (Context(name="ear", hears=(BookPlaced,)), {"handlers"}),
            (Context(name="clock", schedules=(Schedule(task="tick", every="rate(1 day)"),)), {"tasks"}),
            (ROOM, {"api", "tasks"}),
            (SHELF, {"api", "handlers"}),
        ],
        ids=lambda value: value.name if isinstance(value, Context) else None,
    )
    def test_is_there_when_there_is_work_for_it(self, room: Context, functions: set[str]) -> None:
        assert set(room.functions()) == functions

    def test_cannot_work_without_what_it_uses(self) -> None:
        assert set(ROOM.settings_of("api")) == {
            "LMS_STAGE",
            "LMS_PUBLIC_URL",
            "LMS_ISSUER",
            "LMS_TABLE_ATTIC",
            "LMS_TABLE_SHELF",
            "LMS_SECRET_KEY",
            "LMS_MACHINE_TIDY",
            "LMS_MAIL_FROM",
            "LMS_FILES_BUCKET",
            "LMS_ORIGIN_SECRET",
        }

    def test_needs_no_more_than_it_uses(self) -> None:
        assert set(ROOM.settings_of("tasks")) == {
            "LMS_STAGE",
            "LMS_PUBLIC_URL",
            "LMS_ISSUER",
            "LMS_TABLE_ATTIC",
            "LMS_TABLE_SHELF",
        }


def test_a_room_without_rows_needs_no_table() -> None:
    room = Context(name="front", routes=("/front",), keeps_rows=False)

    assert "LMS_TABLE_FRONT" not in room.settings_of("api")
