"""What is sold and paid, and the rules of it."""
