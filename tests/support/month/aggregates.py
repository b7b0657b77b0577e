"""What is stored after a month, and what the diary says it is. One class for each aggregate: add yours to the list."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from functions.learning.domain.work import together
from functions.learning.repository.work import WorkRepository
from tests.support.actors import Actor
from tests.support.month.life import FILM_BLOCK, FILMS, TRY_BLOCK
from tests.support.month.playing import Played
from tests.support.naive_streaks import naive

Values = Mapping[Hashable, Any]


class Aggregate(Protocol):
    """Something that the product adds up, by whatever it is about."""

    def naive(self, played: Played) -> Values:
        """What it is, from the diary alone."""
        ...

    def stored(self, played: Played) -> Values:
        """What the product answers."""
        ...


class LessonWork:
    """What was done in each lesson: time, what was watched, the best results, whether it is complete."""

    def naive(self, played: Played) -> Values:
        """From every second that was told of."""
        diary = played.diary
        return {
            key: (
                10 * len(desk.ticks),
                desk.watched_percent if key[1] == FILMS else 0,
                desk.best.get(TRY_BLOCK),
                desk.opened,
                key[2] in diary.enrolled[key[:2]].done,
            )
            for key, desk in diary.desks.items()
            if diary.enrolled[key[:2]].inside
        }

    def stored(self, played: Played) -> Values:
        """By each learner's own request."""
        found: dict[Hashable, Any] = {}
        for learner, who in _everybody(played):
            for key in played.diary.desks_of(learner):
                if played.diary.enrolled[key[:2]].inside:
                    found[key] = self._one(played, who, key)
        return found

    def _one(self, played: Played, who: Actor, key: tuple[int, int, int]) -> Any:
        work = who.get(f"{played.courses[key[1]].lesson_path(key[2])}/progress").json()
        blocks = {block["block_id"]: block for block in work["blocks"]}
        film, tried = blocks.get(FILM_BLOCK), blocks.get(TRY_BLOCK)
        return (
            work["time_spent_s"],
            film["watched_percent"] if film else 0,
            tried["score_bp"] if tried else None,
            work["opened"],
            work["completed"],
        )


class MinutesByDay:
    """The seconds of each day, in all lessons together."""

    def naive(self, played: Played) -> Values:
        """From every second that was told of; what was done at once in two lessons counts once."""
        found: Counter[Hashable] = Counter()
        for learner in range(len(played.learners)):
            ticks = {tick for desk in played.diary.desks_of(learner).values() for tick in desk.ticks}
            found.update((learner, datetime.fromtimestamp(tick, UTC).date()) for tick in ticks)
        return {key: 10 * count for key, count in found.items()}

    def stored(self, played: Played) -> Values:
        """From the rows of the lessons that they were at."""
        works = WorkRepository(played.org.org_id)
        found: dict[Hashable, Any] = {}
        for learner, person in enumerate(played.learners):
            whole = together(works.list_touched(person.user_id, 0))
            for day in whole.days:
                start = datetime.fromtimestamp(day * 86_400, UTC)
                found[learner, start.date()] = whole.seconds_between(start, start + timedelta(days=1))
        return found


class Dashboards:
    """Each learner's courses in per cent, which are complete, and the minutes of the week where they live."""

    def naive(self, played: Played) -> Values:
        """From the lessons that are done, and every second."""
        diary = played.diary
        found: dict[Hashable, Any] = {}
        for (learner, course), own in diary.enrolled.items():
            state = ("completed" if own.completed else "active") if own.inside else "cancelled"
            found[learner, course] = diary.percent(learner, course), own.completed, state
        for learner, life in enumerate(played.lives):
            zone = ZoneInfo(life.zone)
            here = played.clock.now().astimezone(zone)
            monday = datetime.combine(here.date() - timedelta(days=here.weekday()), datetime.min.time(), zone)
            end = datetime.combine(monday.date() + timedelta(days=7), datetime.min.time(), zone)
            found[learner] = diary.minutes(learner, monday.astimezone(UTC), end.astimezone(UTC))
        return found

    def stored(self, played: Played) -> Values:
        """By each learner's own request, in the time zone that they set."""
        found: dict[Hashable, Any] = {}
        numbers = {course.course_id: number for number, course in enumerate(played.courses)}
        for learner, who in _everybody(played):
            tag = who.get("/dashboard/goals").headers["etag"]
            zone = {"time_zone": played.lives[learner].zone, "finish_by": []}
            assert who.put("/dashboard/goals", zone, headers={"if-match": tag}).status_code == 200
            board = who.get("/dashboard").json()
            found[learner] = board["minutes_this_week"]
            for item in board["items"]:
                progress = item["progress"]
                key = learner, numbers[item["course_id"]]
                found[key] = progress["percent"], progress["completed_at"] is not None, item["state"]
        return found


class Rosters:
    """Who is on each course's roster in which state, and who has done so much."""

    def naive(self, played: Played) -> Values:
        """From the enrolments."""
        found: dict[Hashable, Any] = {}
        for (learner, course), own in played.diary.enrolled.items():
            user_id = played.learners[learner].user_id
            state = ("completed" if own.completed else "active") if own.inside else "cancelled"
            found.setdefault((course, state), set()).add(user_id)
            if own.counted >= 50:
                found.setdefault((course, "half"), set()).add(user_id)
        return found

    def stored(self, played: Played) -> Values:
        """Page by page, as the course's tutor sees them."""
        found: dict[Hashable, Any] = {}
        asked = {state: {"state": state} for state in ("active", "completed", "cancelled")}
        for number, course in enumerate(played.courses):
            for name, filters in {**asked, "half": {"progress_from": "50"}}.items():
                users = {item["user_id"] for item in self._pages(played, f"{course.path}/enrollments", filters)}
                if users:
                    found[number, name] = users
        return found

    def _pages(self, played: Played, path: str, filters: dict[str, str]) -> Iterator[Any]:
        tutor, cursor = played.again(played.tutor), None
        while True:
            page = tutor.get(path, params={**filters, "limit": 100, **({"cursor": cursor} if cursor else {})}).json()
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return


class Analytics:
    """Each course in numbers."""

    def naive(self, played: Played) -> Values:
        """From the enrolments, one by one."""
        found: dict[Hashable, Any] = {}
        for (_, course), own in played.diary.enrolled.items():
            state = ("completed" if own.completed else "active") if own.inside else "cancelled"
            counts = found.setdefault(course, Counter())
            counts.update({state: 1, "joined": 1, "ever completed": own.completed, f"on {own.since.date()}": 1})
            if own.inside:
                counts[f"from {own.counted // 10 * 10}"] += 1
        return {course: +counts for course, counts in found.items()}

    def stored(self, played: Played) -> Values:
        """As the course's tutor sees them."""
        found: dict[Hashable, Any] = {}
        tutor, last = played.again(played.tutor), played.clock.now().date()
        days = {"first_day": str(last - timedelta(days=60)), "last_day": str(last)}
        for number, course in enumerate(played.courses):
            report = tutor.get(f"{course.path}/enrollments/analytics", params=days).json()
            counts = Counter(report["by_state"])
            counts.update({"joined": report["joined"], "ever completed": report["completed"]})
            counts.update({f"from {one['from_percent']}": one["enrollments"] for one in report["progress"]})
            counts.update({f"on {one['day']}": one["enrollments"] for one in report["joined_per_day"]})
            found[number] = +counts
        return found


class Motivation:
    """What each learner earned: points, the streak of today and the longest, badges."""

    def naive(self, played: Played) -> Values:
        """From the lessons and courses that were done, and the days on which they were, where everybody lives."""
        zone = ZoneInfo("Asia/Kolkata")
        today = played.clock.now().astimezone(zone).date()
        every_day = {today - timedelta(days=back): True for back in range(-8, 90)}
        found: dict[Hashable, Any] = {}
        for learner in {learner for learner, _ in played.diary.enrolled}:
            own = [one for (who, _), one in played.diary.enrolled.items() if who == learner]
            moments = [moment for one in own for moment in one.moments]
            courses = sum(one.completed for one in own)
            current, longest, _ = naive({moment.astimezone(zone).date() for moment in moments}, every_day, today)
            measured = {"lesson": len(moments), "course": courses, "streak": longest}
            badges = {name for name, (of, least) in _BADGES.items() if measured[of] >= least}
            found[learner] = 10 * len(moments) + 100 * courses, current, longest, badges
        return found

    def stored(self, played: Played) -> Values:
        """By each learner's own request."""
        found: dict[Hashable, Any] = {}
        for learner, who in _everybody(played):
            own = who.get("/motivation").json()
            badges = {badge["badge_id"] for badge in own["badges"]}
            found[learner] = own["points"], own["streak"]["current"], own["streak"]["longest"], badges
        return found


_BADGES = {
    "bdg_firstlesson": ("lesson", 1),
    "bdg_tenlessons": ("lesson", 10),
    "bdg_hundredlessons": ("lesson", 100),
    "bdg_firstcourse": ("course", 1),
    "bdg_fivecourses": ("course", 5),
    "bdg_weekstreak": ("streak", 7),
    "bdg_monthstreak": ("streak", 30),
}
AGGREGATES: tuple[Aggregate, ...] = (LessonWork(), MinutesByDay(), Dashboards(), Rosters(), Analytics(), Motivation())
"""All of them."""


def _everybody(played: Played) -> Iterator[tuple[int, Actor]]:
    """Every learner who has anything, signed in at this moment."""
    joined = {learner for learner, _ in played.diary.enrolled}
    for learner, person in enumerate(played.learners):
        if learner in joined:
            yield learner, played.again(person)
