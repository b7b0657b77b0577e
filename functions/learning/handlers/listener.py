"""What learning hears with."""

from functions.learning.manifest import LEARNING
from shared.listening import Listener

listener = Listener(LEARNING)
