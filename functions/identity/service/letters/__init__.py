"""Mails to people, in their language: what they say, as text and as HTML."""

from functions.identity.service.letters.writing import Letter, roles_in_words, write

__all__ = ["Letter", "roles_in_words", "write"]
