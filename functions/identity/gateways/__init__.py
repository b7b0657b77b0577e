"""Ports to what lies outside: the password hash, the room's secrets, mail, files."""
