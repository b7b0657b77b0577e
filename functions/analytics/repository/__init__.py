"""Reads and writes figures and what they are counted from; one method per access pattern."""
