"""What learning needs of the outside."""
