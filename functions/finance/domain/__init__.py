"""What finance is about."""
