"""The catalog's nouns and rules."""
