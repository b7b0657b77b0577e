"""What ai is about."""
