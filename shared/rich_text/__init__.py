"""Formatted text as people write it: ProseMirror documents in the names of TipTap, checked against an allow-list and
shown as HTML.
"""
