"""One room per bounded context."""

import shared.start  # noqa: F401  # before FastAPI and every model
