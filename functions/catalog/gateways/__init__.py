"""What the catalog reaches outside its table: its bucket."""
