"""What can be done in the catalog."""
