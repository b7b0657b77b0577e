"""Guidance's storage."""
