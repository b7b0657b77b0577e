"""Identity's nouns and rules, one module per noun. Pure: no storage, no web."""
