"""Guidance's rules."""
