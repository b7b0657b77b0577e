"""Finance's use cases."""
