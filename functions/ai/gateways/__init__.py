"""Outsiders beside the providers: the key service that seals what opens their accounts."""
