"""Reads and writes; one method per access pattern. Who asks a little loads a little: nothing is gathered here."""
