"""What media works on outside its table: the file store, and what makes pictures."""
