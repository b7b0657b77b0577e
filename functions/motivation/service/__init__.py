"""The use cases of motivation."""
