"""Copying back what one organization lost, from a table that was restored to a point in time."""

from typing import Any

import pytest

from infra.config import STAGING
from infra.lost_rows import LEAP, Item, Restore, Verdict, Wanted
from infra.names import Names
from infra.restore import main
from shared import aws
from shared.clock import epoch_seconds, system_clock
from shared.ids import new_id
from tests.support.courses import publish_course
from tests.support.logs import listening_in
from tests.support.world import World

LIVE, RESTORED = "lms-test-catalog", "lms-test-catalog-restored"


class Accident:
    """A room's table, as it was and as it is."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.dynamodb = aws.client("dynamodb")
        self.org_id, self.other_id = new_id("org"), new_id("org")

    def put(self, sk: str, *, org_id: str | None = None, of: str = "COURSE#crs_1", **values: Any) -> Item:
        """Store a row as it is."""
        item: Item = {"pk": {"S": f"ORG#{org_id or self.org_id}#{of}"}, "sk": {"S": sk}, "kind": {"S": "LessonRow"}}
        for name, value in values.items():
            item[name] = {"N": str(value)} if isinstance(value, int) else {"S": value}
        self.dynamodb.put_item(TableName=LIVE, Item=item)
        return item

    def back_up(self) -> None:
        """The table is restored as it is now. (What happens next shall happen after that moment.)"""
        self.dynamodb.restore_table_to_point_in_time(
            SourceTableName=LIVE, TargetTableName=RESTORED, UseLatestRestorableTime=True
        )

    def lose(self, *items: Item) -> None:
        """Delete rows behind the room's back."""
        for item in items:
            self.dynamodb.delete_item(TableName=LIVE, Key={"pk": item["pk"], "sk": item["sk"]})

    def now(self, item: Item) -> Item | None:
        """The live row."""
        found: Item | None = self.dynamodb.get_item(TableName=LIVE, Key={"pk": item["pk"], "sk": item["sk"]}).get(
            "Item"
        )
        return found

    def restore(self, *, of: dict[str, Any] | None = None, **how: bool) -> Restore:
        """Compare, and copy back where told to."""
        wanted = Wanted(**{"organization": self.org_id, **(of or {})})
        restore = Restore(self.dynamodb, live=LIVE, restored=RESTORED, wanted=wanted)
        self.seen: list[tuple[Verdict, Item]] = list(restore.run(**how))
        return restore


@pytest.fixture
def accident(world: World) -> Accident:
    """A room's table in which somebody will lose something."""
    return Accident(world)


class TestLooking:
    def test_counts_by_kind_what_is_the_same_missing_and_different(self, accident: Accident) -> None:
        accident.put("A", revision=1)
        lost = accident.put("B", revision=1)
        accident.put("C", revision=1)
        accident.back_up()
        accident.lose(lost)
        accident.put("C", revision=2, title="new")

        outcome = accident.restore().outcome

        assert dict(outcome.found) == {
            ("LessonRow", "same"): 1,
            ("LessonRow", "missing"): 1,
            ("LessonRow", "different"): 1,
        }
        assert [(verdict, row["sk"]["S"]) for verdict, row in accident.seen] == [("missing", "B"), ("different", "C")]
        assert outcome.written == 0
        assert accident.now(lost) is None
        assert any("LessonRow" in line for line in outcome.lines())

    def test_sees_nothing_of_others(self, accident: Accident) -> None:
        other = accident.put("A", org_id=accident.other_id)
        accident.back_up()
        accident.lose(other)

        accident.restore(apply=True)

        assert accident.seen == []
        assert accident.now(other) is None

    def test_reads_only_the_partitions_that_are_named(self, accident: Accident) -> None:
        one, two = accident.put("A", of="COURSE#crs_1"), accident.put("A", of="COURSE#crs_2")
        for number in range(40):
            accident.put(f"{number}", of="COURSE#crs_3", text="long " * 1000)
        accident.back_up()
        accident.lose(one, two)

        restore = accident.restore(of={"partitions": ("COURSE#crs_1",)}, apply=True)

        assert (accident.now(one), accident.now(two)) == (one, None)
        assert restore.outcome.read_units <= 2
        assert restore.forecast() == "Only the partitions that were named are read."

    def test_a_beginning_ends_where_a_part_of_a_key_ends(self, accident: Accident) -> None:
        rows = [accident.put("A", of=of) for of in ("COURSE#crs_1", "COURSE#crs_1#BODIES", "COURSE#crs_12")]
        accident.back_up()
        accident.lose(*rows)

        accident.restore(of={"begins": "COURSE#crs_1"}, apply=True)

        assert [accident.now(row) for row in rows] == [rows[0], rows[1], None]

    @pytest.mark.parametrize("text", ["", "org_", "ORG#", "org_1#COURSE", "usr_01J9ZQ4T8N5W6E7R8T9Y0A1B2C"])
    def test_refuses_what_is_no_organization(self, text: str) -> None:
        with pytest.raises(ValueError, match="no organization"):
            Wanted(organization=text)

    def test_says_beforehand_what_it_will_read(self, accident: Accident) -> None:
        accident.put("A")
        accident.back_up()

        assert f"All of {RESTORED} is read: 1 rows" in accident.restore().forecast()


class TestCopyingBack:
    def test_brings_what_is_missing_and_a_second_time_does_nothing(self, accident: Accident) -> None:
        lost = [accident.put(f"{number:03}", revision=3, title="a") for number in range(120)]
        accident.back_up()
        accident.lose(*lost)

        first = accident.restore(apply=True).outcome
        second = accident.restore(apply=True, overwrite=True).outcome

        assert (first.written, second.written) == (120, 0)
        assert second.count("same") == 120
        assert accident.now(lost[0]) == {**lost[0], "revision": {"N": str(3 + LEAP)}}

    def test_leaves_what_was_made_since(self, accident: Accident) -> None:
        lost = accident.put("A")
        accident.back_up()
        accident.lose(lost)
        younger = accident.put("B", title="made since")

        accident.restore(apply=True, overwrite=True)

        assert accident.now(younger) == younger
        assert accident.now(lost) == lost

    def test_leaves_what_is_different_unless_told(self, accident: Accident) -> None:
        before = accident.put("A", revision=2, title="old")
        accident.back_up()
        after = accident.put("A", revision=9, title="new")

        accident.restore(apply=True)
        assert accident.now(before) == after

        accident.restore(apply=True, overwrite=True)
        assert accident.now(before) == {**before, "revision": {"N": str(9 + LEAP)}}

    def test_never_beats_who_writes_between_the_look_and_the_write(self, accident: Accident) -> None:
        lost, changed = accident.put("A", title="lost"), accident.put("B", title="old", count=1)
        accident.back_up()
        accident.lose(lost)
        accident.put("B", title="new", count=2)
        wanted = Wanted(organization=accident.org_id)
        restore = Restore(accident.dynamodb, live=LIVE, restored=RESTORED, wanted=wanted)
        look = restore._there

        def look_and_be_late(rows: Any) -> Any:
            there = look(rows)
            accident.put("A", title="made anew")
            accident.put("B", title="new", count=3)
            return there

        restore._there = look_and_be_late  # type: ignore[method-assign]  # the moment in between
        list(restore.run(apply=True, overwrite=True))

        assert (restore.outcome.written, restore.outcome.beaten) == (0, 2)
        assert (accident.now(lost) or {})["title"] == {"S": "made anew"}
        assert (accident.now(changed) or {})["count"] == {"N": "3"}

    def test_leaves_what_is_over(self, accident: Accident) -> None:
        over = accident.put("A", expires_at=epoch_seconds(system_clock.now()) - 1)
        accident.back_up()
        accident.lose(over)

        assert accident.restore(apply=True).outcome.count("over") == 1
        assert accident.now(over) is None

    def test_takes_no_table_for_its_own_past(self, accident: Accident) -> None:
        with pytest.raises(ValueError, match="itself"):
            Restore(accident.dynamodb, live=LIVE, restored=LIVE, wanted=Wanted(organization=accident.org_id))


class TestTheWholeTable:
    def test_comes_back_in_segments_with_what_is_global(self, accident: Accident) -> None:
        rows = [accident.put("A", org_id=accident.other_id, of=f"COURSE#crs_{number}") for number in range(20)]
        person = {"pk": {"S": "GLOBAL#PERSON#usr_1"}, "sk": {"S": "PERSON"}, "kind": {"S": "PersonRow"}}
        accident.dynamodb.put_item(TableName=LIVE, Item=person)
        accident.back_up()
        accident.lose(*rows, person)

        written = [
            accident.restore(of={"organization": None, "segment": (number, 4)}, apply=True).outcome.written
            for number in range(4)
        ]

        assert sum(written) == 21
        assert [accident.now(row) for row in (*rows, person)] == [*rows, person]

    @pytest.mark.parametrize("wrong", [{"begins": "COURSE"}, {"partitions": ("COURSE#1",)}, {"segment": (8, 8)}])
    def test_is_all_of_it(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match=r"whole table|segment"):
            Wanted(organization=None, **wrong)


class TestTheCommand:
    def test_says_first_what_it_costs_then_what_it_found(
        self, accident: Accident, capsys: pytest.CaptureFixture[str]
    ) -> None:
        name = Names(STAGING).of("catalog")
        accident.dynamodb.restore_table_to_point_in_time(SourceTableName=LIVE, TargetTableName=name)
        lost = accident.put("A")
        accident.back_up()

        arguments = ["staging", "catalog", "--from", RESTORED, "--organization", accident.org_id]
        assert main([*arguments, "--show", "--apply"]) == 0

        said = capsys.readouterr().out
        assert f"missing    {lost['pk']['S']}  A" in said
        assert "1 rows copied back, 0 left" in said

    def test_names_what_is_wrong(self, accident: Accident, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["staging", "catalog", "--from", RESTORED, "--organization", "somebody"]) == 1
        assert main(["staging", "catalog", "--from", RESTORED, "--organization", accident.org_id]) == 1
        assert "somebody is no organization's id." in capsys.readouterr().err


class TestACourse:
    """The product itself loses a course and has it again."""

    def test_is_there_again_can_be_changed_and_is_heard_of(self, accident: Accident) -> None:
        tutor = accident.world.actor("tutor")
        accident.org_id = tutor.org_id
        course = publish_course(tutor.org_id, tutor.user_id)
        accident.world.settle()
        accident.back_up()
        accident.lose(*self.rows(accident, course.course_id))
        assert tutor.get(course.path).status_code == 404

        with listening_in() as lines:
            accident.restore(of={"begins": f"COURSE#{course.course_id}"}, apply=True)
            accident.world.settle()

        found = tutor.get(course.path)
        assert found.status_code == 200
        assert lines.all("event.sent") == []
        renamed = tutor.put(course.path, {"title": "Again"}, headers={"if-match": found.headers["etag"]})
        assert renamed.json()["title"] == "Again"

    def test_tells_its_last_news_under_their_own_ids_if_asked_to(self, accident: Accident) -> None:
        tutor = accident.world.actor("tutor")
        accident.org_id = tutor.org_id
        with listening_in() as lines:
            course = publish_course(tutor.org_id, tutor.user_id)
            accident.world.settle()
        first = {line["event_id"] for line in lines.all("event.sent")}
        accident.back_up()
        accident.lose(*self.rows(accident, course.course_id))

        with listening_in() as again:
            accident.restore(of={"begins": f"COURSE#{course.course_id}"}, apply=True, tell=True)
            accident.world.settle()

        told = {line["event_id"] for line in again.all("event.sent")}
        assert told
        assert told <= first

    def rows(self, accident: Accident, course_id: str) -> list[Item]:
        """Everything that the room keeps in the course's own partition."""
        pk = {"S": f"ORG#{accident.org_id}#COURSE#{course_id}"}
        found: list[Item] = accident.dynamodb.query(
            TableName=LIVE, KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": pk}
        )["Items"]
        return found
