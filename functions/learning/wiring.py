"""Puts learning's services together."""

from typing import Annotated

from fastapi import Depends

from functions.learning.gateways.wishes import WishFiles
from functions.learning.repository.bulk import BulkRepository
from functions.learning.repository.deadlines import DeadlineRepository
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.goals import GoalsRepository
from functions.learning.repository.groups import GroupRepository
from functions.learning.repository.interests import InterestRepository
from functions.learning.repository.notes import NoteRepository
from functions.learning.repository.paths import PathRepository
from functions.learning.repository.rosters import RosterRepository
from functions.learning.repository.seats import SeatsRepository
from functions.learning.repository.shares import ShareCodeRepository, ShareRepository
from functions.learning.repository.work import WorkRepository
from functions.learning.service.bulk import BulkService
from functions.learning.service.courses import CourseService
from functions.learning.service.dashboard import DashboardService
from functions.learning.service.enrolments import EnrolmentService
from functions.learning.service.facts import FactService
from functions.learning.service.groups import GroupService
from functions.learning.service.interests import InterestService
from functions.learning.service.notes import NoteService
from functions.learning.service.paths import PathService
from functions.learning.service.payments import PaymentService
from functions.learning.service.progress import ProgressService
from functions.learning.service.rosters import RosterService
from functions.learning.service.rules import RulesService
from functions.learning.service.seats import DueService, SeatService
from functions.learning.service.shares import SharedProgress, ShareService, open_share
from functions.learning.service.standings import StandingService
from shared.auth import of_tenant


def course_service(org_id: str) -> CourseService:
    """What is known of a tenant's courses."""
    return CourseService(LearningRepository(org_id))


def seat_service(org_id: str) -> SeatService:
    """The seats of a tenant's courses."""
    return SeatService(LearningRepository(org_id), SeatsRepository(org_id))


def due_service() -> DueService:
    """What ends by the clock, in all organizations."""
    return DueService(DeadlineRepository(), seat_service)


def payment_service(org_id: str) -> PaymentService:
    """What follows from what is paid for."""
    repository, seats = LearningRepository(org_id), SeatsRepository(org_id)
    return PaymentService(repository, seats, SeatService(repository, seats))


def standing_service(org_id: str) -> StandingService:
    """A tenant's statistics."""
    return StandingService(RosterRepository(org_id), GroupRepository(org_id), course_service(org_id))


def bulk_service(org_id: str) -> BulkService:
    """Enrolling many at once."""
    return BulkService(
        LearningRepository(org_id),
        BulkRepository(org_id),
        seat_service(org_id),
        GroupService(GroupRepository(org_id)),
        WishFiles(),
    )


def enrolment_service(org_id: str) -> EnrolmentService:
    """A tenant's enrolments."""
    repository, seats = LearningRepository(org_id), SeatsRepository(org_id)
    return EnrolmentService(repository, seats, CourseService(repository), SeatService(repository, seats))


def progress_service(org_id: str) -> ProgressService:
    """A tenant's learners at work."""
    repository = LearningRepository(org_id)
    return ProgressService(repository, WorkRepository(org_id), CourseService(repository))


def fact_service(org_id: str) -> FactService:
    """What devices and other rooms tell of a tenant's learners."""
    return FactService(WorkRepository(org_id), progress_service(org_id))


def _dashboard_service(org_id: str) -> DashboardService:
    return DashboardService(GoalsRepository(org_id), WorkRepository(org_id), course_service(org_id))


def _note_service(org_id: str) -> NoteService:
    return NoteService(NoteRepository(org_id), progress_service(org_id), course_service(org_id))


def _path_service(org_id: str) -> PathService:
    repository = LearningRepository(org_id)
    return PathService(PathRepository(repository.org_id), repository, CourseService(repository))


def _interest_service(org_id: str) -> InterestService:
    repository = LearningRepository(org_id)
    return InterestService(InterestRepository(repository.org_id), repository, CourseService(repository))


def share_service(org_id: str) -> ShareService:
    """What a tenant's learners let others see."""
    repository = LearningRepository(org_id)
    return ShareService(ShareRepository(org_id), repository, CourseService(repository))


def shared_progress(code: str) -> SharedProgress:
    """What a code shows, whosever it is. Raises ``ShareNotFound``."""
    return open_share(ShareCodeRepository(), share_service, code)


def _rules_service(org_id: str) -> RulesService:
    return RulesService(WorkRepository(org_id))


def _roster_service(org_id: str) -> RosterService:
    repository = LearningRepository(org_id)
    return RosterService(repository, RosterRepository(repository.org_id), CourseService(repository))


def _group_service(org_id: str) -> GroupService:
    return GroupService(GroupRepository(org_id))


Enrolments = Annotated[EnrolmentService, Depends(of_tenant(enrolment_service))]
"""The enrolments of the caller's organization."""
Learning = Annotated[ProgressService, Depends(of_tenant(progress_service))]
"""The learners of the caller's organization."""
Seating = Annotated[SeatService, Depends(of_tenant(seat_service))]
"""The seats of the caller's organization."""
Facts = Annotated[FactService, Depends(of_tenant(fact_service))]
"""What devices tell of the learners of the caller's organization."""
Dashboards = Annotated[DashboardService, Depends(of_tenant(_dashboard_service))]
"""What the learners of the caller's organization see first."""
Noting = Annotated[NoteService, Depends(of_tenant(_note_service))]
"""The notes of the learners of the caller's organization."""
LearningPaths = Annotated[PathService, Depends(of_tenant(_path_service))]
"""The learning paths of the caller's organization."""
Interested = Annotated[InterestService, Depends(of_tenant(_interest_service))]
"""What interests the learners of the caller's organization."""
Sharing = Annotated[ShareService, Depends(of_tenant(share_service))]
"""What the learners of the caller's organization let others see."""
CompletionRules = Annotated[RulesService, Depends(of_tenant(_rules_service))]
"""What completes the courses of the caller's organization."""
Rosters = Annotated[RosterService, Depends(of_tenant(_roster_service))]
"""The rosters of the caller's organization."""
Standings = Annotated[StandingService, Depends(of_tenant(standing_service))]
"""The statistics of the caller's organization."""
Grouping = Annotated[GroupService, Depends(of_tenant(_group_service))]
"""The groups of the caller's organization."""
Bulk = Annotated[BulkService, Depends(of_tenant(bulk_service))]
"""Enrolling many in the caller's organization."""
