"""Certificates' nouns and rules."""
