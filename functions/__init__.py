"""One room per bounded context."""
