"""Engagement's nouns and rules."""
