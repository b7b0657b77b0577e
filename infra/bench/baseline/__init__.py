"""The bare function that starts and requests are measured against."""
