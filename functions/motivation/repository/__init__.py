"""Reads and writes what learners did and what it brings them; one method per access pattern."""
