"""Bodies of requests and answers about files."""
