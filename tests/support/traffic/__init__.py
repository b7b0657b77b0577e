"""Students, buyers and a tutor at the deployed product at once, and what must be true when they are gone."""

from tests.support.traffic.asking import Asking
from tests.support.traffic.people import Buyer, Student, Tutor
from tests.support.traffic.school import School, open_school
from tests.support.traffic.truth import faults

__all__ = ["Asking", "Buyer", "School", "Student", "Tutor", "faults", "open_school"]
