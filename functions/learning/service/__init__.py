"""What one can do in learning."""
