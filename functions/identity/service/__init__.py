"""What one can do in identity, one module per noun."""
