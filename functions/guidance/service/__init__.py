"""What guidance does."""
