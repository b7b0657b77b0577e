"""Learning's reactions to what others tell, and to its own news; one module for each noun that follows from it."""

from functions.learning.handlers import bulk, courses, payments, scores, seats, standings
from functions.learning.handlers.listener import listener

__all__ = ["bulk", "courses", "handler", "payments", "scores", "seats", "standings"]

listener.require_all()
handler = listener.handler
