"""Reads and writes; one method per access pattern."""
