"""Nouns and rules."""
