"""What finance needs of the outside."""
