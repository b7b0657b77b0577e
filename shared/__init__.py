"""The kernel every room stands on. No context's noun appears here."""
