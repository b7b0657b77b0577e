"""Whoever does a task: the port, and its adapters."""
