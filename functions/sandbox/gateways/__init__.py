"""The interpreters, and the process in which they run programs."""
