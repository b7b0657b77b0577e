"""What ai does."""
