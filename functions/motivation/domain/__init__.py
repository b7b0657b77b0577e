"""The rules of motivation."""
