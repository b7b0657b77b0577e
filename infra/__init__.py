"""Where the building stands: on AWS, or on one machine."""
