"""Learning's nouns and rules."""
