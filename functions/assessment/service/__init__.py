"""What one can do in assessment."""
