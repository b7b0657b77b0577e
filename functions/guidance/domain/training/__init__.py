"""What all histories together teach: for each course, which courses go well after it. Needs numpy; see the modules."""
