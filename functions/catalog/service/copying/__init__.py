"""Copies of whole courses: asking for them, and the steps that make them."""
