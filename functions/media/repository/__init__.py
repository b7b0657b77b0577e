"""Reads and writes media's rows."""
