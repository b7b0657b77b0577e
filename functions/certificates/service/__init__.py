"""Certificates' use cases."""
