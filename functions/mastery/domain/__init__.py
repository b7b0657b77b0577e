"""Skills, evidence and estimates: the rules, without storage."""
