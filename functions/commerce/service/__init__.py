"""Use cases: what people and events make commerce do."""
