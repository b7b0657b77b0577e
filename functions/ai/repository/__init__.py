"""How ai reads and writes."""
