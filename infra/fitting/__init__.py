"""Where weights come from that the product ships as numbers: run by hand, over data that is not part of the project."""
