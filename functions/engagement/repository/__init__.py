"""Reads and writes of engagement, one method per access pattern."""
