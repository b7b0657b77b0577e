"""What guidance stands on outside its table: the files that hold editions."""
