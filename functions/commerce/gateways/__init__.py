"""Outsiders: the payment gateway, and the key service that seals what opens it."""
