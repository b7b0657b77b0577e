"""Engagement's use cases."""
