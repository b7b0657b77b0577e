"""What can be done with skills and mastery, one service for each noun."""

from functions.mastery.service.courses import CourseSkillsService
from functions.mastery.service.evidence import EvidenceService
from functions.mastery.service.mastery import LearnerGaps, MasteryService, Teaching, View
from functions.mastery.service.skills import SkillService

__all__ = [
    "CourseSkillsService",
    "EvidenceService",
    "LearnerGaps",
    "MasteryService",
    "SkillService",
    "Teaching",
    "View",
]
