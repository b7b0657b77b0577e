"""Learning's reactions to what others tell, and to its own news; one module for each noun that follows from it."""

from functions.learning.handlers import courses, scores, seats
from functions.learning.handlers.listener import listener

__all__ = ["courses", "handler", "scores", "seats"]

listener.require_all()
handler = listener.handler
