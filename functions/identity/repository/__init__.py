"""Reads and writes, one module per noun and one method per access pattern."""
