"""Reads and writes what finance keeps."""
